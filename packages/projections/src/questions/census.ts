/** Over which days each convention is in force, and each habilitation under it gives an access: what curves are drawn of. */
import {
  addDays,
  type ConventionId,
  type DateCivile,
  type HabilitationId,
  type Instant,
  intersect,
  isEmpty,
  type Period
} from '@avenant/domain'
import { ever } from './asked'
import type { Lines } from './lines'

export type CensusAsked = {
  /** Absent or null: all that is known. */
  readonly knownAt?: Instant | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC; a first or last day that is not known is null. */
export type Census = {
  readonly knownAt: Instant | null
  /** In the order of their ids; those that are in force on some day. */
  readonly conventions: ReadonlyArray<{
    readonly conventionId: ConventionId
    readonly enVigueur: ReadonlyArray<Days>
    /** Delivered, not closed, under a convention in force. A blocked one counts: it is there, and may be unblocked. */
    readonly habilitations: ReadonlyArray<{
      readonly habilitationId: HabilitationId
      readonly ouverte: ReadonlyArray<Days>
    }>
  }>
}

/** Both included. */
export type Days = { readonly firstDay: DateCivile | null; readonly lastDay: DateCivile | null }

type Counted = Census['conventions'][number]

/** What was found of a convention answers again as long as nothing is recorded of it and as much is known. */
export const census = (lines: Lines) => {
  const kept = new Map<
    ConventionId,
    { readonly version: number; readonly knownAt: Instant; readonly counted: Counted }
  >()
  return ({ knownAt = null }: CensusAsked): Census => {
    const known = knownAt ?? ever
    const conventions = lines.directory.conventions.flatMap(conventionId => {
      const version = lines.directory.versionOf(conventionId)
      const before = kept.get(conventionId)
      const counted =
        before?.version === version && before.knownAt === known
          ? before.counted
          : countedAt(lines, conventionId, known)
      if (counted !== before?.counted) kept.set(conventionId, { version, knownAt: known, counted })
      return counted.enVigueur.length === 0 ? [] : [counted]
    })
    return { knownAt, conventions }
  }
}

const countedAt = (lines: Lines, conventionId: ConventionId, known: Instant): Counted => {
  const { convention, habilitation } = lines.dossiers
  const inForce = convention
    .line(conventionId, { kind: 'effet', id: '' }, known)
    .flatMap(({ value, span }) => (value?.status === 'en-vigueur' ? [span] : []))
  const spansOf = (id: HabilitationId, kind: 'delivrance' | 'depart' | 'fermeture') =>
    habilitation
      .line(id, { kind, id: '' }, known)
      .flatMap(({ value, span }) => (value === null ? [] : [span]))
  const isUnder = (id: HabilitationId) =>
    habilitation
      .line(id, { kind: 'sujet', id: '' }, known)
      .some(({ value }) => value?.conventionId === conventionId)
  return {
    conventionId,
    enVigueur: inForce.map(daysOf),
    habilitations: lines.directory
      .habilitationsUnder(conventionId)
      .filter(isUnder)
      .flatMap(habilitationId => {
        const closed = [...spansOf(habilitationId, 'depart'), ...spansOf(habilitationId, 'fermeture')]
        const open = spansOf(habilitationId, 'delivrance')
          .flatMap(delivered => inForce.map(span => intersect(delivered, span)))
          .flatMap(span =>
            closed.reduce<ReadonlyArray<Period>>((left, gone) => left.flatMap(without(gone)), [span])
          )
          .filter(span => !isEmpty(span))
        return open.length === 0 ? [] : [{ habilitationId, ouverte: open.map(daysOf) }]
      })
  }
}

/** What is left of a period where another is taken out of it. */
const without =
  (gone: Period) =>
  (period: Period): ReadonlyArray<Period> =>
    [
      intersect(period, { from: null, to: gone.from ?? null }),
      intersect(period, { from: gone.to, to: null })
    ].filter((part, i) => !isEmpty(part) && (i === 0 ? gone.from !== null : gone.to !== null))

const daysOf = ({ from, to }: Period): Days => ({
  firstDay: from,
  lastDay: to === null ? null : addDays(to, -1)
})
