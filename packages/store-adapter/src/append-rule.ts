import { isDeepStrictEqual } from 'node:util'
import type { Recorded } from '@avenant/domain'
import type { CheckedAppend, CheckedEvent } from './checked-events'
import type { Conflict } from './errors'
import { isAsExpected } from './expected-revision'

/** What an engine does with an append: write it, give the answer it gave before if `isRetryOf` says so, or refuse. */
export type AppendRuling =
  | { readonly _tag: 'Write'; readonly firstRevision: number }
  | { readonly _tag: 'Already'; readonly firstRevision: number; readonly lastRevision: number }
  | { readonly _tag: 'Refuse'; readonly actual: number | null; readonly cause: Conflict['cause'] }

/**
 * The one rule of appending. The ids tell a retry: all of them already there, in order, at the place where this
 * append would have put them, is the same append again, whatever came after, provided that the content is the same
 * (`isRetryOf`). Only some of them, or elsewhere, is a conflict.
 *
 * @param actual the stream's last revision, null when there is none
 * @param revisionOf the revision of an event id in the stream
 */
export const ruleAppend = (
  { events, expected }: CheckedAppend,
  actual: number | null,
  revisionOf: (id: string) => number | undefined
): AppendRuling => {
  const known = actual === null ? [] : events.map(event => revisionOf(event.id))
  if (known.every(revision => revision === undefined))
    return isAsExpected(expected, actual)
      ? { _tag: 'Write', firstRevision: (actual ?? -1) + 1 }
      : { _tag: 'Refuse', actual, cause: 'revision' }

  const first = typeof expected === 'object' ? expected.exact + 1 : expected === 'none' ? 0 : known[0]
  return first !== undefined && known.every((revision, index) => revision === first + index)
    ? { _tag: 'Already', firstRevision: first, lastRevision: first + events.length - 1 }
    : { _tag: 'Refuse', actual, cause: 'overlap' }
}

/**
 * Whether an append says what was recorded under its ids. Otherwise its answer would tell its caller what the journal
 * does not hold: the ruling is then a refusal for its `content` (G23). Data and metadata are compared as JSON values,
 * whatever the order of their keys.
 *
 * @param recorded what the stream holds from `firstRevision` on, as many events as the append has
 */
export const isRetryOf = ({ events }: CheckedAppend, recorded: ReadonlyArray<Recorded>): boolean =>
  events.length === recorded.length && events.every((event, index) => isSame(event, recorded[index]))

const isSame = (
  { id, type, schema, data, metadata }: CheckedEvent,
  recorded: Recorded | undefined
): boolean =>
  recorded !== undefined &&
  id === recorded.id &&
  type === recorded.type &&
  schema === recorded.schema &&
  isDeepStrictEqual(JSON.parse(data), recorded.data) &&
  isDeepStrictEqual(JSON.parse(metadata), recorded.metadata)
