import { dateCivile, HabilitationId, instant, type Recorded, usesStream } from '@avenant/domain'
import {
  monenfant2023,
  monenfant2023Habilitations,
  psu2017,
  psu2017Habilitations,
  read
} from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'

const habilitationId = read(HabilitationId, 'h-1960-1')
const before: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]
const fails = (recordedAt: string, at = recordedAt) =>
  commandOn('access-h-1960-1')(
    recordedAt,
    'RecordConnection',
    { at, outcome: 'echouee', origin: '203.0.113.7' },
    { kind: 'systeme', id: 'portail' }
  )
const on = commandOn('habilitation-h-1960-1')
const notified = on('2017-03-31T09:00:00Z', 'NotifyAnomaly', {
  anomalyId: 'a-1',
  rule: 'echecs-repetes',
  finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
  on: '2017-03-31'
})
const asked = on('2017-04-01T09:00:00Z', 'AskJustification', { anomalyId: 'a-1', on: '2017-04-01' })

const journal = journalOf([
  ...before,
  connects('h-1960-1', '2017-03-05T23:30:00Z'),
  fails('2017-03-30T21:02:00Z'),
  connects('h-1960-1', '2017-04-12T08:00:00Z', '2017-04-09T08:00:00Z'),
  notified,
  asked
])
type Index = ReturnType<typeof dossiersOf>
const told = (index: Index, day: string, more: { readonly knownAt?: string; readonly from?: string } = {}) =>
  index.connections({
    habilitationId,
    on: dateCivile(day),
    ...(more.knownAt === undefined ? {} : { knownAt: instant(more.knownAt) }),
    ...(more.from === undefined ? {} : { from: dateCivile(more.from) })
  })
const daysOf = (...asked: Parameters<typeof told>) =>
  told(...asked).days.map(({ on, removed, attempts }) => [
    on,
    removed,
    attempts.map(({ outcome, origin }) => [outcome, origin])
  ])

test('A1 each connection and attempt by its day in the zone of the model, on both axes', () => {
  const index = dossiersOf(journal)
  // At 23:30Z it is the next day in Paris.
  const first = ['2017-03-06', false, [['reussie', null]]]
  const failed = ['2017-03-30', false, [['echouee', '203.0.113.7']]]
  const late = ['2017-04-09', false, [['reussie', null]]]
  expect(daysOf(index, '2017-05-01')).toEqual([late, failed, first])
  expect(daysOf(index, '2017-04-08')).toEqual([failed, first])
  expect(daysOf(index, '2017-05-01', { knownAt: '2017-04-12T07:59:59Z' })).toEqual([failed, first])
  expect(daysOf(index, '2017-05-01', { from: '2017-03-30' })).toEqual([late, failed])
  expect(told(index, '2017-05-01').counts).toEqual({ reussies: 2, echouees: 1, effacees: 0 })
  expect(told(index, '2017-03-05').days).toEqual([])
})

test('A2 P14 what blocks it for want of use is computed, with its article, on the day asked', () => {
  const computation =
    'dernière utilisation 06/03/2017 + 45 jours = 20/04/2017 : accès bloqué depuis le 21/04/2017'
  const index = dossiersOf(journal)
  const knownAt = '2017-04-12T07:59:59Z'
  const { inactivite, sentence } = told(index, '2017-04-21', { knownAt })
  expect(inactivite).toMatchObject([
    { from: '2017-04-21', computation, article: { source: 'PSU', article: '2.3' } }
  ])
  expect(sentence).toContain(computation)
  expect(told(index, '2017-04-20', { knownAt })).toMatchObject({
    inactivite: [],
    sentence: "Le 20/04/2017, l'accès est ouvert."
  })
})

test('A2 P19 an access that was over by then is blocked for no want of use, and the letter says why there is none', () => {
  const left = on('2017-04-10T09:00:00Z', 'ReportEndOfMission', {
    departedOn: '2017-04-10',
    reportedOn: '2017-04-10'
  })
  const index = dossiersOf(journalOf([...before, left]))
  expect(told(index, '2017-05-01').inactivite).toEqual([])
  expect(index.letter({ habilitationId, on: dateCivile('2017-05-01') }).courrier).toBeNull()
})

test('G19 she is told by the name of the annexe that day', () => {
  expect(told(dossiersOf(journal), '2017-05-01')).toMatchObject({
    personneId: 'p-1960-2',
    nom: 'FONTAINE',
    prenom: 'Claire'
  })
})

test('A7 P18 an anomaly with its follow-up, late from the day after its last', () => {
  const index = dossiersOf(journal)
  const [anomaly] = told(index, '2017-04-16').anomalies
  expect(anomaly).toMatchObject({
    anomalyId: 'a-1',
    etat: 'justification-demandee',
    late: false,
    finding: { count: 6 },
    suivi: [
      { status: 'notifiee', on: '2017-03-31', lastDay: null },
      { status: 'justification-demandee', on: '2017-04-01', lastDay: '2017-04-16' }
    ]
  })
  expect(told(index, '2017-04-17').anomalies).toMatchObject([{ late: true }])
  expect(told(index, '2017-03-31').anomalies).toMatchObject([{ etat: 'notifiee' }])
  expect(told(index, '2017-03-30').anomalies).toEqual([])
})

const keeping = (index: Index, stamp: string): Recorded => {
  const [kept] = index.usesBefore(instant(stamp))
  const [any] = journal
  if (kept === undefined || any === undefined) throw new Error('nothing to keep')
  return {
    ...any,
    stream: usesStream(habilitationId),
    revision: 0,
    type: 'UsesKept',
    recordedAt: instant(stamp),
    data: { uses: kept.uses }
  }
}

test('A1 of what a retention removed the day alone is told, the same in the program that removed it as in one that starts', () => {
  const stamp = '2018-04-01T00:00:00Z'
  const running = dossiersOf(journal)
  const kept = keeping(running, stamp)
  running.append(kept)
  // What is kept and not yet removed is told whole.
  expect(told(running, '2017-05-01').counts).toEqual({ reussies: 2, echouees: 1, effacees: 0 })
  const sentence = told(running, '2017-05-01').sentence
  running.forgetConnections(instant(stamp))
  const left = journal.filter(({ stream }) => !stream.startsWith('access-'))
  const started = dossiersOf([...left, kept])
  const remains = [
    ['2017-04-09', true, []],
    ['2017-03-06', true, []]
  ]
  expect(daysOf(running, '2017-05-01')).toEqual(remains)
  expect(told(started, '2017-05-01')).toEqual(told(running, '2017-05-01'))
  expect(told(running, '2017-05-01').sentence).toBe(sentence)
  // It counts on from there.
  const again = journalOf([...before, connects('h-1960-1', '2018-05-02T08:00:00Z')]).find(
    ({ type }) => type === 'ConnectionRecorded'
  )
  if (again === undefined) throw new Error('no connection')
  running.append({ ...again, revision: 3 })
  expect(daysOf(running, '2018-06-01')[0]).toEqual(['2018-05-02', false, [['reussie', null]]])
})

test('an habilitation of which nothing is recorded is told so', () => {
  expect(told(dossiersOf([]), '2017-05-01')).toMatchObject({
    conventionId: null,
    days: [],
    conditions: [],
    sentence: "Rien n'est enregistré de cette habilitation à ce moment."
  })
})

test('P8 whom the annexe does not name, or not yet, is named as in the request', () => {
  const alone = dossiersOf(journalOf([...psu2017Habilitations.slice(0, 1)]))
  expect(told(alone, '2017-03-01')).toMatchObject({
    personneId: 'p-1960-2',
    nom: 'FONTAINE',
    prenom: 'Claire'
  })
})

test('M15 under MEF the Caf is told each connection and attempt of an agent, on both axes; nothing is blocked for want of use (M25)', () => {
  const id = read(HabilitationId, 'h-mef-1')
  const failed = commandOn('access-h-mef-1')(
    '2023-08-02T21:00:00Z',
    'RecordConnection',
    { at: '2023-08-02T21:00:00Z', outcome: 'echouee', origin: '203.0.113.7' },
    { kind: 'systeme', id: 'portail' }
  )
  const index = dossiersOf(
    journalOf([
      ...monenfant2023,
      ...monenfant2023Habilitations,
      connects('h-mef-1', '2023-08-01T08:00:00Z'),
      connects('h-mef-2', '2023-08-01T08:30:00Z'),
      failed
    ])
  )
  const told = (on: string, knownAt: string | null = null) =>
    index.connections({
      habilitationId: id,
      on: dateCivile(on),
      knownAt: knownAt === null ? null : instant(knownAt)
    })
  expect(told('2024-06-01')).toMatchObject({
    personneId: 'p-mef-2',
    conventionId: 'mef-219200789-2023',
    counts: { reussies: 1, echouees: 1 },
    days: [
      { on: '2023-08-02', attempts: [{ outcome: 'echouee', origin: '203.0.113.7' }] },
      { on: '2023-08-01', attempts: [{ outcome: 'reussie' }] }
    ],
    inactivite: [],
    anomalies: [],
    sentence: "Le 01/06/2024, l'accès est ouvert."
  })
  expect(told('2024-06-01', '2023-08-02T20:59:59Z').counts).toEqual({ reussies: 1, echouees: 0, effacees: 0 })
  expect(told('2023-08-01').counts.echouees).toBe(0)
})

test('A6 A7 what an act says is told by the words of the model, not by their ids', () => {
  const index = dossiersOf(
    journalOf([
      ...before,
      notified,
      on('2017-04-03T09:00:00Z', 'ReportIncident', {
        incidentId: 'i-1',
        kind: 'perte',
        foundOn: '2017-04-02',
        toldOn: '2017-04-03',
        recit: 'carnet égaré'
      })
    ])
  )
  const { acts } = index.history({ dossier: 'habilitation-h-1960-1', order: 'recording' })
  expect(acts.flatMap(({ contenu }) => contenu)).toEqual(
    expect.arrayContaining(['Nature : perte des mots de passe', 'Règle : échecs de connexion répétés'])
  )
})
