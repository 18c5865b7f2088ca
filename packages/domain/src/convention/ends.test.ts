import {
  command,
  correct,
  draftMef,
  given,
  mefDrafted,
  mefSigned,
  psuDrafted,
  psuSigned,
  sign,
  terminate,
  withdraw
} from '../../test/convention-commands'
import { monenfant2023 } from '../fixtures'
import { monenfant, psu } from '../model'
import { dateCivile } from '../time'
import { timelineOf, valueOn } from '../timeline'
import { type ConventionState, effetOn } from './state'

const article = { source: 'PSU', article: '2.4' }
const statusOn = (state: ConventionState, date: string) => effetOn(state, dateCivile(date)).status
const annul = (on: string, clause = 'article 2, alinéa 3') =>
  command('AnnulClause', { clause, decision: 'Jugement définitif', on })
const transmit = (
  transmittedOn: string,
  receivedOn = transmittedOn,
  acte = '092-219200789-20230726-DCM232-AI'
) => command('RecordTransmission', { acte, transmittedOn, receivedOn })

test('P22 the Caf may end the convention at once for a breach, with its reason, that day', () => {
  const { events, state } = given(...psuSigned).when(terminate('2018-05-02'))
  expect(events).toEqual([
    {
      type: 'ConventionTerminated',
      data: { on: '2018-05-02', manquement: 'Codes d’accès confiés à un tiers', article }
    }
  ])
  expect(statusOn(state, '2018-05-01')).toBe('en-vigueur')
  for (const date of ['2018-05-02', '2020-12-31', '2021-01-01'])
    expect(effetOn(state, dateCivile(date))).toMatchObject({ status: 'terminee', cause: 'resiliation' })
})

test('P22 only while it is in force', () => {
  expect(given(...psuDrafted).when(terminate('2017-02-01')).refusals).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.on',
      article,
      facts: { on: '2017-02-01', effet: { status: 'projet' } }
    }
  ])
  const { when } = given(...psuSigned)
  expect(when(terminate('2016-12-31')).refusals).toMatchObject([
    {
      code: 'not-in-force',
      computation: 'du 01/01/2017 au 31/12/2020 (PSU, article 5)',
      facts: { effet: { status: 'a-venir' } }
    }
  ])
  expect(when(terminate('2021-01-01')).refusals).toMatchObject([
    { code: 'not-in-force', facts: { effet: { cause: 'terme' } } }
  ])
})

test('P22 ended already: a later end is nothing, an earlier one counts', () => {
  const ended = given(...psuSigned, terminate('2018-05-02'))
  expect(ended.when(terminate('2018-06-01')).events).toEqual([])
  expect(statusOn(ended.when(terminate('2018-04-01')).state, '2018-04-01')).toBe('terminee')
})

test('P22 from the end on, nobody must be approbateur any more', () => {
  const ended = given(...psuSigned, terminate('2018-05-02'))
  const withdrawn = (from: string) => correct(8, from, null, [withdraw('p-1', 'approbateur')])
  expect(ended.when(withdrawn('2018-05-02')).codes).toEqual([])
  expect(ended.when(withdrawn('2018-05-01')).codes).toEqual(['role-uncovered'])
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
    psu.duration.renewal,
    monenfant.termination,
    monenfant.habilitation.endOfMission.delay
  ]).toEqual([null, 'none', null, null])
})

test('M22 a clause found null does not end the others', () => {
  const { state, when } = given(...mefSigned, annul('2024-01-15'))
  const clauseOn = (date: string) =>
    valueOn(dateCivile(date))(timelineOf(state.timelines, 'clause', 'article 2, alinéa 3'))
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

test('M24 the acte number is recorded in its parts; transmitted after the signature is a warning that moves no date', () => {
  const { state } = given(...monenfant2023.map(({ command }) => command))
  expect(valueOn(null)(timelineOf(state.timelines, 'transmission', ''))).toEqual({
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
  expect(valueOn(null)(timelineOf(state.timelines, 'warning', 'transmitted-after-signature'))).toEqual({
    code: 'transmitted-after-signature',
    article: { source: 'MEF', article: 'Cachet' },
    computation: 'signée le 26/07/2023, transmise le 07/08/2023'
  })
  expect([statusOn(state, '2023-07-25'), statusOn(state, '2023-07-26')]).toEqual(['a-venir', 'en-vigueur'])
})

test('M24 transmitted by the day of the signature: no warning, in whatever order they are recorded', () => {
  const signatures = [sign('caf', '2023-07-06'), sign('fournisseur', '2023-07-26')]
  expect(given(...mefSigned).when(transmit('2023-07-26')).events).toMatchObject([{ data: { warnings: [] } }])
  const before = given(...mefDrafted, transmit('2023-07-20'), ...signatures.slice(0, 1)).when(
    sign('fournisseur', '2023-07-26')
  )
  expect(before.events[1]).toMatchObject({ type: 'ConventionSigned', data: { warnings: [] } })
  const after = given(...mefDrafted, transmit('2023-08-07'), ...signatures.slice(0, 1)).when(
    sign('fournisseur', '2023-07-26')
  )
  expect(after.events[1]).toMatchObject({ data: { warnings: [{ code: 'transmitted-after-signature' }] } })
})

test('M24 an unknown nature is kept as written; a malformed number and dates out of order are refused', () => {
  expect(
    given(...mefSigned).when(transmit('2023-08-07', '2023-08-07', '092-219200789-20230726-DCM232-ZZ')).events
  ).toMatchObject([{ data: { acte: { nature: 'ZZ' } } }])
  expect(() => transmit('2023-08-07', '2023-08-07', '092-219200788-20230726-DCM232-AI')).toThrow('data.acte')
  expect(given(draftMef()).when(transmit('2023-08-07', '2023-08-06')).refusals).toMatchObject([
    {
      code: 'dates-out-of-order',
      path: 'data.receivedOn',
      facts: { earlier: '2023-08-07', later: '2023-08-06' }
    }
  ])
})
