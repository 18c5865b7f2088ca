/**
 * What an act moved: on which days which line took which value. A reader has one rule, and needs to know no act: the
 * latest recorded move prevails over its own period.
 */
import type * as t from 'io-ts'
import type { Fact } from '../fact'
import type { Period } from '../time/period'
import type { Pointer } from './assertion'
import { isReadBy } from './codec-at'

/**
 * A value that was said in an event is not written again: `at` points to it, so that what is said of a person stands in
 * one place (G10). `value` is what was computed, or null: nothing there.
 */
export type Move = {
  readonly kind: string
  readonly id: string
  readonly period: Period
  readonly value?: unknown
  readonly at?: Pointer
}

/** What the events of one stream say, by revision. */
export type Said = (revision: number) => unknown

/** The event that is being read: its revision, and the codec that has read what its act says. */
export type ReadEvent = { readonly revision: number; readonly says: t.Mixed }

/** The event of an act, as the codec of its definition has read it; null for one that is no act. */
export const readEvent = (
  acts: Readonly<Record<string, { readonly says: t.Mixed } | null>>,
  revision: number,
  type: string
): ReadEvent | null => {
  const act = Object.hasOwn(acts, type) ? acts[type] : undefined
  return act == null ? null : { revision, says: act.says }
}

/** What a value of each kind is. */
export type KindValues = Readonly<Record<string, { readonly value: t.Mixed }>>

/**
 * The fact that a move records. A pointer that leads nowhere, or to a value that is none of its kind, gives null: nothing
 * there (G15). What the acts lay then differs from what is recorded, and the dossier is told as drifted.
 *
 * @param read what its codec has read as a value of the kind is not read again; absent: each value that is pointed to is
 */
export const factOf =
  (kinds: KindValues, said: Said, read: ReadEvent | null = null) =>
  ({ kind, id, period, value = null, at }: Move): Fact => {
    if (at === undefined) return { kind, id, period, value }
    const [revision, ...path] = at
    const event = said(revision)
    const pointed = valueIn(event, path)
    const codec = Object.hasOwn(kinds, kind) ? kinds[kind]?.value : undefined
    const isOne = codec !== undefined && (isRead(read, at, event, codec) || codec.is(pointed))
    return { kind, id, period, value: isOne ? pointed : null }
  }

const isRead = (
  read: ReadEvent | null,
  [revision, ...path]: Pointer,
  event: unknown,
  codec: t.Mixed
): boolean =>
  read?.revision === revision &&
  path[0] === 'says' &&
  isReadBy(read.says, codec)(valueIn(event, ['says']), path.slice(1))

/** What stands in a value under keys that lead from one to the next; null where they lead nowhere. */
export const valueIn = (holder: unknown, path: ReadonlyArray<string | number>): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : null,
    holder
  ) ?? null
