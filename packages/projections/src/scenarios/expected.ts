/** What a file expects of an answer, and where the answer is otherwise. */
import { frenchCount, visible } from '@avenant/domain'

/** Something that is not as expected: where in the file, what was expected, what was found instead, in French. */
export type Deviation = { readonly path: string; readonly expected: string; readonly found: string }

/**
 * Where an answer differs from what is expected of it. An object is as expected when each of its keys is; an array when
 * it has the same length and each item is at its place; `{ "contains": […] }` when each item is some item of the array;
 * `{ "absent": true }` when the key is not there, or null. Anything else must be equal.
 */
export const deviationsFrom = (expected: unknown, found: unknown, path: string): ReadonlyArray<Deviation> => {
  if (isAbsence(expected))
    return found === undefined || found === null ? [] : [{ path, expected: 'absent', found: shown(found) }]
  if (isContaining(expected)) return missingFrom(expected.contains, found, path)
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [{ path, expected: itemsOf(expected), found: shown(found) }]
    return expected.length === found.length
      ? expected.flatMap((item, i) => deviationsFrom(item, found[i], `${path}[${i}]`))
      : [{ path, expected: itemsOf(expected), found: `${itemsOf(found)} : ${shown(found)}` }]
  }
  if (isObject(expected))
    return isObject(found)
      ? Object.entries(expected).flatMap(([key, value]) =>
          deviationsFrom(value, valueUnder(found, key), `${path}.${visible(key)}`)
        )
      : [{ path, expected: shown(expected), found: shown(found) }]
  return expected === found ? [] : [{ path, expected: shown(expected), found: shown(found) }]
}

type JsonObject = Readonly<Record<string, unknown>>

const isObject = (u: unknown): u is JsonObject => typeof u === 'object' && u !== null && !Array.isArray(u)

const valueUnder = (found: JsonObject, key: string): unknown =>
  Object.hasOwn(found, key) ? found[key] : undefined

const isAbsence = (u: unknown): boolean => isObject(u) && Object.keys(u).length === 1 && u.absent === true

const isContaining = (u: unknown): u is { readonly contains: ReadonlyArray<unknown> } =>
  isObject(u) && Object.keys(u).length === 1 && Array.isArray(u.contains)

const missingFrom = (
  items: ReadonlyArray<unknown>,
  found: unknown,
  path: string
): ReadonlyArray<Deviation> => {
  if (!Array.isArray(found)) return [{ path, expected: 'un tableau', found: shown(found) }]
  return items.flatMap((item, i) =>
    found.some(candidate => deviationsFrom(item, candidate, '').length === 0)
      ? []
      : [
          {
            path: `${path}.contains[${i}]`,
            expected: `un élément qui contient ${shown(item)}`,
            found: `aucun parmi ${itemsOf(found)} : ${shown(found)}`
          }
        ]
  )
}

const itemsOf = ({ length }: ReadonlyArray<unknown>): string => frenchCount(length, 'élément')

/** On one line, of a length that a terminal shows. */
const shown = (value: unknown): string => {
  const text = value === undefined ? 'absent' : jsonOf(value)
  return visible(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)
}

/** A value nested thousands deep can be read, and not written (G15). */
const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(value)
  } catch {
    return 'une valeur trop profonde pour être montrée'
  }
}

const LONGEST = 240
