/** What is told of departures and of accesses without role, day by day, against which access is listed as open, and who holds which role. */
import {
  addDays,
  attributionOf,
  type ConventionId,
  type DateCivile,
  dateCivile,
  type HabilitationId,
  type Instant,
  type Recorded
} from '@avenant/domain'
import fc from 'fast-check'
import { actingHistories, actingModels } from '../../../test/acting-histories'
import { type AnyScheduled, commandOn, journalOf } from '../../../test/journal'
import { everyDossier } from '../../dossiers'
import { dossiersIndex } from '../dossiers-index'

const around = (day: string) => [-1, 0, 1].map(days => addDays(dateCivile(day), days))
const days = [
  ...['2016-12-01', '2017-01-01', '2017-02-23', '2017-06-30', '2018-01-31', '2018-03-01'],
  ...['2019-05-01', '2020-12-31', '2021-03-15', '2023-08-01']
]
  .flatMap(around)
  .slice(1)

/** Delivered, and closed by nobody, on a day on which its convention may not be in force yet, or any more. */
const neverOpen: ReadonlySet<string> = new Set(['fermee', 'demandee', 'refusee'])

const asking = (journal: ReadonlyArray<Recorded>, knownAt: Instant) => {
  const [index, dossiers] = [dossiersIndex(actingModels), everyDossier()]
  for (const recorded of journal) {
    index.append(recorded)
    dossiers.append(recorded)
  }
  const conventionIds = journal.flatMap(({ stream, revision }) =>
    // The store has read the id of the stream.
    stream.startsWith('convention-') && revision === 0
      ? [stream.slice('convention-'.length) as ConventionId]
      : []
  )
  const listed = (conventionId: ConventionId, on: DateCivile) =>
    index.access({ conventionId, on, knownAt }).habilitations
  const departureOf = (id: HabilitationId): DateCivile | null =>
    dossiers.habilitation.line(id, { kind: 'depart', id: '' }, knownAt).find(({ value }) => value !== null)
      ?.span.from ?? null
  /** Signed by all, and not ended: what there was to do ends with the convention. */
  const isRunning = (conventionId: ConventionId, on: DateCivile): boolean => {
    const effet = dossiers.convention.factOn(conventionId, { kind: 'effet', id: '' }, { on, knownAt })?.value
    return effet?.status === 'a-venir' || effet?.status === 'en-vigueur'
  }
  /** The days on which a role of a person begins or ends. */
  const turnsOf = (conventionId: ConventionId, personneId: string): ReadonlyArray<DateCivile> =>
    dossiers.convention
      .ids(conventionId, 'attribution')
      .filter(id => attributionOf(id).personneId === personneId)
      .flatMap(id => dossiers.convention.line(conventionId, { kind: 'attribution', id }, knownAt))
      .flatMap(({ span: { from, to } }) => [from, to])
      .filter(day => day !== null)
  const heldOn = (conventionId: ConventionId, personneId: string, on: DateCivile): ReadonlyArray<string> =>
    dossiers.convention
      .ids(conventionId, 'attribution')
      .filter(
        id =>
          attributionOf(id).personneId === personneId &&
          dossiers.convention.factOn(conventionId, { kind: 'attribution', id }, { on, knownAt })?.value !=
            null
      )
  return {
    /** What there is still to do on a day. */
    told: (on: DateCivile, kind: string) =>
      index
        .deadlines({ from: dateCivile('2010-01-01'), to: on, on, knownAt })
        .deadlines.filter(one => one.kind === kind && one.due !== null && one.due <= on && one.done === null)
        .map(({ conventionId, dossier, subject }) => `${conventionId} ${dossier} ${subject}`)
        .sort(),
    withoutRole: (on: DateCivile) =>
      conventionIds
        .flatMap(conventionId =>
          listed(conventionId, on)
            .filter(({ etat }) => !neverOpen.has(etat) && etat !== 'hors-convention')
            .filter(({ roles }) => roles.length > 0 && roles.every(({ tenu }) => !tenu))
            .map(({ habilitationId }) => `${conventionId} habilitation-${habilitationId} `)
        )
        .sort(),
    openAfterDeparture: (on: DateCivile) =>
      conventionIds
        .flatMap(conventionId => {
          const now = listed(conventionId, on)
          return now.flatMap(({ habilitationId: left, personneId }) => {
            const departedOn = departureOf(left)
            if (departedOn === null || departedOn > on || !isRunning(conventionId, on)) return []
            const then = listed(conventionId, departedOn)
            const isOpenIn = (all: typeof now, id: HabilitationId) =>
              all.some(one => one.habilitationId === id && !neverOpen.has(one.etat))
            return now
              .filter(({ habilitationId: id }) => id !== left && isOpenIn(now, id))
              .filter(other => other.personneId === personneId && isOpenIn(then, other.habilitationId))
              .map(({ habilitationId }) => `${conventionId} habilitation-${habilitationId} ${left}`)
          })
        })
        .sort(),
    rolesAfterDeparture: (on: DateCivile) =>
      conventionIds
        .flatMap(conventionId =>
          listed(conventionId, on).flatMap(({ habilitationId, personneId }) => {
            const departedOn = departureOf(habilitationId)
            if (departedOn === null || departedOn > on || !isRunning(conventionId, on)) return []
            const atDeparture = heldOn(conventionId, personneId, departedOn)
            const between = [departedOn, ...turnsOf(conventionId, personneId), on].filter(
              day => day >= departedOn && day <= on
            )
            const isStillThere = between.every(day =>
              heldOn(conventionId, personneId, day).some(id => atDeparture.includes(id))
            )
            return isStillThere ? [`${conventionId} habilitation-${habilitationId} `] : []
          })
        )
        .sort()
  }
}

/** Two accesses more of somebody who asked for one, of which one ends by a departure: two of one person are rare among the others. */
const twice = (
  scheduled: ReadonlyArray<AnyScheduled>,
  [departedOn, closedOn]: readonly [DateCivile, DateCivile]
): ReadonlyArray<AnyScheduled> => {
  const asked = scheduled.find(({ command }) => command.type === 'RequestHabilitation')?.command.data
  const last = scheduled.at(-1)?.at
  if (asked === undefined || last === undefined) return []
  return ['h-8', 'h-9'].flatMap(habilitationId => {
    const on = commandOn(`habilitation-${habilitationId}`)
    return [
      on(
        last,
        'RequestHabilitation',
        { ...asked, habilitationId },
        { kind: 'partenaire', id: 'partenaire-1' }
      ),
      on(last, 'DeliverHabilitation', { on: '2017-02-23' }),
      habilitationId === 'h-8'
        ? on(last, 'ReportEndOfMission', { departedOn, reportedOn: departedOn })
        : on(last, 'CloseAccess', { on: closedOn })
    ]
  })
}
const someDay = fc.constantFrom(...days)

test('G6 G16 P19 P20 each is told on each day on which it is so, as known at any moment', () => {
  const laws = [
    ['habilitation-sans-role', 'withoutRole'],
    ['habilitation-apres-depart', 'openAfterDeparture'],
    ['roles-apres-depart', 'rolesAfterDeparture']
  ] as const
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(actingHistories, fc.nat(9_999), fc.tuple(someDay, someDay), (scheduled, moment, last) => {
      const acts = scheduled.filter(({ stream }) => !stream.startsWith('access-'))
      const journal = journalOf([...acts, ...twice(acts, last)], actingModels, 'skip')
      const knownAt = journal.at(moment % 3 === 0 ? -1 : moment % journal.length)?.recordedAt
      if (knownAt === undefined) return
      const asked = asking(journal, knownAt)
      for (const on of days)
        for (const [kind, law] of laws) {
          const expected = asked[law](on)
          expect([on, kind, asked.told(on, kind)]).toEqual([on, kind, expected])
          seen.set(kind, (seen.get(kind) ?? 0) + expected.length)
        }
    }),
    { numRuns: 80, endOnFailure: true }
  )
  for (const [kind] of laws) expect(seen.get(kind)).toBeGreaterThan(20)
})
