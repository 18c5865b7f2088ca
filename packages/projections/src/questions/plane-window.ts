/** What of a plane one answer shows: the recordings that are the last before a moment, as many as people can look at. */
import type { Instant } from '@avenant/domain'
import type { Area } from '../bitemporal'

export type PlaneWindow = {
  /** The first recording that is shown. */
  readonly from: Instant
  /** Those that are known at some moment of it. */
  readonly areas: ReadonlyArray<Area>
  /** Whether other recordings come before. */
  readonly hasEarlier: boolean
}

/** Areas that an answer shows at most, unless one recording alone makes more. */
const MOST = 50

/** @returns null where nothing is recorded before that moment */
export const windowOf = (
  areas: ReadonlyArray<Area>,
  until: Instant | null,
  most = MOST
): PlaneWindow | null => {
  const known = areas.filter(({ knownFrom }) => until === null || knownFrom === null || knownFrom < until)
  const recordings = [...new Set(known.flatMap(({ knownFrom }) => knownFrom ?? []))]
  const last = recordings.at(-1)
  if (last === undefined) return null
  const since = (from: Instant): ReadonlyArray<Area> =>
    known.filter(({ knownFrom, knownTo }) => knownFrom !== null && (knownTo === null || knownTo > from))
  let first = recordings.length - 1
  let shown = since(last)
  while (first > 0) {
    const more = since(recordings[first - 1] ?? last)
    if (more.length > most) break
    shown = more
    first -= 1
  }
  return { from: recordings[first] ?? last, areas: shown, hasEarlier: first > 0 }
}
