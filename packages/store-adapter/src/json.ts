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
  const above = new Set<object>()

  const walk = (u: unknown, at: string): void => {
    if (u === null || typeof u === 'boolean') return
    if (typeof u === 'string') {
      checkText(u, at)
      return
    }
    if (typeof u === 'number') {
      if (!Number.isFinite(u)) faults.push({ path: at, message: `${u} n'existe pas en JSON` })
      return
    }
    if (typeof u !== 'object') {
      faults.push({ path: at, message: `${typeof u} n'existe pas en JSON` })
      return
    }
    if (above.has(u)) {
      faults.push({ path: at, message: 'référence circulaire' })
      return
    }
    if (above.size === maxDepth) {
      faults.push({ path: at, message: `plus de ${maxDepth} niveaux` })
      return
    }
    above.add(u)
    if (Array.isArray(u)) for (let i = 0; i < u.length; i++) walk(u[i], `${at}[${i}]`)
    else if (isPlain(u)) {
      for (const [key, inner] of Object.entries(u)) {
        checkText(key, `${at}.${key}`)
        walk(inner, `${at}.${key}`)
      }
      if (Object.getOwnPropertySymbols(u).length > 0)
        faults.push({ path: at, message: "une clé symbole n'existe pas en JSON" })
    } else
      faults.push({ path: at, message: `attendu : un objet simple, reçu : ${u.constructor?.name ?? '?'}` })
    above.delete(u)
  }

  const checkText = (text: string, at: string): void => {
    if (/\p{Surrogate}/u.test(text)) faults.push({ path: at, message: 'demi-caractère UTF-16 isolé' })
  }

  walk(value, path)
  return faults
}

/** `{}` or `Object.create(null)`, of any realm: the prototype is null, or itself has none. */
const isPlain = (u: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(u)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
