import { types } from 'node:util'
import type { Fault } from '@avenant/domain'

const { isProxy } = types

/** Levels of objects and arrays, for what reads and writes by recursion. */
export const maxJsonDepth = 100

/** So many faults are told; a list of a million holes has one for each. */
export const maxFaults = 100

/**
 * How much of a value is looked through: a text counts its length, any other value `valueSize`. A value may be without
 * measure though it takes no room: an object that stands twice in another one, which stands twice in a third…
 */
const maxSize = 64 * 1024 * 1024
const valueSize = 128

export type JsonOptions = { readonly maxDepth?: number; readonly maxSize?: number }

/** What is too large for these has more bytes for sure: a value is written with two at the least, its comma being one. */
export const jsonOptionsFor = (maxBytes: number): JsonOptions => ({
  maxSize: Math.max(maxSize, (valueSize / 2) * maxBytes)
})

export type JsonLook = {
  readonly faults: ReadonlyArray<Fault>
  /** Not all of it was looked through: it is too large, and is not to be written. */
  readonly tooLarge: boolean
}

/**
 * What in `value` JSON would lose, change or refuse, each with its path: undefined, NaN, a Date, a lone surrogate…
 * Empty when writing it and reading it back gives the same value.
 */
export const jsonFaults = (value: unknown, path: string, options: JsonOptions = {}): ReadonlyArray<Fault> => {
  const { faults, tooLarge } = lookThrough(value, path, options)
  return tooLarge ? [...faults, { path, message: 'trop grand pour être gardé' }] : faults
}

/** The same, for who tells by another error that a value is too large. */
export const lookThrough = (
  value: unknown,
  path: string,
  { maxDepth = maxJsonDepth, maxSize: most = maxSize }: JsonOptions = {}
): JsonLook => {
  const faults: Fault[] = []
  const above: object[] = []
  const keys: (string | number)[] = []
  let size = 0

  const mayStop = (): boolean => size > most || faults.length >= maxFaults

  /** The path is made here: nearly all that is looked at has no fault. */
  const fault = (message: string): void => {
    const within = keys.map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
    faults.push({ path: `${path}${within}`, message })
  }

  const walk = (u: unknown): void => {
    size += valueSize
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
      else if (isRewritten(u)) fault(rewritten)
      for (let i = 0; i < u.length && !mayStop(); i++) step(u, i)
      if (mayStop()) return
      for (const key of Object.getOwnPropertyNames(u))
        if (key !== 'length' && !isIndexOf(u, key))
          hidden(key, "un élément nommé d'un tableau se perd en JSON")
    } else if (isPlain(u)) {
      if (isRewritten(u)) fault(rewritten)
      for (const key of Object.getOwnPropertyNames(u)) {
        if (mayStop()) break
        step(u, key)
      }
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
    size += text.length
    if (size <= most && /\p{Surrogate}/u.test(text)) fault('demi-caractère UTF-16 isolé')
  }

  walk(value)
  return { faults: faults.slice(0, maxFaults), tooLarge: size > most }
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

/** A program that gives all objects a `toJSON` has something else written. */
const isRewritten = (u: object): boolean => 'toJSON' in u && !Object.hasOwn(u, 'toJSON')
const rewritten = 'toJSON hérité : retirez-le du prototype'

const isIndexOf = (u: ReadonlyArray<unknown>, key: string): boolean =>
  /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < u.length

/** Without calling what the object says it is. */
const nameOf = (u: object): string => {
  const prototype: unknown = Object.getPrototypeOf(u)
  const maker = Object.getOwnPropertyDescriptor(Object(prototype), 'constructor')?.value
  return typeof maker === 'function' && typeof maker.name === 'string' ? maker.name : '?'
}
