import {
  addDays,
  addMonths,
  type ConventionId,
  dateCivile,
  defineModel,
  type Instant,
  instant,
  type ModelInput,
  monenfant,
  psu
} from '@avenant/domain'
import * as fc from 'fast-check'
import { actingHistories, recordedBy } from '../../test/acting-histories'
import { type AnyScheduled, commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { DossiersIndex } from './dossiers-index'

const psuId = 'psu-1960-2017' as ConventionId
const mefId = 'mef-219200789-2023' as ConventionId
const signed = dossiersOf(journalOf(signedScheduled))
const asked = (index: DossiersIndex, conventionId: ConventionId, from: string, to: string, on?: string) =>
  index.deadlines({
    from: dateCivile(from),
    to: dateCivile(to),
    conventionId,
    ...(on === undefined ? {} : { on: dateCivile(on) })
  }).deadlines
const told = (list: ReturnType<typeof asked>) =>
  list.map(({ kind, occurrence, due }) => [kind, occurrence, due])

test('P24 P25 P26 P3 the deadlines of the PSU convention, the last after its end', () => {
  const all = asked(signed, psuId, '2016-01-01', '2030-12-31')
  expect(told(all)).toEqual([
    ['prise-d-effet', '', '2017-01-01'],
    ['fin-de-derogation', '', '2017-08-31'],
    ...['2017', '2018', '2019'].flatMap(year => [
      ['justificatifs', year, `${Number(year) + 1}-03-31`],
      ['justificatifs-dernier-delai', year, `${Number(year) + 1}-06-30`]
    ]),
    ['fin', '', '2020-12-31'],
    ['suivi-des-engagements', '', '2020-12-31'],
    ['justificatifs', '2020', '2021-03-31'],
    ['justificatifs-dernier-delai', '2020', '2021-06-30']
  ])
  expect(all.at(-2)).toMatchObject({
    dossier: 'convention-psu-1960-2017',
    subject: '',
    label: 'Justificatifs de 2020',
    nature: 'a-faire',
    who: [{ partie: 'gestionnaire', label: 'le gestionnaire' }],
    computation: "au plus tard le 31 mars de l'année suivante",
    article: { source: 'PSU', article: '3' },
    reminders: ['2021-02-28'],
    done: null,
    // Nothing will ever say that it is done: it is past.
    state: 'passee',
    late: false,
    remarque: 'aucun acte enregistré ne dit encore si cela est fait',
    event: null
  })
})

const noticed = commandOn('convention-mef-219200789-2023')('2024-04-24T09:00:00Z', 'GiveNotice', {
  partie: 'fournisseur',
  dispatchedOn: '2024-04-20',
  receivedOn: '2024-04-23'
})

test('M18 M19 the échéances of a convention that renews itself, and the last days of notice', () => {
  expect(told(asked(signed, mefId, '2023-01-01', '2025-12-31'))).toEqual([
    ['prise-d-effet', '', '2023-07-26'],
    ['preavis', '1', '2024-04-26'],
    ['reconduction', '1', '2024-07-26'],
    ['preavis', '2', '2025-04-26'],
    ['reconduction', '2', '2025-07-26']
  ])
  const [first] = asked(signed, mefId, '2024-04-26', '2024-04-26', '2024-05-01')
  expect(first).toMatchObject({
    nature: 'possible',
    late: false,
    done: null,
    computation: 'échéance 26/07/2024 − 3 mois = 26/04/2024',
    article: { source: 'MEF', article: '5' }
  })
  expect(first?.who.map(({ partie }) => partie)).toEqual(['fournisseur', 'caf'])
})

test('M19 a notice that is given is the same deadline, done; what it ends comes no more', () => {
  const given = dossiersOf(journalOf([...signedScheduled, noticed]))
  const all = asked(given, mefId, '2024-01-01', '2030-12-31')
  expect(told(all)).toEqual([
    ['preavis', '1', '2024-04-26'],
    ['fin', '', '2024-07-25']
  ])
  expect(all[0]?.done).toMatchObject({ on: '2024-04-23', event: { type: 'NoticeGiven' } })
  const before = given.deadlines({
    from: dateCivile('2024-01-01'),
    to: dateCivile('2024-12-31'),
    knownAt: instant('2024-04-24T08:59:59Z'),
    conventionId: mefId
  }).deadlines
  expect(told(before)).toEqual([
    ['preavis', '1', '2024-04-26'],
    ['reconduction', '1', '2024-07-26']
  ])
})

test('G22 a modification that is pending has no day, and is told after those that have one', () => {
  const signalled = commandOn('convention-psu-1960-2017')('2018-03-01T08:00:00Z', 'SignalModification', {
    modificationId: 'm-1',
    changes: [
      { kind: 'withdraw-role', personneId: 'p-1960-2', role: 'activite', etablissementId: '201500086' }
    ],
    signalledOn: '2018-02-28',
    channel: 'courrier'
  })
  const all = asked(
    dossiersOf(journalOf([...signedScheduled, signalled])),
    psuId,
    '2018-03-01',
    '2018-03-31',
    '2018-03-15'
  )
  expect(told(all)).toEqual([
    ['justificatifs', '2017', '2018-03-31'],
    ['modification', '', null]
  ])
  expect(all[1]).toMatchObject({
    subject: 'm-1',
    late: false,
    article: { source: 'PSU', article: '2.3' },
    who: [{ partie: 'gestionnaire' }]
  })
})

/** The signed MEF convention under a model with one more deadline. */
const mefWith = (
  deadline: Pick<NonNullable<ModelInput['deadlines']>[number], 'id' | 'for' | 'due' | 'endedBy'>,
  ...more: ReadonlyArray<AnyScheduled>
) => {
  const model = defineModel({
    ...monenfant,
    id: 'mef-dit',
    deadlines: [{ label: 'Essai', who: ['caf'], article: { source: 'MEF', article: '5' }, ...deadline }]
  })
  const drafted = signedScheduled
    .filter(({ stream }) => stream === `convention-${mefId}`)
    .map(scheduled =>
      scheduled.command.type === 'DraftConvention'
        ? commandOn(scheduled.stream)(scheduled.at, 'DraftConvention', {
            ...scheduled.command.data,
            model: { id: 'mef-dit', version: 1 }
          })
        : scheduled
    )
  return dossiersOf(journalOf([...drafted, ...more], [model]), [model])
}

/** Due on 31/08/2023, and ended by the judgment that annuls a clause. */
const toJudge = {
  id: 'faire-juger',
  for: 'convention',
  due: { from: 'date', date: '2023-08-31' },
  endedBy: { line: 'clause' }
} as const
const judged = commandOn('convention-mef-219200789-2023')('2023-09-05T09:00:00Z', 'AnnulClause', {
  clause: '2',
  decision: 'Jugement',
  on: '2023-09-04'
})
const judgedOn = (index: DossiersIndex, on: string) =>
  asked(index, mefId, '2023-08-31', '2023-08-31', on).map(({ state, late }) => [state, late])

test('G6 what an act can say to be done is late from the day after its day on, whenever it is asked', () => {
  const index = mefWith(toJudge)
  expect(judgedOn(index, '2023-08-31')).toEqual([['a-venir', false]])
  for (const on of ['2023-09-01', '2999-12-31']) expect(judgedOn(index, on)).toEqual([['en-retard', true]])
  const done = mefWith(toJudge, judged)
  expect(judgedOn(done, '2023-09-04')).toEqual([['en-retard', true]])
  expect(judgedOn(done, '2023-09-05')).toEqual([['faite', true]])
})

test('G6 what nothing can say to be done is past, and not late; nor what nobody owes', () => {
  const statesOn = (on: string) =>
    asked(signed, psuId, '2020-12-31', '2021-03-31', on).map(({ kind, state, late }) => [kind, state, late])
  expect(statesOn('2020-12-31')).toEqual([
    ['fin', 'a-venir', false],
    ['suivi-des-engagements', 'a-venir', false],
    ['justificatifs', 'a-venir', false]
  ])
  expect(statesOn('2999-12-31')).toEqual([
    ['fin', 'passee', false],
    ['suivi-des-engagements', 'passee', false],
    ['justificatifs', 'passee', false]
  ])
})

test('G3 G6 without a day, that of the knowledge in the zone of the model', () => {
  const index = mefWith(toJudge)
  const day = dateCivile('2023-08-31')
  const lateAt = (knownAt: string) =>
    index.deadlines({ from: day, to: day, knownAt: instant(knownAt) }).deadlines.map(({ late }) => late)
  expect(lateAt('2023-08-31T21:59:59.999Z')).toEqual([false])
  expect(lateAt('2023-08-31T22:00:00.000Z')).toEqual([true])
})

test('M18 what is to be done at an échéance is not, where the convention ends there', () => {
  const bilan = { id: 'bilan', for: 'echeance', due: { from: 'echeance' } } as const
  const due = (index: DossiersIndex) =>
    asked(index, mefId, '2024-01-01', '2025-12-31').flatMap(({ kind, due }) =>
      kind === 'bilan' ? [due] : []
    )
  expect(due(mefWith(bilan))).toEqual(['2024-07-26', '2025-07-26'])
  expect(due(mefWith(bilan, noticed))).toEqual([])
})

test('P25 a day of a year may lie in the year before it, and is found there', () => {
  const before = { from: 'day', month: 1, day: 15, to: { day: 1, months: [12], side: 'before' } } as const
  const index = mefWith({ id: 'bilan', for: 'year', due: before })
  expect(told(asked(index, mefId, '2024-12-01', '2024-12-31'))).toEqual([['bilan', '2025', '2024-12-01']])
})

/**
 * Day by day, from the annexes alone: what is due on each day. `always` tells what is so on each day of the conventions.
 */
const dueByDay = (index: DossiersIndex, conventionId: ConventionId, knownAt: Instant) => {
  const [first, last] = [dateCivile('2015-12-31'), dateCivile('2027-01-01')]
  const days: Array<{ on: string; inForce: boolean; status: string; derogations: ReadonlyArray<string> }> = []
  for (let on = first; on < last; on = addDays(on, 1)) {
    const { status, facts } = index.annexesAt(conventionId, { on, knownAt })
    days.push({
      on,
      status,
      inForce: status === 'en-vigueur',
      derogations: facts.derogation.map(({ id }) => id)
    })
  }
  const due: Array<string> = []
  const tell = (on: string, kind: string, subject = '', occurrence = '') =>
    due.push([on, kind, subject, occurrence].join(' '))
  const isPsu = index.annexesAt(conventionId, { on: first, knownAt }).model?.id === psu.id
  const began = days.find(({ inForce }) => inForce)?.on
  let renewals = 0
  for (const [i, { on, inForce, derogations }] of days.entries()) {
    const next = days[i + 1]
    if (on === began) tell(on, 'prise-d-effet')
    const ends = inForce && next?.status === 'terminee'
    if (ends) tell(on, 'fin')
    if (ends && isPsu) tell(on, 'suivi-des-engagements')
    const year = String(Number(on.slice(0, 4)) - 1)
    const wasInForce = days.some(day => day.inForce && day.on.startsWith(year))
    if (isPsu && wasInForce && on.endsWith('-03-31')) tell(on, 'justificatifs', '', year)
    if (isPsu && wasInForce && on.endsWith('-06-30')) tell(on, 'justificatifs-dernier-delai', '', year)
    for (const id of derogations)
      if (!days.slice(i + 1).some(day => day.derogations.includes(id))) tell(on, 'fin-de-derogation', id)
    // A year after a day on which it began, or renewed itself.
    if (isPsu || began === undefined) continue
    const échéance = addMonths(dateCivile(began), 12 * (renewals + 1))
    if (on !== échéance) continue
    renewals++
    const wasThere = days[i - 1]?.inForce === true
    if (inForce) tell(on, 'reconduction', '', String(renewals))
    if (wasThere) tell(addMonths(échéance, -3), 'preavis', '', String(renewals))
  }
  return due
}

/** What the acts of an access and of a modification leave to be done has tests of its own. */
const heldElsewhere = new Set([
  'fin-de-mission',
  'modification',
  'roles-apres-depart',
  'habilitation-apres-depart',
  'habilitation-sans-role'
])

test('P24 P25 P26 M18 M19 P3 what is due in a range is what is due on its days, one by one, on any knowledge', () => {
  let compared = 0
  fc.assert(
    fc.property(actingHistories, fc.nat(30), (scheduled, back) => {
      const { journal } = recordedBy(scheduled)
      const index = dossiersOf(journal)
      const knownAt = journal.at(-1 - Math.min(back, journal.length - 1))?.recordedAt
      if (knownAt === undefined) return
      for (const { conventionId } of index.register({ on: dateCivile('2018-01-01'), knownAt }).conventions) {
        const expected = dueByDay(index, conventionId, knownAt)
        const found = index
          .deadlines({ from: dateCivile('2015-12-31'), to: dateCivile('2026-09-30'), conventionId, knownAt })
          .deadlines.filter(({ kind }) => !heldElsewhere.has(kind))
          .map(({ due, kind, subject, occurrence }) => [due, kind, subject, occurrence].join(' '))
        expect(found.toSorted()).toEqual(expected.filter(line => line <= '2026-10').toSorted())
        compared += expected.length
      }
    }),
    { numRuns: 12 }
  )
  expect(compared).toBeGreaterThan(20)
})
