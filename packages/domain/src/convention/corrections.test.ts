import {
  attribute,
  command,
  correct,
  correctSignature,
  delist,
  given,
  identify,
  list,
  mefDrafted,
  mefSigned,
  models,
  psuDrafted,
  psuSigned,
  receive,
  rivage,
  rivageDrafted,
  sign,
  signal,
  terminate,
  withdraw
} from '../../test/convention-commands'
import { specification, typesOf } from '../../test/decider-specification'
import { defineModel } from '../model'
import { dateCivile } from '../time'
import { timelineOf, valueOn } from '../timeline'
import { conventionDecider } from './decide'
import { holdersOn } from './decide-seats'
import { conventionRefusalSentence } from './refusals'
import { type ConventionState, effetOn, signaturesOf } from './state'

const nomOn = (state: ConventionState, date: string) =>
  valueOn(dateCivile(date))(timelineOf(state.timelines, 'personne', 'p-3'))?.nom

test('G1 a mistake is corrected by new events that say what they correct', () => {
  const { events } = given(...psuSigned).when(
    correct(3, '2018-01-01', '2018-07-01', [identify('p-3', 'MARTIN')])
  )
  expect(events).toMatchObject([
    { type: 'AnnexesCorrected', data: { corrects: 3, period: { from: '2018-01-01', to: '2018-07-01' } } },
    {
      type: 'PersonneIdentified',
      data: {
        period: { from: '2018-01-01', to: '2018-07-01' },
        instrument: { kind: 'correction', modificationId: null, corrects: 3 }
      }
    }
  ])
})

test('G1 it corrects an event that exists, over days that exist', () => {
  const { state, when } = given(...psuSigned)
  expect(when(correct(3, null, null, [identify('p-3', 'MARTIN')])).codes).toEqual([])
  expect(when(correct(state.revision, null, null, [identify('p-3', 'MARTIN')])).refusals).toMatchObject([
    {
      code: 'nothing-to-correct',
      path: 'data.corrects',
      facts: { corrects: state.revision, last: state.revision - 1 }
    }
  ])
  expect(when(correct(3, '2018-07-01', '2018-07-01', [identify('p-3', 'MARTIN')])).refusals).toMatchObject([
    { code: 'period-empty', path: 'data.period', facts: { period: { from: '2018-07-01', to: '2018-07-01' } } }
  ])
  expect(given().when(correct(0, null, null, [])).codes).toEqual(['not-drafted'])
})

test('G1 P20 M21 it names an event that asserted something of what it changes: it is no way around the instruments', () => {
  const { when } = given(...psuSigned)
  for (const [corrects, change] of [
    [3, attribute('p-3', 'approbateur')],
    [8, identify('p-1', 'MARTIN')],
    [0, delist('e-2')],
    [12, withdraw('p-1', 'activite', 'e-2', { to: '2018-02-01' })]
  ] as const) {
    const { refusals } = when(correct(corrects, '2018-01-01', null, [attribute('p-4', 'import'), change]))
    expect(refusals).toMatchObject([
      { code: 'nothing-to-correct', path: 'data.corrects', facts: { corrects, last: 12 } }
    ])
    expect(refusals.map(conventionRefusalSentence)).toEqual([
      `l'événement ${corrects} ne dit rien de ce que cette correction change`
    ])
  }
  // Given to the wrong person: what it says of the one who had the role, and of the one who should have.
  const wrongPerson = [withdraw('p-1', 'approbateur'), attribute('p-3', 'approbateur')]
  expect(when(correct(8, '2018-01-01', null, wrongPerson)).codes).toEqual([])
})

test('G1 a correction may itself be corrected, by the event that it added', () => {
  const first = correct(3, '2018-01-01', null, [identify('p-3', 'MARTIN')])
  const { when, state } = given(...psuSigned, first)
  const again = (corrects: number) => when(correct(corrects, '2018-01-01', null, [identify('p-3', 'MARTEL')]))
  expect(again(state.revision - 1).codes).toEqual([])
  expect(again(state.revision - 2).codes).toEqual(['nothing-to-correct'])
})

test('G1 M17 while some have signed and others not, the annexes are not corrected under their signature', () => {
  const change = [identify('p-3', 'MARTIN')]
  const half = given(...psuDrafted, sign('gestionnaire', '2017-02-23'))
  expect(half.when(correct(3, null, null, change)).refusals).toMatchObject([
    { code: 'draft-closed', facts: { signedBy: [{ id: 'gestionnaire' }] } }
  ])
  expect(given(...psuDrafted).when(correct(3, null, null, change)).codes).toEqual([])
  // Retried after the signature, it is already made (G13).
  const corrected = given(...psuDrafted, correct(3, null, null, change), sign('gestionnaire', '2017-02-23'))
  expect(corrected.when(correct(3, null, null, change)).events).toEqual([])
})

test('G1 M17 the signature corrected is the one that the event named recorded', () => {
  const { when, state } = given(...mefSigned)
  expect(when(correctSignature('caf', '2023-07-05', 11)).codes).toEqual(['nothing-to-correct'])
  expect(when(correctSignature('caf', '2023-07-05', 12)).codes).toEqual(['nothing-to-correct'])
  const twice = given(...mefSigned, correctSignature('caf', '2023-07-05', 10))
  expect(twice.when(correctSignature('caf', '2023-07-04', state.revision)).codes).toEqual([])
})

test('G1 the wrong number and a wrong change are told together', () => {
  expect(
    given(...psuSigned).when(
      correct(99, null, null, [attribute('p-9', 'activite', 'e-9'), withdraw('p-1', 'directeur')])
    ).refusals
  ).toMatchObject([
    { code: 'nothing-to-correct' },
    { code: 'unknown-personne', path: 'data.changes[0].personneId' },
    { code: 'unknown-etablissement', path: 'data.changes[0].etablissementId' },
    { code: 'unknown-role', path: 'data.changes[1].role', facts: { role: 'directeur' } }
  ])
})

test('G2 a correction holds over its own period, and leaves the other days as they were', () => {
  const { state } = given(...psuSigned, correct(3, '2018-01-01', '2018-07-01', [identify('p-3', 'MARTIN')]))
  expect(['2017-12-31', '2018-01-01', '2018-06-30', '2018-07-01'].map(date => nomOn(state, date))).toEqual([
    'NOM-p-3',
    'MARTIN',
    'MARTIN',
    'NOM-p-3'
  ])
})

test('G2 a change of a correction does not outlive the correction', () => {
  const { state } = given(
    ...psuSigned,
    correct(3, '2018-01-01', '2018-07-01', [identify('p-3', 'MARTIN', { to: '2019-01-01' })])
  )
  expect([nomOn(state, '2018-06-30'), nomOn(state, '2018-07-01')]).toEqual(['MARTIN', 'NOM-p-3'])
})

test('G2 a correction needs no instrument, and the caps hold under it', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-01-01', [attribute('p-2', 'activite')]),
    receive('m-1', '2018-02-01')
  )
  const { events, state } = when(
    correct(15, '2018-02-01', null, [withdraw('p-2', 'activite'), attribute('p-3', 'activite')])
  )
  expect(typesOf(events)).toEqual(['AnnexesCorrected', 'RôleWithdrawn', 'RôleAttributed'])
  expect(holdersOn(state, 'activite', 'e-1', dateCivile('2018-02-01'))).toEqual(['p-3'])
  expect(
    when(
      correct(
        15,
        '2018-02-01',
        null,
        ['p-2', 'p-3', 'p-4'].map(id => attribute(id, 'activite', 'e-1', { rang: 'suppleant' }))
      )
    ).codes
  ).toEqual(['role-full'])
})

test('M17 the effect follows the corrected date, before, after, and when it is no longer the last', () => {
  const cases = [
    ['fournisseur', '2023-07-20', '2023-07-20'],
    ['fournisseur', '2023-08-01', '2023-08-01'],
    ['fournisseur', '2023-07-01', '2023-07-06'],
    ['caf', '2023-07-31', '2023-07-31'],
    ['caf', '2023-07-01', '2023-07-26']
  ] as const
  for (const [partie, signedOn, from] of cases) {
    const { state } = given(...mefSigned).when(correctSignature(partie, signedOn))
    expect(signaturesOf(state, null).get(partie)?.signedOn).toBe(signedOn)
    expect(state.signed).toMatchObject({ signedOn: from, effect: { period: { from, to: null } } })
    expect([
      effetOn(state, dateCivile('2023-06-30')).status,
      effetOn(state, dateCivile(from)).status
    ]).toEqual(['a-venir', 'en-vigueur'])
  }
})

test('M24 the transmission is compared with the signature as corrected', () => {
  const transmission = command('RecordTransmission', {
    acte: '092-219200789-20230726-DCM232-AI',
    transmittedOn: '2023-07-22',
    receivedOn: '2023-07-22'
  })
  const { when } = given(...mefSigned, correctSignature('fournisseur', '2023-07-20'))
  expect(when(transmission).events).toMatchObject([
    { data: { warnings: [{ computation: 'signée le 20/07/2023, transmise le 22/07/2023' }] } }
  ])
})

test('M17 corrected while the other signature is missing: no effect yet', () => {
  const { events } = given(...mefDrafted, sign('caf', '2023-07-06')).when(
    correctSignature('caf', '2023-07-05')
  )
  expect(events).toMatchObject([{ type: 'SignatureCorrected', data: { effect: null, warnings: [] } }])
})

test('M17 a party that has not signed has nothing to correct', () => {
  const { when } = given(...mefDrafted, sign('caf', '2023-07-06'))
  expect(when(correctSignature('fournisseur', '2023-07-05', 10)).codes).toEqual(['nothing-to-correct'])
  expect(when(correctSignature('caf', '2023-07-05', 99)).codes).toEqual(['nothing-to-correct'])
  expect(when(correctSignature('caf', '2023-07-06')).events).toEqual([])
})

test('P22 a termination already there still ends the convention whose signature is corrected', () => {
  const ended = given(...psuSigned, terminate('2018-05-02'))
  const { state } = ended.when(correctSignature('caf', '2017-02-20', 11))
  expect(effetOn(state, dateCivile('2018-05-01'))).toMatchObject({ status: 'en-vigueur' })
  expect(effetOn(state, dateCivile('2018-05-02'))).toMatchObject({ status: 'terminee', cause: 'resiliation' })
})

test('G11 a signature corrected beyond the end that it gives, or with roles uncovered, is refused', () => {
  const signed = ['association', 'commune', 'caf'].map(partie => sign(partie, '2024-01-10'))
  const two = given(
    ...rivageDrafted(),
    ...signed,
    terminate('2024-06-01'),
    correctSignature('association', '2024-07-01', 9),
    correctSignature('commune', '2024-07-01', 10)
  )
  expect(two.when(correctSignature('caf', '2024-07-01', 11)).refusals).toMatchObject([
    {
      code: 'period-empty',
      path: 'data.signedOn',
      facts: { period: { from: '2024-07-01', to: '2024-06-01' } }
    }
  ])
  const gap = given(
    ...rivageDrafted(),
    ...signed,
    correct(7, null, '2024-01-10', [withdraw('p-1', 'validation')])
  )
  expect(gap.when(correctSignature('caf', '2024-01-05', 11)).codes).toEqual(['role-uncovered'])
})

test('G11 a fixed term corrected to end before the termination ends by its own term', () => {
  const fixed = defineModel({
    ...rivage,
    version: 9,
    duration: { ...rivage.duration, months: 12, renewal: 'none' },
    notice: null
  })
  const { given: under } = specification(conventionDecider([...models, fixed]))
  const [draft, annexes] = rivageDrafted(9)
  if (draft === undefined || annexes === undefined) throw new Error('no draft')
  const signed = ['association', 'commune', 'caf'].map(partie => sign(partie, '2024-03-01'))
  const { state } = under(
    draft,
    annexes,
    ...signed,
    terminate('2025-02-01'),
    correctSignature('caf', '2024-01-01', 11)
  )
  expect(effetOn(state, dateCivile('2024-12-31')).status).toBe('en-vigueur')
  expect(effetOn(state, dateCivile('2025-01-01'))).toMatchObject({ status: 'terminee', cause: 'terme' })
})

test('G13 a list that undoes itself changes nothing, and neither does a list already made', () => {
  const { when, state } = given(...psuSigned)
  for (const changes of [
    [attribute('p-3', 'activite'), withdraw('p-3', 'activite')],
    [identify('p-3', 'MARTIN'), identify('p-3')],
    [withdraw('p-4', 'activite')],
    [list('e-1')]
  ])
    expect(when(correct(3, '2018-01-01', null, changes)).events).toEqual([])
  const delisting = correct(7, '2018-01-01', null, [delist('e-2')])
  expect(given(...psuSigned, delisting).when(delisting).events).toEqual([])
  expect(state.revision).toBeGreaterThan(3)
})

test('G13 an establishment taken out of a draft is taken out twice without harm', () => {
  const out = command('EditAnnexes', { changes: [delist('e-2')] })
  expect(given(...mefDrafted, out).when(out).events).toEqual([])
})
