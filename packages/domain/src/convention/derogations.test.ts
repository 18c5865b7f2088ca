import {
  attribute,
  command,
  correct,
  draftPsu,
  given,
  list,
  mefDrafted,
  mefSigned,
  psuDrafted,
  psuSigned,
  rivageDrafted,
  sign,
  signAvenant,
  signal,
  terminate
} from '../../test/convention-commands'
import { lineOf, valueOn } from '../../test/convention-lines'
import { psu2017 } from '../fixtures'
import type { ConventionState } from './index'

const objet = 'Maximum de congés pour le calcul des participations'
const grant = (
  to: string,
  agreedOn = '2016-12-02',
  etablissementIds: ReadonlyArray<string> = ['e-1'],
  derogationId = 'd-1'
) => command('GrantDérogation', { derogationId, objet, etablissementIds, agreedOn, to })
const agree = (etablissementIds: ReadonlyArray<string>, agreedOn = '2016-12-02') =>
  command('AgreeNonRespect', { etablissementIds, agreedOn })
const derogationOn = (state: ConventionState, date: string, id = 'd-1') =>
  valueOn(state, 'derogation', id, date)
const article = { source: 'PSU', article: 'annexe 3' }

test('P3 the signed convention: agreed 02/12/2016, with the convention from 01/01/2017, through 31/08/2017', () => {
  const { state } = given(...psu2017.map(({ command }) => command))
  expect(valueOn(state, 'non-respect', '', '2017-01-01')).toMatchObject({
    agreedOn: '2016-12-02',
    etablissementIds: expect.arrayContaining(['201500086', '200200056', '201500088', '201500089'])
  })
  expect(derogationOn(state, '2016-12-31', 'd-1960-1')).toBeNull()
  for (const date of ['2017-01-01', '2017-08-31'])
    expect(derogationOn(state, date, 'd-1960-1')).toMatchObject({ agreedOn: '2016-12-02' })
  expect(derogationOn(state, '2017-09-01', 'd-1960-1')).toBeNull()
})

test('P3 a dérogation ends by itself: its end is in the event that grants it, which writes what is asked once', () => {
  expect(given(...psuDrafted).when(grant('2017-09-01')).events).toEqual([
    {
      type: 'DérogationGranted',
      data: {
        says: {
          derogationId: 'd-1',
          objet,
          etablissementIds: ['e-1'],
          agreedOn: '2016-12-02',
          to: '2017-09-01'
        },
        moves: [
          { kind: 'derogation', id: 'd-1', period: { from: '2017-01-01', to: '2017-09-01' }, at: [2, 'says'] }
        ]
      }
    }
  ])
})

test('P3 G11 in a model whose effect the signatures give, it starts with the convention, and follows it', () => {
  const drafted = given(...rivageDrafted(), grant('2025-01-01', '2020-01-01'))
  const signatures = ['association', 'commune', 'caf'].map(partie => sign(partie, '2024-02-29'))
  const firstDays = (state: ConventionState) =>
    lineOf(state, 'derogation', 'd-1').flatMap(({ from, value }) => (value === null ? [] : [from]))
  expect(firstDays(drafted.state)).toEqual(['2020-01-01'])
  const signed = given(...rivageDrafted(), grant('2025-01-01', '2020-01-01'), ...signatures)
  expect(firstDays(signed.state)).toEqual(['2024-02-29'])
  expect(signed.when(grant('2025-01-01', '2020-01-01')).events).toEqual([])
  // The draft, the annexes, the dérogation, the association, the commune.
  const earlier = signed.when(correct(4, sign('commune', '2024-01-15')))
  expect(firstDays(earlier.state)).toEqual(['2024-01-15'])
  const later = given.from(earlier.state).when(correct(4, sign('commune', '2024-03-15')))
  expect(firstDays(later.state)).toEqual(['2024-02-29'])
  // One that ended before the convention never holds.
  expect(
    firstDays(given(...rivageDrafted(), grant('2021-01-01', '2020-01-01'), ...signatures).state)
  ).toEqual([])
})

test('P3 G1 in a period declared wrong, it starts with the right one', () => {
  const period = { from: '2017-02-01', to: '2021-01-01' }
  const { state } = given(...psuDrafted, grant('2017-09-01'), ...psuSigned.slice(2)).when(
    correct(0, draftPsu({ period }))
  )
  expect([derogationOn(state, '2017-01-31'), derogationOn(state, '2017-02-01')]).toMatchObject([
    null,
    { agreedOn: '2016-12-02' }
  ])
})

test('P3 agreed after the effect, it starts on the day it is agreed', () => {
  const { state } = given(...psuSigned, grant('2018-09-01', '2018-03-05'))
  expect(derogationOn(state, '2018-03-04')).toBeNull()
  expect(derogationOn(state, '2018-03-05')).not.toBeNull()
})

test('P3 one that ends before the convention starts, or starts after its end, is refused', () => {
  for (const when of [given(...psuDrafted).when, given(...psuSigned).when])
    expect(when(grant('2017-01-01')).refusals).toMatchObject([
      {
        code: 'period-empty',
        path: 'data.to',
        article,
        facts: { period: { from: '2017-01-01', to: '2017-01-01' } }
      }
    ])
  expect(given(...psuDrafted).when(grant('2022-01-01', '2021-01-01')).codes).toEqual(['period-empty'])
  expect(given(...psuSigned).when(grant('2022-01-01', '2021-01-01')).refusals).toMatchObject([
    { code: 'not-in-force', path: 'data.agreedOn', facts: { on: '2021-01-01', status: 'terminee' } }
  ])
  const { refusals } = given(...psuSigned, terminate('2018-05-02')).when(grant('2019-01-01', '2018-06-01'))
  expect(refusals).toMatchObject([
    { code: 'not-in-force', computation: expect.stringContaining('résiliée le 02/05/2018') }
  ])
})

test('P3 P22 it goes no further than the end of the convention, and so for an agreement', () => {
  const ended = given(...psuSigned, terminate('2018-05-02'))
  const { events, state } = ended.when(grant('2019-01-01', '2018-01-01'))
  expect(events).toMatchObject([{ data: { moves: [{ period: { from: '2018-01-01', to: '2018-05-02' } }] } }])
  expect(given.from(state).when(grant('2019-01-01', '2018-01-01')).events).toEqual([])
  const before = given(...psuSigned, grant('2019-01-01', '2018-01-01'), terminate('2018-05-02'))
  expect(before.when(grant('2019-01-01', '2018-01-01')).events).toEqual([])
  expect(ended.when(agree(['e-1'], '2018-05-01')).codes).toEqual([])
  expect(ended.when(agree(['e-1'], '2018-05-02')).refusals).toMatchObject([
    { code: 'not-in-force', path: 'data.agreedOn', article, facts: { status: 'terminee' } }
  ])
  const atOnce = given(...psuSigned, terminate('2017-02-23'))
  expect(atOnce.when(grant('2019-01-01', '2018-01-01')).codes).toEqual(['not-in-force'])
})

test('P3 a shorter dérogation under the same number is another one', () => {
  expect(given(...psuDrafted, grant('2017-09-01')).when(grant('2017-08-01')).codes).toEqual([
    'already-recorded'
  ])
})

test('P3 only for establishments that the convention covers; each unknown one is told', () => {
  expect(
    given(...psuDrafted).when(grant('2017-09-01', '2016-12-02', ['e-1', 'e-8', 'e-9'])).refusals
  ).toMatchObject([
    { code: 'unknown-etablissement', path: 'data.etablissementIds[1]', facts: { etablissementId: 'e-8' } },
    { code: 'unknown-etablissement', path: 'data.etablissementIds[2]', facts: { etablissementId: 'e-9' } }
  ])
  expect(given(draftPsu()).when(agree(['e-1'])).codes).toEqual(['unknown-etablissement'])
})

test('P3 a dérogation, or an agreement, that concerns no establishment is refused', () => {
  const refused = [{ code: 'etablissements-missing', path: 'data.etablissementIds', article }]
  expect(given(...psuDrafted).when(grant('2017-09-01', '2016-12-02', [])).refusals).toMatchObject(refused)
  expect(given(...psuSigned).when(agree([], '2018-01-15')).refusals).toMatchObject(refused)
})

test('P3 the same number with another content is refused', () => {
  expect(given(...psuDrafted, grant('2017-09-01')).when(grant('2017-10-01')).refusals).toMatchObject([
    { code: 'already-recorded', path: 'data.derogationId', article, facts: { on: '2016-12-02' } }
  ])
})

test('P3 while one party has signed and the other not, the annexe waits; then the Caf may agree again', () => {
  const half = given(...psuDrafted, sign('gestionnaire', '2017-02-23'))
  expect(half.when(grant('2017-09-01')).codes).toEqual(['draft-closed'])
  expect(half.when(agree(['e-1'])).codes).toEqual(['draft-closed'])
  const signed = given(...psuSigned)
  expect(signed.when(grant('2017-09-01')).codes).toEqual([])
  expect(signed.when(agree(['e-1', 'e-2'], '2018-01-15')).events).toMatchObject([
    { type: 'NonRespectAgreed', data: { moves: [{ period: { from: '2018-01-15', to: null } }] } }
  ])
})

test('P3 G2 an agreement given later leaves the annexe of the days before as it was, and undoes no later one', () => {
  const { state, when } = given(
    ...psuDrafted,
    agree(['e-1']),
    ...psuSigned.slice(psuDrafted.length),
    agree(['e-1', 'e-2'], '2019-05-01'),
    agree(['e-2'], '2018-01-15')
  )
  const agreedFor = (date: string) => valueOn(state, 'non-respect', '', date)?.etablissementIds
  expect(
    ['2016-12-31', '2017-01-01', '2018-01-14', '2018-01-15', '2019-04-30', '2019-05-01'].map(agreedFor)
  ).toEqual([undefined, ['e-1'], ['e-1'], ['e-2'], ['e-2'], ['e-1', 'e-2']])
  expect(when(agree(['e-2'], '2018-01-15')).events).toEqual([])
})

test('P3 in a draft it comes with the convention, whatever its date', () => {
  expect(given(...psuDrafted).when(agree(['e-1'], '2017-01-20')).events).toMatchObject([
    { type: 'NonRespectAgreed', data: { moves: [{ period: { from: '2017-01-01', to: null } }] } }
  ])
})

test('P3 it speaks of the establishments listed on the day from which it holds', () => {
  const { when } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [list('e-3'), attribute('p-1', 'approbateur', 'e-3')]),
    signAvenant('m-1', 'gestionnaire', '2018-03-05'),
    signAvenant('m-1', 'caf', '2018-03-06')
  )
  expect(when(agree(['e-3'], '2018-03-05')).codes).toEqual(['unknown-etablissement'])
  expect(when(agree(['e-3'], '2018-03-06')).codes).toEqual([])
  expect(when(grant('2019-01-01', '2018-03-06', ['e-3'])).codes).toEqual([])
})

test('M25 a MEF convention knows no dérogation', () => {
  for (const when of [given(...mefDrafted).when, given(...mefSigned).when])
    for (const asked of [grant('2024-01-01'), agree(['e-1'])])
      expect(when(asked).refusals).toMatchObject([{ code: 'not-in-model', facts: { rule: 'derogation' } }])
})
