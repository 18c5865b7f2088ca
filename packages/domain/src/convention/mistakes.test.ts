import {
  agreeNonRespect,
  annul,
  attribute,
  correct,
  derogation,
  draftMef,
  draftPsu,
  edit,
  fiche,
  given,
  list,
  mefSigned,
  notice,
  psuDrafted,
  psuSigned,
  rivageDrafted,
  sign,
  terminate,
  transmit
} from '../../test/convention-commands'
import { effetOn, lineOf, linesOf, statusOn, valueOn } from '../../test/convention-lines'
import { typesOf } from '../testing'
import type { ConventionState } from './index'

const noticed = [...mefSigned, notice('2024-04-20', '2024-04-26')]
const terminated = [...psuSigned, terminate('2018-05-02')]

test('G1 M19 a notice recorded with the wrong date of receipt: the échéance is that of the right one', () => {
  const { events, state } = given(...noticed).when(correct(4, notice('2024-04-20', '2024-04-29')))
  expect(events).toMatchObject([
    {
      type: 'ConventionCorrected',
      data: {
        says: {
          corrections: [
            { corrects: 4, instead: { type: 'NoticeGiven', says: { receivedOn: '2024-04-29' } } }
          ],
          motif: 'saisie erronée'
        },
        moves: [{ kind: 'effet' }, { kind: 'effet' }]
      }
    }
  ])
  expect([statusOn(state, '2024-07-26'), statusOn(state, '2025-07-25')]).toEqual(['en-vigueur', 'en-vigueur'])
  expect(effetOn(state, '2025-07-26')).toMatchObject({
    status: 'terminee',
    cause: 'preavis',
    computation: expect.stringContaining(
      'reçu le 29/04/2024 (la réception compte) ; échéance du 26/07/2025, dernier jour du préavis : 26/07/2025 − 3 mois = 26/04/2025'
    )
  })
})

test('G1 M18 a notice recorded on the wrong convention is withdrawn: it is renewed tacitly again', () => {
  const { events, state } = given(...noticed).when(correct(4, null))
  expect(events).toMatchObject([{ data: { says: { corrections: [{ corrects: 4, instead: null }] } } }])
  expect(linesOf(state)).toEqual(linesOf(given(...mefSigned).state))
  // A notice may be given again.
  expect(given.from(state).when(notice('2024-04-20', '2024-04-26')).events).toMatchObject([
    { type: 'NoticeGiven', data: { computed: { echeance: '2024-07-26' } } }
  ])
})

test('G1 M19 of two notices, the one that stands ends the convention', () => {
  const two = given(
    ...mefSigned,
    notice('2024-04-20', '2024-04-27'),
    notice('2024-04-20', '2024-04-26', 'caf')
  )
  expect(statusOn(two.state, '2024-07-26')).toBe('terminee')
  const later = two.when(correct(5, null))
  expect([statusOn(later.state, '2024-07-26'), statusOn(later.state, '2025-07-26')]).toEqual([
    'en-vigueur',
    'terminee'
  ])
  expect(statusOn(two.when(correct(4, null)).state, '2024-07-26')).toBe('terminee')
  // The first one, moved, is not what ends it; withdrawn or not, the second is.
  const moved = two.when(correct(4, notice('2024-04-20', '2024-04-28')))
  expect(effetOn(moved.state, '2024-07-26')).toMatchObject({ cause: 'preavis' })
  const onlyMoved = given.from(moved.state).when(correct(5, null)).state
  expect(['2024-07-26', '2025-07-26'].map(on => statusOn(onlyMoved, on))).toEqual(['en-vigueur', 'terminee'])
})

test('G1 P22 a termination recorded with the wrong day, or that should not have been', () => {
  const { when } = given(...terminated)
  const moved = when(correct(4, terminate('2018-06-02')))
  expect([statusOn(moved.state, '2018-06-01'), statusOn(moved.state, '2018-06-02')]).toEqual([
    'en-vigueur',
    'terminee'
  ])
  expect(effetOn(moved.state, '2018-06-02')).toMatchObject({ cause: 'resiliation' })
  const earlier = when(correct(4, terminate('2018-04-02')))
  expect(statusOn(earlier.state, '2018-04-02')).toBe('terminee')
  const withdrawn = when(correct(4, null))
  expect(effetOn(withdrawn.state, '2018-05-02')).toMatchObject({ status: 'en-vigueur' })
  expect(effetOn(withdrawn.state, '2021-01-01')).toMatchObject({ cause: 'terme' })
})

test('G18 P22 a termination withdrawn leaves every line as if it had never been', () => {
  const before = [
    ...psuSigned,
    derogation('2019-09-01', { agreedOn: '2018-01-10' }),
    agreeNonRespect('2018-01-15', ['e-1'])
  ]
  const { state } = given(...before, terminate('2018-05-02'), correct(6, null))
  expect(linesOf(state)).toEqual(linesOf(given(...before).state))
  // The same day given again is another act.
  expect(typesOf(given.from(state).when(terminate('2018-05-02')).events)).toEqual(['ConventionTerminated'])
})

test('G1 P22 a termination withdrawn leaves the notice that was given before', () => {
  const { state } = given(
    ...rivageDrafted(),
    ...['association', 'commune', 'caf'].map(partie => sign(partie, '2024-01-10')),
    notice('2025-06-01', '2025-06-03', 'commune'),
    terminate('2024-06-01')
  ).when(correct(6, null))
  expect(statusOn(state, '2026-01-09')).toBe('en-vigueur')
  expect(effetOn(state, '2026-01-10')).toMatchObject({ status: 'terminee', cause: 'preavis' })
})

test('G1 M17 a corrected notice follows the signature corrected afterwards, and before', () => {
  const [right, signature] = [
    correct(4, notice('2024-04-20', '2024-04-29')),
    correct(3, sign('fournisseur', '2023-08-02'))
  ]
  const [after, before] = [
    given(...noticed, right, signature).state,
    given(...noticed, signature, right).state
  ]
  expect(linesOf(after)).toEqual(linesOf(before))
  expect(['2023-08-01', '2024-08-01', '2024-08-02'].map(on => statusOn(after, on))).toEqual([
    'a-venir',
    'en-vigueur',
    'terminee'
  ])
})

test('G1 P7 a convention that runs again needs its roles held again', () => {
  // The approbateur of e-1 was there until the end only.
  const heldUntilTheEnd = edit(
    list('e-1'),
    list('e-2'),
    attribute('p-1', 'approbateur', 'e-1', { to: '2018-05-02' }),
    attribute('p-2', 'approbateur', 'e-2')
  )
  const { when } = given(...terminated, correct(1, heldUntilTheEnd))
  expect(when(correct(4, null)).refusals).toMatchObject([
    {
      code: 'role-uncovered',
      facts: { role: { id: 'approbateur' }, etablissementId: 'e-1', from: '2018-05-02' }
    }
  ])
  expect(when(correct(4, terminate('2018-04-02'))).codes).toEqual([])
})

test('G1 P3 a dérogation recorded with the wrong last day, agreement or objet', () => {
  const granted = given(...psuDrafted, derogation('2017-09-01'))
  for (const right of [
    derogation('2017-10-01'),
    derogation('2017-05-01'),
    derogation('2017-09-01', { agreedOn: '2017-03-01' }),
    derogation('2017-09-01', { objet: 'Un autre objet', etablissementIds: ['e-1', 'e-2'] })
  ]) {
    const { events, state } = granted.when(correct(2, right))
    expect(typesOf(events)).toEqual(['ConventionCorrected'])
    expect(linesOf(state)).toEqual(linesOf(given(...psuDrafted, right).state))
  }
  expect(linesOf(granted.when(correct(2, null)).state)).toEqual(linesOf(given(...psuDrafted).state))
  expect(granted.when(correct(2, derogation('2016-12-15'))).refusals).toMatchObject([
    { code: 'period-empty', path: 'data.corrections[0].instead.data.to', article: { article: 'annexe 3' } }
  ])
})

test('G1 P3 the id of a dérogation is corrected too, unless it is that of another', () => {
  const other = derogation('2017-10-01', { derogationId: 'd-2' })
  const one = given(...psuDrafted, derogation('2017-09-01'))
  const right = derogation('2017-09-01', { derogationId: 'd-2' })
  const { state } = one.when(correct(2, right))
  expect(['d-1', 'd-2'].map(id => valueOn(state, 'derogation', id, '2017-08-31')?.objet)).toEqual([
    undefined,
    'Congés'
  ])
  const two = given(...psuDrafted, derogation('2017-09-01'), other)
  expect(two.when(correct(2, right)).refusals).toMatchObject([
    { code: 'already-recorded', path: 'data.corrections[0].instead.data.derogationId' }
  ])
})

test('G1 P3 an agreement withdrawn: the one before holds on, whichever was recorded first', () => {
  const agreedOn = (state: ConventionState, date: string) =>
    valueOn(state, 'non-respect', '', date)?.agreedOn ?? null
  for (const agreements of [
    ['2018-01-10', '2019-01-10'],
    ['2019-01-10', '2018-01-10']
  ]) {
    const { when } = given(...psuSigned, ...agreements.map(on => agreeNonRespect(on)))
    const { state } = when(correct(4 + agreements.indexOf('2019-01-10'), null))
    expect([agreedOn(state, '2018-01-09'), agreedOn(state, '2020-01-10')]).toEqual([null, '2018-01-10'])
    const moved = when(correct(4 + agreements.indexOf('2018-01-10'), agreeNonRespect('2018-06-10')))
    expect(['2018-06-09', '2018-06-10', '2019-01-10'].map(on => agreedOn(moved.state, on))).toEqual([
      null,
      '2018-06-10',
      '2019-01-10'
    ])
  }
})

test('G1 M22 a clause annulled by mistake, or on the wrong day', () => {
  const { when } = given(...mefSigned, annul('2024-01-15'))
  const isNull = (state: ConventionState, date: string) => valueOn(state, 'clause', '2', date) !== null
  expect(isNull(when(correct(4, null)).state, '2024-01-15')).toBe(false)
  const { state } = when(correct(4, annul('2024-02-15')))
  expect([isNull(state, '2024-02-14'), isNull(state, '2024-02-15')]).toEqual([false, true])
})

test('G1 M24 a transmission recorded wrong, or that was not made', () => {
  const sent = (state: ConventionState) => valueOn(state, 'transmission', '', null)?.transmittedOn ?? null
  const late = given(...mefSigned, transmit('2023-08-07'))
  expect(sent(late.when(correct(4, transmit('2023-07-26', '2023-08-07'))).state)).toBe('2023-07-26')
  expect(sent(late.when(correct(4, null)).state)).toBeNull()
})

test('G1 P29 a fiche with a SIRET mistyped is corrected in the draft, signed or not', () => {
  const right = draftPsu({ fiche: { ...fiche, siret: '732 829 320 00074' } })
  for (const before of [[draftPsu()], psuDrafted, psuSigned]) {
    const { events, state } = given(...before).when(correct(0, right))
    expect(events).toMatchObject([
      { data: { moves: [{ kind: 'fiche', id: '', period: { from: null, to: null } }] } }
    ])
    expect(valueOn(state, 'fiche', '', '2018-01-01')?.siret).toBe('73282932000074')
    // The draft as corrected is the one that exists (G13).
    expect(given.from(state).when(right).events).toEqual([])
  }
  expect(
    given(...psuSigned).when(correct(0, draftPsu({ fiche: { ...fiche, representantLegal: 'p-9' } }))).refusals
  ).toMatchObject([
    { code: 'unknown-personne', path: 'data.corrections[0].instead.data.fiche.representantLegal' }
  ])
})

test('G1 P27 a declared period mistyped: the effect of what is signed is computed again', () => {
  const period = { from: '2017-01-01', to: '2020-01-01' }
  const { state } = given(...psuSigned).when(correct(0, draftPsu({ period })))
  expect([statusOn(state, '2019-12-31'), statusOn(state, '2020-01-01')]).toEqual(['en-vigueur', 'terminee'])
  // A termination that stands still ends it.
  const ended = given(...terminated).when(correct(0, draftPsu({ period })))
  expect(effetOn(ended.state, '2018-05-02')).toMatchObject({ cause: 'resiliation' })
  const startsTooLate = draftPsu({ period: { from: '2018-06-01', to: '2021-01-01' } })
  expect(given(...terminated).when(correct(0, startsTooLate)).refusals).toMatchObject([
    { code: 'period-empty', article: { article: '5' } }
  ])
  expect(given(...psuDrafted).when(correct(0, draftPsu({ period }))).events).toMatchObject([
    { data: { moves: [] } }
  ])
})

test('G1 M23 another date that names the convention', () => {
  const { state } = given(draftMef({ namedDate: '2023-07-03' }), ...mefSigned.slice(1)).when(
    correct(0, draftMef({ namedDate: '2023-07-06' }))
  )
  expect(lineOf(state, 'date-nommee', '')).toEqual([{ from: null, value: '2023-07-06' }])
})

test('G1 P20 an act withdrawn is no way around the instruments: annexes are not touched', () => {
  expect(linesOf(given(...terminated, correct(4, null)).state)).toEqual(linesOf(given(...psuSigned).state))
})
