import {
  dateCivile,
  defineModel,
  HabilitationId,
  instant,
  PersonneId,
  positionOf,
  psu,
  type Recorded,
  StableId,
  shippedModels,
  usesStream,
  ÉtablissementId
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, read } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'

const claire = {
  personneId: read(PersonneId, 'p-1960-2'),
  etablissementId: read(ÉtablissementId, '201500086'),
  role: read(StableId, 'activite')
}
const before: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]
const given = (...more: ReadonlyArray<AnyScheduled>) => dossiersOf(journalOf([...before, ...more]))
const used = (recordedAt: string, at?: string) => connects('h-1960-1', recordedAt, at)

type Index = ReturnType<typeof given>
const answerOn = (index: Index, on: string, knownAt?: string) =>
  index.mayAct({
    ...claire,
    on: dateCivile(on),
    ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) })
  })
const inactivityOn = (...asked: Parameters<typeof answerOn>) => {
  const { by, reasons } = answerOn(...asked)
  const found = [...(by?.conditions ?? []), ...reasons].find(({ condition }) => condition === 'inactivite')
  return found === undefined ? null : [found.computation, found.event?.type ?? null]
}

test('A2 P14 never used: open through the 45th day after the delivery, blocked from the next, whether or not anything ran', () => {
  const index = given()
  expect([answerOn(index, '2017-04-15').answer, answerOn(index, '2017-04-16').answer]).toEqual(['oui', 'non'])
  expect(inactivityOn(index, '2017-04-16')).toEqual([
    'délivrance 01/03/2017 + 45 jours = 15/04/2017 : accès bloqué depuis le 16/04/2017, aucune utilisation enregistrée avant ce jour',
    'HabilitationDelivered'
  ])
  expect(answerOn(index, '2017-04-16').reasons).toMatchObject([
    { article: { source: 'PSU', article: '2.3' } }
  ])
})

test('A2 a connection of the last day, learned of late, leaves the access open; what was known before stays', () => {
  const late = given(used('2017-04-18T08:00:00Z', '2017-04-15T20:00:00Z'))
  expect(answerOn(late, '2017-04-16').answer).toBe('oui')
  expect(answerOn(late, '2017-04-16', '2017-04-18T07:59:59Z').answer).toBe('non')
  expect(answerOn(late, '2017-04-16', '2017-04-18T08:00:00Z').answer).toBe('oui')
  expect(inactivityOn(late, '2017-04-16')).toEqual([
    'dernière utilisation 15/04/2017 + 45 jours = 30/05/2017',
    'ConnectionRecorded'
  ])
})

test('A2 G3 at 23:30Z it is the next day in Paris: too late; of a failure nothing follows', () => {
  // In summer Paris is two hours ahead: 22:00Z is midnight.
  for (const [at, answer] of [
    ['2017-04-15T21:59:59Z', 'oui'],
    ['2017-04-15T22:00:00Z', 'non'],
    ['2017-04-15T23:30:00Z', 'non']
  ] as const)
    expect([at, answerOn(given(used(at)), '2017-04-20').answer]).toEqual([at, answer])
  const failed = commandOn('access-h-1960-1')(
    '2017-04-10T08:00:00Z',
    'RecordConnection',
    { at: '2017-04-10T08:00:00Z', outcome: 'echouee' },
    { kind: 'systeme', id: 'portail' }
  )
  expect(answerOn(given(failed), '2017-04-20').answer).toBe('non')
})

test('A3 P15 lifted, the 45 days run from the day of the lifting', () => {
  const lifted = commandOn('habilitation-h-1960-1')('2017-06-01T08:00:00Z', 'UnblockAccess', {
    from: '2017-06-01',
    motif: 'retour de congé'
  })
  const index = given(lifted)
  const answers = ['2017-05-31', '2017-06-01', '2017-07-16', '2017-07-17'].map(
    on => answerOn(index, on).answer
  )
  expect(answers).toEqual(['non', 'oui', 'oui', 'non'])
  expect(inactivityOn(index, '2017-07-17')).toEqual([
    'levée du blocage 01/06/2017 + 45 jours = 16/07/2017 : accès bloqué depuis le 17/07/2017, aucune utilisation enregistrée avant ce jour',
    'AccessUnblocked'
  ])
  // The lifting was a mistake.
  const withdrawn = commandOn('habilitation-h-1960-1')('2017-06-02T08:00:00Z', 'CorrectHabilitation', {
    corrections: [{ corrects: 2, instead: null }],
    motif: 'levée par erreur'
  })
  expect(answerOn(given(lifted, withdrawn), '2017-06-02').answer).toBe('non')
})

test('A2 G6 that the system tells of the blocking asserts nothing: a connection learned of later leaves the access open', () => {
  const told = commandOn('habilitation-h-1960-1')(
    '2017-04-17T08:00:00Z',
    'BlockAccess',
    { from: '2017-04-16', cause: 'non-utilisation', motif: 'délivrance 01/03/2017 + 45 jours = 15/04/2017' },
    { kind: 'systeme', id: 'echeances' }
  )
  expect(answerOn(given(told), '2017-04-16').reasons.map(({ condition }) => condition)).toEqual([
    'inactivite'
  ])
  const late = given(told, used('2017-04-18T08:00:00Z', '2017-04-15T20:00:00Z'))
  expect(answerOn(late, '2017-04-17').answer).toBe('oui')
})

test.each([
  ['Europe/Paris', '2017-10-29T22:59:59Z', '2017-10-29T23:00:00Z'],
  ['Europe/Paris', '2017-03-26T21:59:59Z', '2017-03-26T22:00:00Z'],
  ['America/Guadeloupe', '2017-03-27T03:59:59Z', '2017-03-27T04:00:00Z'],
  ['Indian/Reunion', '2017-03-26T19:59:59Z', '2017-03-26T20:00:00Z']
])(
  'A2 G3 a day of use ends at midnight in %s, on the days on which the hour changes too',
  (zone, last, next) => {
    const { id: _, ...rest } = JSON.parse(JSON.stringify(psu))
    const model = defineModel({ ...rest, id: 'psu', zone })
    const models = [model, ...shippedModels.filter(({ id }) => id !== 'psu')]
    const day = last.slice(0, 10) === '2017-03-27' ? '2017-03-26' : last.slice(0, 10)
    const countedAt = (at: string) =>
      inactivityOn(
        dossiersOf(journalOf([...before, ...every(30), used(at)], models), models),
        '2018-01-01'
      )?.[0]
    /** Connections that keep it open until the day that is looked at. */
    const every = (days: number): ReadonlyArray<AnyScheduled> =>
      Array.from({ length: 20 }, (_, i) => new Date(Date.UTC(2017, 2, 2) + i * days * 86_400_000))
        .filter(at => at.toISOString().slice(0, 10) < day)
        .map(at => used(at.toISOString()))
    const french = (date: string) => date.split('-').reverse().join('/')
    expect(countedAt(last)).toContain(`utilisation ${french(day)}`)
    expect(countedAt(next)).not.toContain(`utilisation ${french(day)}`)
  }
)

test('A2 P17 a block that is recorded after its lifting ends there: a use of the days after it counts', () => {
  const caf = commandOn('habilitation-h-1960-1')
  const index = given(
    caf('2017-04-14T08:00:00Z', 'UnblockAccess', { from: '2017-04-10', motif: 'codes renouvelés' }),
    caf('2017-04-14T08:01:00Z', 'BlockAccess', {
      from: '2017-04-03',
      cause: 'incident',
      motif: 'codes perdus'
    }),
    used('2017-04-20T08:00:00Z')
  )
  expect(inactivityOn(index, '2017-05-26')).toEqual([
    'dernière utilisation 20/04/2017 + 45 jours = 04/06/2017',
    'ConnectionRecorded'
  ])
  expect(answerOn(index, '2017-05-26').answer).toBe('oui')
})

test('A1 connections that a retention has removed change no answer: the days of use were kept', () => {
  const journal = journalOf([
    ...before,
    used('2017-04-10T08:00:00Z'),
    used('2017-04-10T15:00:00Z'),
    used('2017-05-20T08:00:00Z'),
    used('2017-07-01T09:00:00Z', '2017-06-30T20:00:00Z')
  ])
  const connections = journal.filter(({ stream }) => stream === 'access-h-1960-1')
  const [first, , third] = connections
  if (first === undefined || third === undefined) throw new Error('no connection')
  const kept: Recorded = {
    ...first,
    position: positionOf(journal.length + 1),
    stream: usesStream(read(HabilitationId, 'h-1960-1')),
    revision: 0,
    id: '00000000-0000-4000-8000-00000000ffff',
    type: 'UsesKept',
    recordedAt: instant('2018-05-01T00:00:00Z'),
    data: {
      uses: [first, third].map(({ revision, recordedAt }) => ({
        on: recordedAt.slice(0, 10),
        revision,
        recordedAt
      }))
    }
  }
  const removed = new Set([...connections.slice(0, 3)])
  const [whole, alive, rebuilt] = [
    dossiersOf(journal),
    dossiersOf([...journal, kept]),
    dossiersOf([...journal.filter(event => !removed.has(event)), kept])
  ]
  for (const on of ['2017-04-16', '2017-05-21', '2017-07-04', '2017-07-05', '2017-08-14', '2017-08-15'])
    for (const knownAt of [
      '2017-04-10T07:00:00Z',
      '2017-05-20T08:00:00Z',
      '2017-07-01T08:59:59Z',
      '2999-01-01T00:00:00Z'
    ]) {
      const answer = answerOn(whole, on, knownAt)
      expect(answerOn(alive, on, knownAt)).toEqual(answer)
      expect(answerOn(rebuilt, on, knownAt)).toEqual(answer)
    }
})
