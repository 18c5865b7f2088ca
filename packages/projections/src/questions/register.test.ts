import {
  addDays,
  type DateCivile,
  dateCivile,
  defineModel,
  instant,
  instantOfEpoch,
  lastDate,
  psu
} from '@avenant/domain'
import * as fc from 'fast-check'
import { actingHistories, recordedBy } from '../../test/acting-histories'
import { received, renamedTo, signalled } from '../../test/after-signature'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { Deadline } from './deadlines/answer'
import type { RegisterLine } from './register'

const renamed = renamedTo('VILLE DE SCEAUX')
const noticed = commandOn('convention-mef-219200789-2023')('2024-04-24T09:00:00Z', 'GiveNotice', {
  partie: 'fournisseur',
  dispatchedOn: '2024-04-20',
  receivedOn: '2024-04-23'
})

const journal = journalOf([...signedScheduled, signalled, received, ...renamed, noticed])
const index = dossiersOf(journal)

const lineOf = (id: string, on: string, knownAt: string | null = null): RegisterLine | undefined =>
  index
    .register({ on: dateCivile(on), knownAt: knownAt === null ? null : instant(knownAt) })
    .conventions.find(({ conventionId }) => conventionId === id)

test('P27 P25 the signed PSU convention in the register: in force, its parties, and what is due next', () => {
  expect(lineOf('psu-1960-2017', '2018-01-01')).toEqual({
    conventionId: 'psu-1960-2017',
    model: { id: 'psu', version: 1, fingerprint: 'same', edited: null, titre: psu.titre },
    parties: [
      { id: 'gestionnaire', label: 'le gestionnaire', denomination: 'COMMUNE DE SCEAUX' },
      { id: 'caf', label: 'la Caf', denomination: "Caisse d'allocations familiales des Hauts-de-Seine" }
    ],
    status: 'en-vigueur',
    firstDay: '2017-01-01',
    lastDay: '2020-12-31',
    echeance: {
      dossier: 'convention-psu-1960-2017',
      kind: 'justificatifs',
      subject: '',
      occurrence: '2017',
      label: 'Justificatifs de 2017',
      nature: 'a-faire',
      who: [{ partie: 'gestionnaire', label: 'le gestionnaire', denomination: 'COMMUNE DE SCEAUX' }],
      due: '2018-03-31',
      computation: "au plus tard le 31 mars de l'année suivante",
      article: { source: 'PSU', article: '3' }
    },
    signedOn: '2017-02-23',
    pending: [],
    alertes: 0,
    constats: [],
    premisses: [],
    retards: [],
    recoupements: []
  })
})

test('G2 G19 a draft, signed, to come, ended; and each party by its name as of the day', () => {
  const at = (on: string, knownAt: string | null = null) => {
    const line = lineOf('psu-1960-2017', on, knownAt)
    return line === undefined ? null : [line.status, line.echeance?.kind ?? null, line.echeance?.due ?? null]
  }
  expect(at('2017-01-15', '2016-12-01T00:00:00Z')).toBeNull()
  expect(at('2017-01-15', '2017-02-01T00:00:00Z')).toEqual(['projet', 'fin-de-derogation', '2017-08-31'])
  expect(at('2016-12-31')).toEqual(['a-venir', 'prise-d-effet', '2017-01-01'])
  expect(at('2021-01-01')).toEqual(['terminee', 'justificatifs', '2021-03-31'])
  expect(at('2021-07-01')).toEqual(['terminee', null, null])
  const name = (on: string) => lineOf('psu-1960-2017', on)?.parties[0]?.denomination
  expect([name('2019-01-31'), name('2019-02-01')]).toEqual(['COMMUNE DE SCEAUX', 'VILLE DE SCEAUX'])
})

test('M18 M19 a convention that renews itself: each renewal in turn, until the échéance that a notice ends', () => {
  const next = (on: string, knownAt: string | null = null) => {
    const { echeance = null, lastDay = null } = lineOf('mef-219200789-2023', on, knownAt) ?? {}
    return [echeance?.kind, echeance?.due, lastDay]
  }
  expect(next('2024-01-01', '2024-04-01T00:00:00Z')).toEqual(['preavis', '2024-04-26', null])
  expect(next('2024-04-27', '2024-04-01T00:00:00Z')).toEqual(['reconduction', '2024-07-26', null])
  expect(next('2031-04-27', '2024-04-01T00:00:00Z')).toEqual(['reconduction', '2031-07-26', null])
  // The notice is done on the day of its receipt, and no longer comes next.
  expect(next('2024-04-22')).toEqual(['preavis', '2024-04-26', '2024-07-25'])
  expect(next('2024-04-23')).toEqual(['fin', '2024-07-25', '2024-07-25'])
  expect(lineOf('mef-219200789-2023', '2024-07-26')?.status).toBe('terminee')
})

test('G22 P11 what is pending from its signal to its effect, and as many alerts as the annexes of the day show', () => {
  const pending = [{ modificationId: 'm-1', signalledOn: '2018-02-28' }]
  expect(lineOf('psu-1960-2017', '2018-02-27')?.pending).toEqual([])
  expect(lineOf('psu-1960-2017', '2018-03-14')).toMatchObject({ pending, alertes: 0 })
  // The form takes the only two who gave the activity data of CHARAIRE.
  expect(lineOf('psu-1960-2017', '2018-03-15')).toMatchObject({ pending: [], alertes: 1 })
  expect(lineOf('psu-1960-2017', '2018-03-15', '2018-03-10T00:00:00Z')).toMatchObject({ pending, alertes: 0 })
})

test('the register counts its states, in the order of ids; a model that nobody gave is told', () => {
  const answer = index.register({ on: dateCivile('2023-07-10') })
  expect(answer.conventions.map(({ conventionId }) => conventionId)).toEqual([
    'mef-219200789-2023',
    'psu-1960-2017'
  ])
  expect(answer.counts).toEqual({
    projet: 0,
    'a-venir': 1,
    'en-vigueur': 0,
    terminee: 1,
    'modele-inconnu': 0
  })
  const other = dossiersOf(journal, [defineModel({ ...psu, id: 'autre' })]).register({
    on: dateCivile('2018-01-01')
  })
  expect(other.counts['modele-inconnu']).toBe(2)
  expect(other.conventions[0]).toMatchObject({
    status: 'modele-inconnu',
    echeance: null,
    parties: [],
    alertes: 0
  })
})

const anyPoint = fc.record({
  on: fc.integer({ min: 0, max: 4_500 }).map((days): DateCivile => addDays(dateCivile('2016-10-01'), days)),
  knownAt: fc
    .option(fc.integer({ min: Date.UTC(2016, 10, 1), max: Date.UTC(2025, 0, 1) }))
    .map(epoch => (epoch === null ? null : instantOfEpoch(epoch)))
})

test('G2 what was answered before changes no answer: an index that is asked again says what a fresh one says', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { minLength: 2, maxLength: 8 }), points => {
      for (const point of points) expect(index.register(point)).toEqual(dossiersOf(journal).register(point))
    }),
    { numRuns: 60 }
  )
})

const nextOf = ({
  dossier,
  kind,
  subject,
  occurrence,
  label,
  nature,
  who,
  due,
  computation,
  article
}: Deadline) => ({ dossier, kind, subject, occurrence, label, nature, who, due, computation, article })

test('G6 the échéance of a line is the first of the deadlines whose day is not over and that is not done, whatever was asked before', () => {
  let compared = 0
  const days = fc.record({
    on: fc.integer({ min: 0, max: 4_500 }).map((days): DateCivile => addDays(dateCivile('2016-06-01'), days)),
    // Days that follow each other, and days far from each other, in both directions.
    steps: fc.array(fc.oneof(fc.integer({ min: -2, max: 40 }), fc.integer({ min: -900, max: 900 })), {
      minLength: 3,
      maxLength: 6
    }),
    back: fc.nat(12)
  })
  fc.assert(
    fc.property(actingHistories, fc.array(days, { minLength: 2, maxLength: 4 }), (scheduled, asked) => {
      const { journal } = recordedBy(scheduled)
      const index = dossiersOf(journal)
      for (const { on, steps, back } of asked) {
        const knownAt = journal.at(-1 - Math.min(back, journal.length - 1))?.recordedAt ?? null
        let day = on
        for (const step of steps) {
          day = addDays(day, step)
          for (const { conventionId, echeance } of index.register({ on: day, knownAt }).conventions) {
            const [first = null] = index
              .deadlines({ from: day, to: lastDate, on: day, knownAt, conventionId })
              .deadlines.filter(({ due, done }) => due !== null && done === null)
            expect(echeance).toEqual(first === null ? null : nextOf(first))
            compared += 1
          }
        }
      }
    }),
    { numRuns: 25 }
  )
  expect(compared).toBeGreaterThan(100)
})

test('G2 an event that comes after an answer is in the next one', () => {
  const growing = dossiersOf(journal.slice(0, 4))
  const statuses = journal.slice(4, 12).map(event => {
    growing.append(event)
    return growing.register({ on: dateCivile('2018-01-01') }).conventions[0]?.status
  })
  expect(new Set(statuses)).toEqual(new Set(['projet', 'en-vigueur']))
})

test('G12 the register is plain JSON: the same after being written', () => {
  const answer = index.register({ on: dateCivile('2018-03-15') })
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
})
