import {
  comparePositions,
  dateCivile,
  instant,
  PersonneId,
  type Recorded,
  StableId,
  ÉtablissementId
} from '@avenant/domain'
import { psu2017Habilitations, read } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { DossiersIndex } from './dossiers-index'

const convention = 'convention-psu-1960-2017'
const habilitation = 'habilitation-h-1960-1'
const onConvention = commandOn(convention)
const onHabilitation = commandOn(habilitation)
/** What the convention held when the deliveries of the fixture were decided: its six events. */
const seen = 5
/** One minute before the first delivery was recorded, on 01/03/2017 at 10:15, and one after. */
const [before, after] = ['2017-03-01T10:14:00Z', '2017-03-01T10:16:30Z']

/** The deliveries under the PSU convention were decided on it as it was signed, whatever was recorded meanwhile. */
const decidedThen = (event: Recorded): Recorded =>
  event.type === 'HabilitationDelivered' && event.stream.startsWith('habilitation-h-1960')
    ? { ...event, metadata: { ...event.metadata, premises: [{ stream: convention, revision: seen }] } }
    : event
const raced = (...commands: ReadonlyArray<AnyScheduled>): ReadonlyArray<Recorded> =>
  journalOf([...signedScheduled, ...commands]).map(decidedThen)

const terminated = (at: string, on = '2017-03-01') =>
  onConvention(at, 'TerminateConvention', { on, manquement: 'codes confiés à un tiers' })
const signalled = (at: string, change: object) =>
  onConvention(at, 'SignalModification', {
    modificationId: 'm-1',
    changes: [change],
    signalledOn: '2017-02-28',
    channel: 'courrier'
  })
const received = (at: string, change: object) => [
  signalled(at, change),
  onConvention(at, 'ReceiveFormulaire', { modificationId: 'm-1', receivedOn: '2017-03-01' })
]
const agreed = (at: string, change: object) => [
  signalled(at, change),
  ...['gestionnaire', 'caf'].map(partie =>
    onConvention(at, 'SignAvenant', {
      modificationId: 'm-1',
      partie,
      signataire: partie === 'caf' ? 'p-caf-1' : 'p-1960-1',
      qualite: 'Directeur',
      signedOn: '2017-03-01',
      channel: 'papier'
    })
  )
]
const seat = { role: 'activite', etablissementId: '201500086' }

const withdrawal = { kind: 'withdraw-role', personneId: 'p-1960-2', ...seat }

const requestData = (): object => {
  const request = psu2017Habilitations.find(({ command }) => command.type === 'RequestHabilitation')
  if (request === undefined) throw new Error('no request')
  return request.command.data
}

const toldIn = (index: DossiersIndex, knownAt: string | null = null, dossier = habilitation) =>
  index
    .history({ dossier, order: 'recording', knownAt: knownAt === null ? null : instant(knownAt) })
    .acts.flatMap(({ premisses }) => premisses)
const lineIn = (index: DossiersIndex, on = '2017-03-01', knownAt: string | null = null) =>
  index
    .register({ on: dateCivile(on), knownAt: knownAt === null ? null : instant(knownAt) })
    .conventions.find(({ conventionId }) => conventionId === 'psu-1960-2017')
const answerIn = (index: DossiersIndex, on = '2017-03-01') =>
  index.mayAct({
    personneId: read(PersonneId, 'p-1960-2'),
    etablissementId: read(ÉtablissementId, seat.etablissementId),
    role: read(StableId, seat.role),
    on: dateCivile(on)
  })

test('P27 a delivery recorded after the end of its convention is told, with both events, its article, and what to do', () => {
  const index = dossiersOf(raced(terminated(before)))
  const [alert, ...others] = toldIn(index)
  expect(others).toEqual([])
  expect(alert).toEqual({
    code: 'premise-was-false',
    titre: 'Acte fondé sur ce qui ne tenait plus',
    article: { source: 'PSU', article: '2.2' },
    computation:
      "Délivrance de l'habilitation : décision prise sur convention-psu-1960-2017 vu jusqu'à son événement 5 ; " +
      'son événement 6, « Résiliation de la convention », était enregistré avant : ' +
      "la convention psu-1960-2017 n'est pas signée, ou a pris fin, au 01/03/2017",
    aFaire:
      "corrigez ou retirez la délivrance, ou faites donner ce rôle à la personne par l'annexe de la convention",
    act: {
      dossier: habilitation,
      revision: 1,
      type: 'HabilitationDelivered',
      nom: "Délivrance de l'habilitation",
      acteur: 'agent-caf',
      recordedAt: instant('2017-03-01T10:15:00Z'),
      reason: null
    },
    from: '2017-03-01',
    seen,
    because: expect.objectContaining({ dossier: convention, revision: 6, type: 'ConventionTerminated' }),
    lifted: null
  })
  // Both deliveries came after the end.
  expect(lineIn(index)).toMatchObject({
    status: 'terminee',
    alertes: 2,
    premisses: [alert, { act: { dossier: 'habilitation-h-1960-2' } }]
  })
  expect(lineIn(index, '2017-02-28')).toMatchObject({ premisses: [] })
  expect(lineIn(index, '2017-03-01', '2017-03-01T10:14:30Z')).toMatchObject({ alertes: 0, premisses: [] })
  expect(answerIn(index)).toMatchObject({ answer: 'non', premisses: [alert] })
  expect(toldIn(index, '2017-03-01T10:14:59Z')).toEqual([])
  // It is told of the act that rested on the convention, and not of an act of the convention.
  expect(toldIn(index, null, convention)).toEqual([])
})

test('P27 of several events that came before, the one since which it was not so is told', () => {
  const noise = onConvention('2017-03-01T10:14:30Z', 'CorrectConvention', {
    corrections: [{ corrects: 3, instead: null }],
    motif: 'sans suite'
  })
  expect(toldIn(dossiersOf(raced(terminated(before), noise)))).toMatchObject([
    { because: { revision: 6, type: 'ConventionTerminated' } }
  ])
})

test.each<[string, ReadonlyArray<AnyScheduled>]>([
  ['the convention ended after it', [terminated(after)]],
  ['the convention ends later than the day of the delivery', [terminated(before, '2017-03-02')]],
  ['a modification was only signalled', [signalled(before, withdrawal)]],
  [
    'another lost the role, who has no part in it',
    received(before, { kind: 'withdraw-role', personneId: 'p-1960-3', ...seat })
  ]
])('P8 the convention moved on, and what the delivery rests on was still so: %s', (_, commands) => {
  const index = dossiersOf(raced(...commands))
  expect(toldIn(index)).toEqual([])
  expect(answerIn(index).premisses).toEqual([])
})

test.each<[string, ReadonlyArray<AnyScheduled>, string, number, string]>([
  ['the role was withdrawn', received(before, withdrawal), 'FormulaireReceived', 7, 'activite'],
  [
    'the establishment was delisted that day',
    agreed(before, { kind: 'delist-etablissement', etablissementId: seat.etablissementId }),
    'AvenantSigned',
    8,
    'approbateur'
  ]
])('P8 a delivery recorded after the annexe changed is told: %s', (_, commands, type, revision, role) => {
  const index = dossiersOf(raced(...commands))
  const [alert] = toldIn(index)
  expect(alert).toMatchObject({
    article: { source: 'PSU', article: '2.2' },
    because: { type, revision, dossier: convention },
    lifted: null
  })
  expect(alert?.computation).toContain(
    `l'annexe ne donne pas à cette personne le rôle « ${role} » sur 201500086 au 01/03/2017`
  )
  expect(lineIn(index)?.premisses).toContainEqual(alert)
})

test('P27 of what was recorded at one instant, the place in the journal says what came first', () => {
  const journal = raced(terminated('2017-03-01T10:15:00Z'))
  const [delivery, end] = ['HabilitationDelivered', 'ConventionTerminated'].map(type =>
    journal.find(event => event.type === type)
  )
  if (delivery === undefined || end === undefined) throw new Error('nothing is raced')
  expect(comparePositions(delivery.position, end.position)).toBeLessThan(0)
  expect(toldIn(dossiersOf(journal))).toEqual([])
  const swapped = journal.map(event =>
    event === delivery
      ? { ...event, position: end.position }
      : event === end
        ? { ...event, position: delivery.position }
        : event
  )
  expect(toldIn(dossiersOf(swapped))).toHaveLength(1)
})

const lifted = '2017-04-03T08:00:00Z'
test.each<[string, AnyScheduled, string]>([
  [
    'the end of the convention is withdrawn',
    onConvention(lifted, 'CorrectConvention', {
      corrections: [{ corrects: 6, instead: null }],
      motif: 'erreur'
    }),
    'ConventionCorrected'
  ],
  [
    'the end of the convention is moved after it',
    onConvention(lifted, 'CorrectConvention', {
      corrections: [
        {
          corrects: 6,
          instead: { type: 'TerminateConvention', data: { on: '2017-03-02', manquement: 'codes confiés' } }
        }
      ],
      motif: 'date'
    }),
    'ConventionCorrected'
  ],
  [
    'the delivery is withdrawn',
    onHabilitation(lifted, 'CorrectHabilitation', {
      corrections: [{ corrects: 1, instead: null }],
      motif: 'erreur'
    }),
    'HabilitationCorrected'
  ],
  [
    'the delivery was of the day before',
    onHabilitation(lifted, 'CorrectHabilitation', {
      corrections: [{ corrects: 1, instead: { type: 'DeliverHabilitation', data: { on: '2017-02-28' } } }],
      motif: 'date'
    }),
    'HabilitationCorrected'
  ]
])(
  'G18 G2 what is corrected since is told by the history alone, and what was known before stays: %s',
  (_, command, type) => {
    const noise = onConvention('2017-05-02T08:00:00Z', 'CorrectConvention', {
      corrections: [{ corrects: 3, instead: null }],
      motif: 'sans suite'
    })
    const index = dossiersOf(raced(terminated(before), command, noise))
    expect(toldIn(index)).toMatchObject([{ lifted: { type, recordedAt: instant(lifted) } }])
    expect(toldIn(index, '2017-04-03T07:59:00Z')).toMatchObject([{ lifted: null }])
    const about = (index: DossiersIndex, knownAt: string | null) =>
      lineIn(index, '2017-04-03', knownAt)?.premisses.filter(({ act }) => act.dossier === habilitation)
    expect(about(index, null)).toEqual([])
    expect(about(index, '2017-04-03T07:59:00Z')).toHaveLength(1)
    expect(answerIn(index, '2017-04-03').premisses).toEqual([])
  }
)

test.each<[string, number, object]>([
  ['the day of the delivery', 1, { type: 'DeliverHabilitation', data: { on: '2017-03-02' } }],
  [
    'the request of it',
    0,
    { type: 'RequestHabilitation', data: { ...requestData(), caf: 'CAF DES HAUTS-DE-SEINE' } }
  ]
])(
  'P27 G18 a correction recorded after the end of the convention is told as the delivery is: %s',
  (_, corrects, instead) => {
    const correction = onHabilitation('2017-04-03T08:00:00Z', 'CorrectHabilitation', {
      corrections: [{ corrects, instead }],
      motif: 'erreur'
    })
    const journal = journalOf([
      ...signedScheduled,
      terminated('2017-04-03T07:59:00Z', '2017-03-01'),
      correction
    ]).map(
      (event): Recorded =>
        event.type === 'HabilitationCorrected'
          ? { ...event, metadata: { ...event.metadata, premises: [{ stream: convention, revision: seen }] } }
          : event
    )
    const index = dossiersOf(journal)
    expect(toldIn(index)).toMatchObject([
      {
        act: { type: 'HabilitationCorrected', revision: 2 },
        because: { type: 'ConventionTerminated' },
        article: { source: 'PSU', article: '2.2' },
        aFaire: expect.stringContaining('corrigez ou retirez la délivrance')
      }
    ])
    expect(toldIn(index, '2017-04-03T07:59:30Z')).toEqual([])
  }
)

test('G18 what is made false again after a correction is to be dealt with again', () => {
  const corrected = onConvention('2017-04-03T08:00:00Z', 'CorrectConvention', {
    corrections: [{ corrects: 6, instead: null }],
    motif: 'erreur'
  })
  const index = dossiersOf(raced(terminated(before), corrected, terminated('2017-05-02T08:00:00Z')))
  expect(toldIn(index)).toMatchObject([{ lifted: null }])
  expect(toldIn(index, '2017-04-30T00:00:00Z')).toMatchObject([{ lifted: { type: 'ConventionCorrected' } }])
})

test('G2 a journal read in part, or stream by stream in any order: told once both sides are read, and the same', () => {
  const journal = raced(terminated(before))
  const whole = dossiersOf(journal)
  const of = (stream: string) => journal.filter(event => event.stream === stream)
  const [conventionEvents, others] = [of(convention), journal.filter(event => event.stream !== convention)]
  for (const order of [
    [...conventionEvents, ...others],
    [...others, ...conventionEvents],
    journal.toReversed().toSorted((a, b) => a.revision - b.revision)
  ]) {
    const index = dossiersOf(order)
    expect(toldIn(index)).toEqual(toldIn(whole))
    expect(lineIn(index)?.premisses.toSorted()).toHaveLength(2)
  }
  expect(toldIn(dossiersOf(others))).toEqual([])
  const growing = dossiersOf([...others, ...conventionEvents.slice(0, seen + 1)])
  expect(toldIn(growing)).toEqual([])
  for (const event of conventionEvents.slice(seen + 1)) growing.append(event)
  expect(toldIn(growing)).toEqual(toldIn(whole))
})

test('G15 premises on streams of no aggregate, or beyond what there is, are told of nobody', () => {
  for (const stream of ['droit-psu-1960-2017-2017', 'convention-nulle-part', habilitation, '-'])
    for (const revision of [0, 5, Number.MAX_SAFE_INTEGER]) {
      const journal = raced(terminated(before)).map(event =>
        event.metadata.premises === undefined
          ? event
          : { ...event, metadata: { ...event.metadata, premises: [{ stream, revision }] } }
      )
      expect(toldIn(dossiersOf(journal))).toEqual([])
    }
})

test('G12 what is told of premises is plain JSON', () => {
  const told = lineIn(dossiersOf(raced(terminated(before))))
  expect(JSON.parse(JSON.stringify(told))).toEqual(told)
})
