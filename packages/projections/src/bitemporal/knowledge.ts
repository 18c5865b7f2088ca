import type { Instant } from '@avenant/domain'
import type { KnowledgeSpan } from './answers'
import type { Calendar } from './calendar'
import type { Dossier } from './dossier'

type Asked = { readonly calendar: Calendar; readonly isAsked: (key: number) => boolean }

/** When facts of some keys were recorded: the last among the first `known`, and the first after them. */
export const recordingsAround = (
  dossier: Dossier,
  known: number,
  { calendar, isAsked }: Asked
): KnowledgeSpan => {
  const recordedAt = (rank: number): Instant => calendar.instant(dossier.recordedAtOf(dossier.eventOf(rank)))
  let last = known - 1
  while (last >= 0 && !isAsked(dossier.key(last))) last -= 1
  let next = known
  while (next < dossier.facts && !isAsked(dossier.key(next))) next += 1
  return {
    knownFrom: last < 0 ? null : recordedAt(last),
    knownTo: next === dossier.facts ? null : recordedAt(next)
  }
}

/** Whether an instant is in a span: its first instant is, and its last is not. */
export const isWithin = ({ knownFrom, knownTo }: KnowledgeSpan, knownAt: Instant): boolean =>
  (knownFrom === null || knownFrom <= knownAt) && (knownTo === null || knownAt < knownTo)

/** The knowledge that is in each of some spans, all of which have an instant in common. */
export const inEach = (spans: ReadonlyArray<KnowledgeSpan>): KnowledgeSpan =>
  spans.reduce((a, b) => ({
    knownFrom:
      a.knownFrom === null || (b.knownFrom !== null && b.knownFrom > a.knownFrom) ? b.knownFrom : a.knownFrom,
    knownTo: a.knownTo === null || (b.knownTo !== null && b.knownTo < a.knownTo) ? b.knownTo : a.knownTo
  }))
