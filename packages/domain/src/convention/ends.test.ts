import {
  attribute,
  command,
  correct,
  draftMef,
  edit,
  given,
  list,
  mefDrafted,
  mefSigned,
  psuDrafted,
  psuSigned,
  sign,
  signAvenant,
  signal,
  terminate
} from '../../test/convention-commands'
import { effetOn, linesOf, statusOn, valueOn } from '../../test/convention-lines'
import { monenfant2023 } from '../fixtures'
import { monenfant, psu } from '../model'
import type { ConventionState } from './index'

const article = { source: 'PSU', article: '2.4' }
const annul = (on: string, clause = 'article 2, alinéa 3') =>
  command('AnnulClause', { clause, decision: 'Jugement définitif', on })
const transmit = (
  transmittedOn: string,
  receivedOn = transmittedOn,
  acte = '092-219200789-20230726-DCM232-AI',
  modificationId?: string
) =>
  command('RecordTransmission', {
    acte,
    transmittedOn,
    receivedOn,
    ...(modificationId === undefined ? {} : { modificationId })
  })

test('P22 the Caf may end the convention at once for a breach, with its reason, that day', () => {
  const { events, state } = given(...psuSigned).when(terminate('2018-05-02'))
  expect(events).toMatchObject([
    {
      type: 'ConventionTerminated',
      data: { says: { on: '2018-05-02', manquement: 'Codes d’accès confiés à un tiers' } }
    }
  ])
  expect(statusOn(state, '2018-05-01')).toBe('en-vigueur')
  for (const date of ['2018-05-02', '2020-12-31', '2021-01-01'])
    expect(effetOn(state, date)).toMatchObject({ status: 'terminee', cause: 'resiliation', article })
})

test('P22 only while it is in force', () => {
  expect(given(...psuDrafted).when(terminate('2017-02-01')).refusals).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.on',
      article,
      facts: { on: '2017-02-01', status: 'projet' }
    }
  ])
  const { when } = given(...psuSigned)
  expect(when(terminate('2016-12-31')).refusals).toMatchObject([
    {
      code: 'not-in-force',
      computation: 'du 01/01/2017 au 31/12/2020 (PSU, article 5)',
      facts: { status: 'a-venir' }
    }
  ])
  expect(when(terminate('2021-01-01')).refusals).toMatchObject([
    { code: 'not-in-force', facts: { status: 'terminee' } }
  ])
})

test('P22 G13 ended already: the same is nothing, another later one is refused, an earlier one counts', () => {
  const ended = given(...psuSigned, terminate('2018-05-02'))
  expect(ended.when(terminate('2018-05-02')).events).toEqual([])
  for (const other of [terminate('2018-06-01'), terminate('2018-05-02', 'Un autre manquement')])
    expect(ended.when(other).refusals).toMatchObject([
      { code: 'already-recorded', article, facts: { corrects: 4 } }
    ])
  expect(statusOn(ended.when(terminate('2018-04-01')).state, '2018-04-01')).toBe('terminee')
})

test('P22 P27 no breach is found before the signature, though the effect is earlier', () => {
  const { when } = given(...psuSigned)
  expect(when(terminate('2017-01-05')).refusals).toMatchObject([
    { code: 'dates-out-of-order', path: 'data.on', facts: { earlier: '2017-02-23', later: '2017-01-05' } }
  ])
  expect(when(terminate('2017-02-23')).codes).toEqual([])
})

test('P22 from the end on, nobody must be approbateur any more', () => {
  const ended = given(...psuSigned, terminate('2018-05-02'))
  const heldUntil = (to: string) =>
    ended.when(
      correct(
        1,
        edit(
          list('e-1'),
          list('e-2'),
          attribute('p-1', 'approbateur', 'e-1', { to }),
          attribute('p-2', 'approbateur', 'e-2')
        )
      )
    )
  expect(heldUntil('2018-05-02').codes).toEqual([])
  expect(heldUntil('2018-05-01').codes).toEqual(['role-uncovered'])
})

test('P22 ending it needs a reason', () => {
  expect(() => terminate('2018-05-02', '  ')).toThrow('data.manquement : texte vide')
})

test('M25 no rule of one model applies to the other', () => {
  expect(given(...mefSigned).when(terminate('2024-01-01')).refusals).toMatchObject([
    { code: 'not-in-model', article: { source: 'MEF', article: '5' }, facts: { rule: 'resiliation' } }
  ])
  expect(given(...psuSigned).when(annul('2018-01-01')).refusals).toMatchObject([
    { code: 'not-in-model', facts: { rule: 'clause' } }
  ])
  expect(given(...psuSigned).when(transmit('2017-03-01')).refusals).toMatchObject([
    { code: 'not-in-model', facts: { rule: 'transmission' } }
  ])
  expect([
    psu.notice,
    psu.duration.renewal.kind,
    monenfant.termination,
    monenfant.habilitation?.endOfMission.delay
  ]).toEqual([null, 'none', null, null])
})

test('M22 a clause found null does not end the others', () => {
  const { state, when } = given(...mefSigned, annul('2024-01-15'))
  const clauseOn = (date: string) => valueOn(state, 'clause', 'article 2, alinéa 3', date)
  expect(clauseOn('2024-01-14')).toBeNull()
  expect(clauseOn('2024-01-15')).toEqual({
    decision: 'Jugement définitif',
    article: { source: 'MEF', article: '6' }
  })
  expect(statusOn(state, '2030-07-26')).toBe('en-vigueur')
  expect(when(annul('2024-02-01', 'article 3')).events).toHaveLength(1)
  expect(given(...mefDrafted).when(annul('2024-01-15')).codes).toEqual(['not-signed'])
})

test('M22 a clause prevails over a title', () => {
  expect(monenfant.interpretation).toEqual({
    severable: true,
    prevails: 'clause',
    article: { source: 'MEF', article: '6' }
  })
})

test('M24 the acte number is recorded in its parts; transmitted after the signature, it moves no date', () => {
  const { state } = given(...monenfant2023.map(({ command }) => command))
  expect(valueOn(state, 'transmission', '', null)).toEqual({
    acte: {
      asWritten: '092-219200789-20230726-DCM232-AI',
      departement: '092',
      siren: '219200789',
      date: '2023-07-26',
      numero: 'DCM232',
      nature: 'AI'
    },
    transmittedOn: '2023-08-07',
    receivedOn: '2023-08-07'
  })
  expect([statusOn(state, '2023-07-25'), statusOn(state, '2023-07-26')]).toEqual(['a-venir', 'en-vigueur'])
})

test('M24 G17 transmitted before the last signature is recorded, or after: the same lines', () => {
  const transmission = transmit('2023-07-20')
  const last = sign('fournisseur', '2023-07-26')
  const [before, after] = [
    [transmission, last],
    [last, transmission]
  ].map(two => linesOf(given(...mefDrafted, sign('caf', '2023-07-06'), ...two).state))
  expect(before).toEqual(after)
})

test('M22 G13 a clause annulled already, otherwise: refused, and the event named that a correction names', () => {
  const { when } = given(...mefSigned, annul('2024-01-15'))
  expect(when(annul('2024-01-15')).events).toEqual([])
  expect(when(annul('2024-02-15')).refusals).toMatchObject([
    { code: 'already-recorded', path: 'data.on', facts: { corrects: 4 } }
  ])
})

test('M24 G1 a transmission does not replace another: it is refused, and corrected', () => {
  const known = given(...mefSigned, transmit('2023-08-07'))
  expect(known.when(transmit('2023-08-07')).events).toEqual([])
  expect(known.when(transmit('2023-08-09')).refusals).toMatchObject([
    {
      code: 'already-recorded',
      path: 'data.acte',
      facts: { corrects: 4 }
    }
  ])
})

test('M24 each avenant is transmitted too, beside the convention', () => {
  const ofAvenant = command('RecordTransmission', {
    acte: '092-219200789-20240214-DCM021-AI',
    transmittedOn: '2024-02-20',
    receivedOn: '2024-02-21',
    modificationId: 'm-1'
  })
  const signed = given(
    ...mefSigned,
    transmit('2023-08-07'),
    signal('m-1', '2024-01-10', [list('e-3', { numeroSias: null })]),
    signAvenant('m-1', 'caf', '2024-02-01'),
    signAvenant('m-1', 'fournisseur', '2024-02-14')
  )
  const { events, state } = signed.when(ofAvenant)
  expect(events).toMatchObject([
    {
      type: 'TransmissionRecorded',
      data: { says: { modificationId: 'm-1' }, moves: [{ kind: 'transmission', id: 'm-1' }] }
    }
  ])
  const numeros = (known: ConventionState) => [
    valueOn(known, 'transmission', '', null)?.acte.numero,
    valueOn(known, 'transmission', 'm-1', null)?.acte.numero
  ]
  expect(numeros(state)).toEqual(['DCM232', 'DCM021'])
  const again = given.from(state)
  expect(again.when(ofAvenant).events).toEqual([])
  expect(again.when(transmit('2024-02-22', '2024-02-22', undefined, 'm-1')).refusals).toMatchObject([
    { code: 'already-recorded', facts: { corrects: state.revision - 1 } }
  ])
  expect(numeros(again.when(correct(state.revision - 1, null)).state)).toEqual(['DCM232', undefined])
  // Recorded for the convention by mistake: it was the avenant's.
  const mistaken = given(...mefSigned, signal('m-1', '2024-01-10', [list('e-3', { numeroSias: null })]))
  const wrong = mistaken.when(transmit('2024-02-20', '2024-02-20')).state
  expect(numeros(given.from(wrong).when(correct(wrong.revision - 1, ofAvenant)).state)).toEqual([
    undefined,
    'DCM021'
  ])
  expect(signed.when(transmit('2024-02-22', '2024-02-22', undefined, 'm-9')).codes).toEqual([
    'modification-unknown'
  ])
})

test('M24 an unknown nature is kept as written; a malformed number and dates out of order are refused', () => {
  expect(
    given(...mefSigned).when(transmit('2023-08-07', '2023-08-07', '092-219200789-20230726-DCM232-ZZ')).events
  ).toMatchObject([{ data: { moves: [{ value: { acte: { nature: 'ZZ' } } }] } }])
  expect(() => transmit('2023-08-07', '2023-08-07', '092-219200788-20230726-DCM232-AI')).toThrow('data.acte')
  expect(given(draftMef()).when(transmit('2023-08-07', '2023-08-06')).refusals).toMatchObject([
    {
      code: 'dates-out-of-order',
      path: 'data.receivedOn',
      facts: { earlier: '2023-08-07', later: '2023-08-06' }
    }
  ])
})
