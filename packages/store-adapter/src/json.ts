import { types } from 'node:util'
import type { Fault } from '@avenant/domain'

const { isProxy } = types

/** Levels of objects and arrays, for what reads and writes by recursion. */
export const maxJsonDepth = 100

/**
 * What in `value` JSON would lose, change or refuse, each with its path: undefined, NaN, a Date, a lone surrogate…
 * Empty when writing it and reading it back gives the same value.
 */
export const jsonFaults = (
  value: unknown,
  path: string,
  maxDepth: number = maxJsonDepth
): ReadonlyArray<Fault> => {
  const faults: Fault[] = []
  const above: object[] = []
  const keys: (string | number)[] = []

  /** The path is made here: nearly all that is looked at has no fault. */
  const fault = (message: string): void => {
    const within = keys.map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
    faults.push({ path: `${path}${within}`, message })
  }

  const walk = (u: unknown): void => {
    if (u === null || typeof u === 'boolean') return
    if (typeof u === 'string') checkText(u)
    else if (typeof u === 'number') {
      if (!Number.isFinite(u)) fault(`${u} n'existe pas en JSON`)
      else if (Object.is(u, -0)) fault("-0 n'existe pas en JSON : donnez 0")
    } else if (typeof u !== 'object') fault(`${typeof u} n'existe pas en JSON`)
    else if (above.includes(u)) fault('référence circulaire')
    else if (above.length === maxDepth) fault(`plus de ${maxDepth} niveaux`)
    else {
      above.push(u)
      into(u)
      above.pop()
    }
  }

  const into = (u: object): void => {
    // What it answers when it is looked at is not what it answers when it is written.
    if (isProxy(u)) {
      fault('un Proxy ne se garde pas : donnez un objet simple')
      return
    }
    if (Array.isArray(u)) {
      if (!isPlainArray(u)) fault('attendu : un tableau simple')
      for (let i = 0; i < u.length; i++) step(u, i)
      for (const key of Object.getOwnPropertyNames(u))
        if (key !== 'length' && !isIndexOf(u, key))
          hidden(key, "un élément nommé d'un tableau se perd en JSON")
    } else if (isPlain(u)) {
      for (const key of Object.getOwnPropertyNames(u)) step(u, key)
    } else fault(`attendu : un objet simple, reçu : ${nameOf(u)}`)
    if (Object.getOwnPropertySymbols(u).length > 0) fault("une clé symbole n'existe pas en JSON")
  }

  /** By its descriptor: a getter is not called. */
  const step = (within: object, key: string | number): void => {
    const property = Object.getOwnPropertyDescriptor(within, key)
    keys.push(key)
    if (typeof key === 'string') checkText(key)
    if (property === undefined) fault("undefined n'existe pas en JSON")
    else if (property.get !== undefined || property.set !== undefined)
      fault('une valeur calculée ne se garde pas : donnez la valeur')
    else if (property.enumerable !== true) fault('une propriété cachée se perd en JSON')
    else walk(property.value)
    keys.pop()
  }

  const hidden = (key: string, message: string): void => {
    keys.push(key)
    fault(message)
    keys.pop()
  }

  const checkText = (text: string): void => {
    if (/\p{Surrogate}/u.test(text)) fault('demi-caractère UTF-16 isolé')
  }

  walk(value)
  return faults
}

/** `{}` or `Object.create(null)`, of any realm: the prototype is null, or the one of all objects. */
const isPlain = (u: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(u)
  return prototype === null || isRoot(prototype)
}

const isPlainArray = (u: ReadonlyArray<unknown>): boolean =>
  isRoot(Object.getPrototypeOf(Object.getPrototypeOf(u) ?? Object.prototype))

const isRoot = (prototype: unknown): boolean =>
  typeof prototype === 'object' &&
  prototype !== null &&
  Object.getPrototypeOf(prototype) === null &&
  Object.hasOwn(prototype, 'isPrototypeOf')

const isIndexOf = (u: ReadonlyArray<unknown>, key: string): boolean =>
  /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < u.length

/** Without calling what the object says it is. */
const nameOf = (u: object): string => {
  const prototype: unknown = Object.getPrototypeOf(u)
  const maker = Object.getOwnPropertyDescriptor(Object(prototype), 'constructor')?.value
  return typeof maker === 'function' && typeof maker.name === 'string' ? maker.name : '?'
}
