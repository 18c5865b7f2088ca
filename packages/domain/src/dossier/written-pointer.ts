/**
 * The pointers of several moves, written as one: where they differ by a number, a list holds one number for each id.
 * `[1, 'says', 'changes', [0, 3], 'rang']` leads to change 0 for the first id, and to change 3 for the second.
 */
import * as t from 'io-ts'
import { Count, type Incoherence, NonBlank } from '../codec'
import type { Pointer } from './assertion'

type Key = string | number
type WrittenKey = Key | ReadonlyArray<number>

export type WrittenPointer = ReadonlyArray<WrittenKey>

/** What a correction says is nine keys away. With a bound, what is read stays in proportion to what is written. */
const LONGEST = 16

/** −0 would be written 0. */
const isNumber = (u: unknown): u is number => Count.is(u) && !Object.is(u, -0)

const isNumbers = (u: unknown): u is number | ReadonlyArray<number> =>
  isNumber(u) || (Array.isArray(u) && u.every(isNumber))

/** A revision, then keys. */
export const isPointer = (u: unknown): u is Pointer => isWritten(u) && u.every(key => !Array.isArray(key))

const isWritten = (u: unknown): u is WrittenPointer =>
  Array.isArray(u) &&
  u.length <= LONGEST &&
  isNumbers(u[0]) &&
  u.every(key => isNumbers(key) || NonBlank.is(key))

export const WrittenPointer: t.Type<WrittenPointer, unknown, unknown> = new t.Type(
  'Renvoi',
  isWritten,
  (u, context) =>
    isWritten(u)
      ? t.success(u)
      : t.failure(u, context, `attendu : une révision, puis des clés, ${LONGEST} en tout au plus`),
  pointer => pointer
)

/** Whether two pointers can be written as one. */
export const isSamePlace = (a: Pointer | undefined, b: Pointer | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : a.length === b.length &&
      a.every((key, i) => (typeof key === 'number' ? typeof b[i] === 'number' : key === b[i]))

/** Several pointers to one place, as one. */
export const writtenPointer = ([first, ...others]: ReadonlyArray<Pointer>): WrittenPointer =>
  (first ?? []).map((key, i): WrittenKey => {
    if (typeof key === 'string' || others.every(other => other[i] === key)) return key
    // Pointers to one place have numbers at the same steps.
    return [key, ...others.map(other => other[i] as number)]
  })

/** The pointer of the id at a rank. */
export const pointerOf = (written: WrittenPointer, rank: number): Pointer =>
  // A written pointer begins with a revision, and its lists have a number for each id.
  (written.some(Array.isArray)
    ? written.map(key => (typeof key === 'object' ? key[rank] : key))
    : written) as ReadonlyArray<Key> as Pointer

/** Lists that are not one number for each of so many ids, or that one number says as well. */
export const pointerFaults = (written: WrittenPointer, ids: number): ReadonlyArray<Incoherence> =>
  written.flatMap((key, i) => {
    if (typeof key !== 'object') return []
    if (key.length !== ids)
      return [{ path: [i], message: `attendu : un nombre par identifiant, soit ${ids}` }]
    return key.every(number => number === key[0])
      ? [{ path: [i], message: `attendu : ${key[0]}, le même nombre pour tous` }]
      : []
  })
