import {
  correct,
  given,
  mefDrafted,
  mefSigned,
  mefSignedOn,
  notice,
  psuSigned,
  rivageDrafted,
  sign,
  terminate
} from '../../test/convention-commands'
import { effetOn, lineOf, statusOn } from '../../test/convention-lines'

const échéance = (signedOn: string, receivedOn: string, dispatchedOn = receivedOn) =>
  given(...mefSignedOn(signedOn)).when(notice(dispatchedOn, receivedOn)).events

test.each([
  ['2023-07-26', '2024-07-26'],
  ['2024-01-01', '2024-07-26'],
  ['2024-04-25', '2024-07-26'],
  ['2024-04-26', '2024-07-26'],
  ['2024-04-27', '2025-07-26'],
  ['2024-07-25', '2025-07-26'],
  ['2025-04-26', '2025-07-26'],
  ['2025-04-27', '2026-07-26'],
  ['2030-12-31', '2031-07-26']
])('M19 effect 26/07/2023, notice received on %s: the échéance is %s', (receivedOn, expected) => {
  expect(échéance('2023-07-26', receivedOn)).toMatchObject([
    { type: 'NoticeGiven', data: { computed: { echeance: expected } } }
  ])
})

test('M19 the computation is told, and who gave the notice', () => {
  expect(échéance('2023-07-26', '2024-04-26', '2024-04-22')).toMatchObject([
    {
      data: {
        says: { dispatchedOn: '2024-04-22', receivedOn: '2024-04-26' },
        computed: {
          article: { source: 'MEF', article: '5' },
          computation:
            'préavis donné par le fournisseur de données, envoyé le 22/04/2024, reçu le 26/04/2024 (la réception compte) ; échéance du 26/07/2024, dernier jour du préavis : 26/07/2024 − 3 mois = 26/04/2024'
        }
      }
    }
  ])
})

test('M19 receipt counts: dispatched in time and received late is for the next échéance', () => {
  expect(échéance('2023-07-26', '2024-04-29', '2024-04-24')).toMatchObject([
    { data: { computed: { echeance: '2025-07-26' } } }
  ])
})

test.each([
  // A start on the last day of a month, or on a leap day.
  ['2024-02-29', '2024-11-28', '2025-02-28'],
  ['2024-02-29', '2024-11-29', '2026-02-28'],
  ['2024-02-29', '2027-11-29', '2028-02-29'],
  ['2024-02-29', '2027-11-30', '2029-02-28'],
  ['2023-05-31', '2024-02-29', '2024-05-31'],
  ['2023-05-31', '2024-03-01', '2025-05-31'],
  ['2022-05-31', '2023-02-28', '2023-05-31'],
  ['2022-05-31', '2023-03-01', '2024-05-31']
])('M19 effect %s, notice received on %s: the échéance is %s', (signedOn, receivedOn, expected) => {
  expect(échéance(signedOn, receivedOn)).toMatchObject([{ data: { computed: { echeance: expected } } }])
})

test('M19 either party: in force until the échéance, ended from it', () => {
  for (const partie of ['fournisseur', 'caf']) {
    const { state } = given(...mefSigned, notice('2024-04-20', '2024-04-26', partie))
    expect(statusOn(state, '2024-07-25')).toBe('en-vigueur')
    expect(effetOn(state, '2024-07-26')).toMatchObject({ status: 'terminee', cause: 'preavis' })
    expect(statusOn(state, '2030-07-26')).toBe('terminee')
  }
})

test('M19 the notice of the other party is recorded too, and changes no end; an earlier one, recorded late, does', () => {
  const late = given(...mefSigned, notice('2024-04-20', '2024-04-27'))
  const other = late.when(notice('2024-05-01', '2024-05-02', 'caf'))
  expect(other.events).toMatchObject([
    {
      type: 'NoticeGiven',
      data: {
        says: { partie: 'caf', dispatchedOn: '2024-05-01', receivedOn: '2024-05-02' },
        computed: { echeance: '2025-07-26' },
        moves: []
      }
    }
  ])
  expect(lineOf(other.state, 'effet', '')).toEqual(lineOf(late.state, 'effet', ''))
  const { state } = late.when(notice('2024-04-20', '2024-04-26', 'caf'))
  expect([statusOn(state, '2024-07-25'), statusOn(state, '2024-07-26')]).toEqual(['en-vigueur', 'terminee'])
})

test('M19 G1 the notice that came second ends the convention when the first is withdrawn', () => {
  const two = given(
    ...mefSigned,
    notice('2024-04-20', '2024-04-26'),
    notice('2024-04-24', '2024-04-29', 'caf')
  )
  const { state } = two.when(correct(4, null))
  expect([statusOn(state, '2024-07-26'), statusOn(state, '2025-07-26')]).toEqual(['en-vigueur', 'terminee'])
  const alone = given(...mefSigned, notice('2024-04-24', '2024-04-29', 'caf'))
  expect(lineOf(state, 'effet', '')).toEqual(lineOf(alone.state, 'effet', ''))
  // The second one is corrected in its turn.
  expect(statusOn(two.when(correct(5, null)).state, '2024-07-26')).toBe('terminee')
})

test('M19 G13 the same notice is nothing, also after a termination recorded late; another by the same party is refused', () => {
  const noticed = given(...mefSigned, notice('2024-04-20', '2024-04-26'))
  expect(noticed.when(notice('2024-04-20', '2024-04-26')).events).toEqual([])
  expect(noticed.when(notice('2024-04-21', '2024-04-26')).refusals).toMatchObject([
    {
      code: 'already-recorded',
      path: 'data.receivedOn',
      facts: { corrects: 4 }
    }
  ])
  const given2025 = notice('2025-06-01', '2025-06-03', 'commune')
  const ended = given(
    ...rivageDrafted(),
    ...['association', 'commune', 'caf'].map(partie => sign(partie, '2024-01-10')),
    given2025,
    terminate('2025-05-01')
  )
  expect(ended.when(given2025).events).toEqual([])
})

test('M19 no notice of a convention that is not signed, or that has ended', () => {
  expect(
    given(...mefDrafted, sign('caf', '2023-07-06')).when(notice('2024-01-01', '2024-01-02')).codes
  ).toEqual(['not-signed'])
  expect(
    given(...mefSigned, notice('2024-04-20', '2024-04-26')).when(notice('2024-08-01', '2024-08-02')).refusals
  ).toMatchObject([
    {
      code: 'not-in-force',
      path: 'data.receivedOn',
      article: { source: 'MEF', article: '5' },
      facts: { on: '2024-08-02', status: 'terminee' }
    }
  ])
})

test('M19 a notice is received after it is dispatched, and after the signature', () => {
  const { when } = given(...mefSigned)
  expect(when(notice('2024-04-26', '2024-04-20')).refusals).toMatchObject([
    {
      code: 'dates-out-of-order',
      path: 'data.receivedOn',
      facts: { earlier: '2024-04-26', later: '2024-04-20' }
    }
  ])
  expect(when(notice('2023-07-20', '2023-07-25')).refusals).toMatchObject([
    {
      code: 'dates-out-of-order',
      path: 'data.receivedOn',
      facts: { earlier: '2023-07-26', later: '2023-07-25' }
    }
  ])
  expect(when(notice('2024-04-26', '2024-04-20', 'gestionnaire')).codes).toEqual([
    'unknown-partie',
    'dates-out-of-order'
  ])
})

test('M19 the date of a signature corrected: the échéance of the notice is computed again', () => {
  const noticed = given(...mefSigned, notice('2024-04-20', '2024-04-26'))
  const signedOn = (date: string) => noticed.when(correct(3, sign('fournisseur', date))).state
  const earlier = signedOn('2023-07-20')
  expect([statusOn(earlier, '2023-07-20'), statusOn(earlier, '2024-07-26')]).toEqual([
    'en-vigueur',
    'en-vigueur'
  ])
  expect(effetOn(earlier, '2025-07-20')).toMatchObject({ status: 'terminee', cause: 'preavis' })
  const later = signedOn('2023-08-02')
  expect(['2023-08-01', '2024-08-01', '2024-08-02'].map(on => statusOn(later, on))).toEqual([
    'a-venir',
    'en-vigueur',
    'terminee'
  ])
})

test('M25 a notice on a PSU convention is refused: that rule is not its own', () => {
  expect(given(...psuSigned).when(notice('2018-01-01', '2018-01-02', 'gestionnaire')).refusals).toMatchObject(
    [{ code: 'not-in-model', article: { source: 'PSU', article: '5' }, facts: { rule: 'preavis' } }]
  )
})
