import {
  attribute,
  command,
  correct,
  draftMef,
  draftPsu,
  edit,
  given,
  mefDrafted,
  mefSigned,
  partenaire,
  psuDrafted,
  psuSigned,
  sign,
  signal
} from '../../test/convention-commands'
import { effetOn, statusOn, valueOn } from '../../test/convention-lines'
import { monenfant2023, psu2017 } from '../fixtures'
import { typesOf } from '../testing'
import type { ConventionState } from '.'

const statusesOn = (state: ConventionState, ...dates: ReadonlyArray<string>) =>
  dates.map(date => statusOn(state, date))

test('P27 du 01/01/2017 au 31/12/2020, signed on 23/02/2017: the effect is retroactive', () => {
  const { state } = given(...psu2017.map(({ command }) => command))
  expect(state.ground.signedOn).toBe('2017-02-23')
  expect(effetOn(state, '2017-02-23')).toMatchObject({
    effect: {
      period: { from: '2017-01-01', to: '2021-01-01' },
      renewal: null,
      cause: 'terme',
      computation: 'du 01/01/2017 au 31/12/2020 (PSU, article 5)'
    }
  })
  expect(
    statusesOn(state, '2016-12-31', '2017-01-01', '2017-02-22', '2020-12-31', '2021-01-01', '2031-01-01')
  ).toEqual(['a-venir', 'en-vigueur', 'en-vigueur', 'en-vigueur', 'terminee', 'terminee'])
})

test('P27 until the last signature, the convention is a draft on every date', () => {
  const { state } = given(...psu2017.slice(0, -1).map(({ command }) => command))
  expect(statusesOn(state, '2016-01-01', '2017-01-15', '2018-01-01', '2022-01-01')).toEqual(
    Array(4).fill('projet')
  )
})

test('P27 the period is written in a PSU convention, and never in a MEF one', () => {
  const article = { source: 'PSU', article: '5' }
  const { period: _, ...without } = { period: null, ...draftPsu().data }
  expect(given().when(command('DraftConvention', without)).refusals).toMatchObject([
    { code: 'period-missing', path: 'data.period', article }
  ])
  for (const period of [
    { from: null, to: '2021-01-01' },
    { from: '2017-01-01', to: null }
  ])
    expect(given().when(draftPsu({ period })).codes).toEqual(['period-missing'])
  expect(given().when(draftPsu({ period: { from: '2021-01-01', to: '2017-01-01' } })).refusals).toMatchObject(
    [{ code: 'period-empty', path: 'data.period', article }]
  )
  expect(given().when(draftMef({ period: { from: '2023-07-26', to: null } })).refusals).toMatchObject([
    { code: 'period-not-declared', path: 'data.period', article: { source: 'MEF', article: '5' } }
  ])
})

test('M17 it takes effect at the last signature: the Caf on 06/07/2023, the commune on 26/07/2023', () => {
  const { state } = given(...monenfant2023.map(({ command }) => command))
  expect(state.ground.signedOn).toBe('2023-07-26')
  expect(effetOn(state, '2023-07-26')).toMatchObject({
    effect: {
      period: { from: '2023-07-26', to: null },
      renewal: { anchor: '2023-07-26', months: 12 },
      cause: null,
      computation:
        'à compter du 26/07/2023, date de la dernière signature, pour un an renouvelable par tacite reconduction (MEF, article 5)'
    }
  })
  expect(statusesOn(state, '2023-07-20', '2023-07-25', '2023-07-26')).toEqual([
    'a-venir',
    'a-venir',
    'en-vigueur'
  ])
})

test('M17 signatures come in any order and by any channel', () => {
  const caf = { signataire: 'p-2' }
  const ways = ['papier', 'signature-electronique'].flatMap(channel => [
    [sign('caf', '2023-07-06', { ...caf, channel }), sign('fournisseur', '2023-07-26')],
    [sign('fournisseur', '2023-07-26', {}, partenaire), sign('caf', '2023-07-06', { ...caf, channel })]
  ])
  for (const way of ways)
    expect(effetOn(given(...mefDrafted, ...way).state, '2023-07-26')).toMatchObject({
      status: 'en-vigueur',
      effect: { period: { from: '2023-07-26' } }
    })
})

test('M17 one signature is recorded, and gives no effect', () => {
  const { events, state } = given(...mefDrafted).when(sign('caf', '2023-07-06'))
  expect(events).toMatchObject([
    { type: 'ConventionSigned', data: { moves: [{ kind: 'signature', id: 'caf' }] } }
  ])
  expect(statusesOn(state, '2023-07-06', '2030-01-01')).toEqual(['projet', 'projet'])
})

test('M17 a party signs once: another date, or another signatory, is corrected and not signed again', () => {
  const { when } = given(...mefDrafted, sign('caf', '2023-07-06', { signataire: 'p-2' }))
  for (const again of [
    sign('caf', '2023-07-07', { signataire: 'p-2' }),
    sign('caf', '2023-07-06', { signataire: 'p-3' })
  ])
    expect(when(again).refusals).toMatchObject([
      {
        code: 'already-recorded',
        path: 'data.partie',
        facts: { corrects: 2, on: '2023-07-06' }
      }
    ])
})

test('M17 the text that one party has signed does not change under its signature', () => {
  for (const when of [given(...mefDrafted, sign('caf', '2023-07-06')).when, given(...mefSigned).when])
    expect(when(edit(attribute('p-2', 'fonctionnement'))).refusals).toMatchObject([
      {
        code: 'draft-closed',
        path: '',
        facts: { signedBy: expect.arrayContaining([{ id: 'caf', label: 'la Caf' }]) }
      }
    ])
})

test('M17 what a closed text advises is accepted: a modification once all have signed, a correction before that', () => {
  const attributed = attribute('p-2', 'fonctionnement')
  const half = given(...mefDrafted, sign('caf', '2023-07-06'))
  expect(half.when(edit(attributed)).refusals).toMatchObject([
    {
      sentence: expect.stringMatching(
        /^le texte est déjà signé par : .+, sauf si cette signature est retirée par une correction$/
      )
    }
  ])
  const withdrawn = half.when(correct(half.state.revision - 1, null))
  expect(withdrawn.codes).toEqual([])
  expect(given.from(withdrawn.state).when(edit(attributed)).codes).toEqual([])
  const all = given(...mefSigned)
  expect(all.when(edit(attributed)).refusals).toMatchObject([
    { sentence: expect.stringMatching(/ ; il ne change plus que par une modification$/) }
  ])
  expect(all.when(signal('m-1', '2023-09-01', [attributed])).codes).toEqual([])
})

test('M18 one year, renewed tacitly: in force on 26/07/2030 with no event recorded', () => {
  const { state } = given(...mefSigned)
  expect(statusesOn(state, '2024-07-25', '2024-07-26', '2030-07-26', '2099-01-01')).toEqual(
    Array(4).fill('en-vigueur')
  )
  expect(effetOn(state, '2030-07-26')).toMatchObject({
    effect: { renewal: { months: 12 }, period: { to: null } }
  })
})

test('G6 an end and a start are in the event that decides them: no scheduler has to run', () => {
  const { events } = given(...psuDrafted, sign('gestionnaire', '2017-02-23')).when(sign('caf', '2017-02-23'))
  expect(typesOf(events)).toEqual(['ConventionSigned'])
  expect(events).toMatchObject([
    {
      data: {
        moves: expect.arrayContaining([
          expect.objectContaining({ kind: 'effet', period: { from: '2021-01-01', to: null } })
        ])
      }
    }
  ])
  expect(statusesOn(given(...psuSigned).state, '2020-12-31', '2021-01-01')).toEqual([
    'en-vigueur',
    'terminee'
  ])
})

test('M23 the annexe names another date than the signatures: it is kept, and moves no effect', () => {
  const named = (namedDate: string) =>
    given(
      draftMef({ namedDate }),
      ...mefDrafted.slice(1),
      sign('caf', '2023-07-06'),
      sign('fournisseur', '2023-07-26')
    ).state
  for (const date of ['2023-07-03', '2023-07-06', '2023-07-26']) {
    expect(valueOn(named(date), 'date-nommee', '', '2023-07-26')).toBe(date)
    expect(statusesOn(named(date), '2023-07-25', '2023-07-26')).toEqual(['a-venir', 'en-vigueur'])
  }
})
