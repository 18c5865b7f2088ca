/** From when to when a convention goes, and the point at which it stands as it was signed. */
import { addDays, type ConventionId, type DateCivile, type Instant } from '@avenant/domain'
import { ever } from './asked'
import type { Lines } from './lines'

export type CourseAsked = {
  readonly conventionId: ConventionId
  /** Absent or null: all that is known. */
  readonly knownAt?: Instant | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Course = {
  readonly conventionId: ConventionId
  readonly knownAt: Instant | null
  /** The first and the last day in force, as known; null: not known, or no end. Both null when it is in force on none. */
  readonly firstDay: DateCivile | null
  readonly lastDay: DateCivile | null
  /**
   * Its first day in force as it was when that first became known, and the moment at which it did: whatever was modified
   * or corrected since. Null while it is not signed.
   */
  readonly signed: { readonly on: DateCivile; readonly knownAt: Instant } | null
}

export const course =
  ({ dossiers: { convention } }: Lines) =>
  ({ conventionId, knownAt = null }: CourseAsked): Course => {
    const inForceAt = (known: Instant) =>
      convention
        .line(conventionId, { kind: 'effet', id: '' }, known)
        .flatMap(({ value, span }) => (value?.status === 'en-vigueur' ? [span] : []))
    const spans = inForceAt(knownAt ?? ever)
    const to = spans.at(-1)?.to ?? null
    return {
      conventionId,
      knownAt,
      firstDay: spans[0]?.from ?? null,
      lastDay: to === null ? null : addDays(to, -1),
      signed: firstOf(convention.knowledges(conventionId), known => {
        const on = inForceAt(known)[0]?.from ?? null
        return on === null ? null : { on, knownAt: known }
      })
    }
  }

/** The first answer that is one. */
const firstOf = <A, B>(all: ReadonlyArray<A>, answer: (a: A) => B | null): B | null => {
  for (const one of all) {
    const answered = answer(one)
    if (answered !== null) return answered
  }
  return null
}
