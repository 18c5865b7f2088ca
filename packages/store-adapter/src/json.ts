import type { Fault } from '@avenant/domain'

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
    if (Array.isArray(u)) for (let i = 0; i < u.length; i++) step(i, u[i])
    else if (isPlain(u)) {
      for (const [key, inner] of Object.entries(u)) step(key, inner)
      if (Object.getOwnPropertySymbols(u).length > 0) fault("une clé symbole n'existe pas en JSON")
    } else fault(`attendu : un objet simple, reçu : ${u.constructor?.name ?? '?'}`)
  }

  const step = (key: string | number, inner: unknown): void => {
    keys.push(key)
    if (typeof key === 'string') checkText(key)
    walk(inner)
    keys.pop()
  }

  const checkText = (text: string): void => {
    if (/\p{Surrogate}/u.test(text)) fault('demi-caractère UTF-16 isolé')
  }

  walk(value)
  return faults
}

/** `{}` or `Object.create(null)`, of any realm: the prototype is null, or itself has none. */
const isPlain = (u: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(u)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
