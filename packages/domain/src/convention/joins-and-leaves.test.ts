import { correct } from '../../test/convention-commands'
import { effetOn, idsOf, isPending, statusOn, valueOn } from '../../test/convention-lines'
import {
  ctgWith,
  given,
  givenUnder,
  joining,
  leaving,
  notice,
  partie,
  signAvenant,
  signal,
  signed,
  town
} from '../../test/ctg-commands'
import type { ConventionState } from './lines'

const partiesOn = (state: ConventionState, on: string): string =>
  idsOf(state, 'partie')
    .filter(id => valueOn(state, 'partie', id, on) !== null)
    .join(' ')

const five = signed('a', 'b', 'c')
const joined = [
  signal('m-1', '2022-05-01', [joining('d')]),
  ...['caf', 'a', 'b', 'c'].map(of => signAvenant('m-1', of, '2022-05-10'))
]

test('P1 M21 who joins in the third year is party from the last signature, and signs the avenant herself', () => {
  const { state, when } = given(...five, ...joined)
  expect(partiesOn(state, '2022-06-01')).toBe('a b c caf')
  expect(isPending(state, 'm-1', '2022-06-01')).toBe(true)
  const after = when(signAvenant('m-1', 'd', '2022-05-20')).state
  expect(['2022-05-19', '2022-05-20', '2024-12-31'].map(on => partiesOn(after, on))).toEqual([
    'a b c caf',
    'a b c caf d',
    'a b c caf d'
  ])
  expect(valueOn(after, 'adhesion', 'd', '2022-05-20')).toEqual({
    status: 'partie',
    modificationId: 'm-1',
    agreedOn: '2022-05-20'
  })
  // Who joins signs no convention of before her.
  expect(when(signAvenant('m-1', 'e', '2022-05-20')).codes).toEqual(['unknown-partie'])
})

test('M21 the parties of an avenant of after the third year include who joined, and not who left', () => {
  const { state } = given(
    ...five,
    ...joined,
    signAvenant('m-1', 'd', '2022-05-20'),
    signal('m-2', '2023-01-05', [leaving('b')]),
    ...['caf', 'a', 'b', 'c'].map(of => signAvenant('m-2', of, '2023-01-10'))
  )
  expect(isPending(state, 'm-2', '2023-02-01')).toBe(true)
  const left = given.from(state).when(signAvenant('m-2', 'd', '2023-01-20'))
  expect(['2023-01-19', '2023-01-20'].map(on => partiesOn(left.state, on))).toEqual([
    'a b c caf d',
    'a c caf d'
  ])
  const next = [
    signal('m-3', '2023-03-01', [leaving('a')]),
    ...['caf', 'a', 'c'].map(of => signAvenant('m-3', of, '2023-03-10'))
  ].reduce((known, command) => given.from(known).when(command).state, left.state)
  expect(given.from(next).when(signAvenant('m-3', 'b', '2023-03-11')).refusals).toMatchObject([
    {
      code: 'not-partie',
      path: 'data.partie',
      sentence: "n'est pas partie à la convention le 11/03/2023 : la commune (VILLE b)"
    }
  ])
  const { state: last } = given.from(next).when(signAvenant('m-3', 'd', '2023-03-12'))
  expect(partiesOn(last, '2023-03-12')).toBe('c caf d')
})

test('M21 the leaver signs, but where the model lets her go unsigned', () => {
  const commands = [
    ...five,
    signal('m-1', '2023-01-05', [leaving('b')]),
    ...['caf', 'a', 'c'].map(of => signAvenant('m-1', of, '2023-01-10'))
  ]
  expect(partiesOn(given(...commands).state, '2023-02-01')).toBe('a b c caf')
  expect(partiesOn(givenUnder(ctgWith({ leaverSigns: false }))(...commands).state, '2023-02-01')).toBe(
    'a c caf'
  )
})

test('M21 an avenant that waits for one who leaves takes effect when she has left', () => {
  const waiting = given(
    ...five,
    signal('m-1', '2023-01-05', [joining('d')]),
    ...['caf', 'a', 'c', 'd'].map(of => signAvenant('m-1', of, '2023-01-10'))
  )
  const { state } = waiting.when(notice('b', '2023-01-20'))
  // Three months from the receipt: her last day is 20/04.
  expect(['2023-04-20', '2023-04-21'].map(on => partiesOn(state, on))).toEqual(['a b c caf', 'a c caf d'])
  expect(isPending(state, 'm-1', '2023-04-21')).toBe(false)
})

test('M19 the notice of one ends her own part, and the convention goes on; the last one beneath the minimum ends it', () => {
  const first = given(...five).when(notice('b', '2022-01-10'))
  expect(['2022-04-10', '2022-04-11'].map(on => partiesOn(first.state, on))).toEqual(['a b c caf', 'a c caf'])
  expect(statusOn(first.state, '2024-12-31')).toBe('en-vigueur')
  expect(valueOn(first.state, 'adhesion', 'b', '2022-04-11')).toMatchObject({ status: 'preavis' })
  const second = given.from(first.state).when(notice('c', '2023-01-10'))
  expect(['2023-04-10', '2023-04-11'].map(on => statusOn(second.state, on))).toEqual([
    'en-vigueur',
    'terminee'
  ])
  expect(effetOn(second.state, '2023-04-11')).toMatchObject({
    cause: 'preavis',
    computation:
      "préavis donné par la commune (VILLE c), envoyé le 10/01/2023, reçu le 10/01/2023 (la réception compte) ; dernier jour en vigueur : 10/01/2023 + 3 mois = 10/04/2023 ; il n'en resterait que 1 au lieu de 2 au moins : la commune (CTG, article 1)"
  })
  // Those who remain have given no notice: the end is the convention's, not theirs.
  expect(partiesOn(second.state, '2023-04-11')).toBe('a c caf')
})

test('M19 the notice of a party whose role ends all ends the convention', () => {
  const { state } = given(...five).when(notice('caf', '2022-01-10'))
  expect(statusOn(state, '2022-04-11')).toBe('terminee')
})

test('M19 a convention does not go on with one party alone', () => {
  const { state } = givenUnder(ctgWith({ min: 0 }))(...signed('a')).when(notice('a', '2022-01-10'))
  expect(effetOn(state, '2022-04-11')).toMatchObject({ status: 'terminee', cause: 'preavis' })
})

test('P1 who leaves beneath the minimum, or joins above the maximum, is refused with the day', () => {
  const two = given(
    ...signed('a', 'b'),
    signal('m-1', '2023-01-05', [leaving('b')]),
    ...['caf', 'a'].map(of => signAvenant('m-1', of, '2023-01-10'))
  )
  expect(two.when(signAvenant('m-1', 'b', '2023-01-12')).refusals).toMatchObject([
    {
      code: 'parties-too-few',
      facts: { count: 1, min: 2, on: '2023-01-12' },
      article: { source: 'CTG', article: '1' },
      sentence: "il n'y aurait que 1 partie le 12/01/2023 : la commune, 2 au moins"
    }
  ])
  const four = given(
    ...signed('a', 'b', 'c', 'd'),
    signal('m-1', '2023-01-05', [joining('e')]),
    ...['caf', 'a', 'b', 'c', 'd'].map(of => signAvenant('m-1', of, '2023-01-10'))
  )
  expect(four.when(signAvenant('m-1', 'e', '2023-01-12')).refusals).toMatchObject([
    {
      code: 'parties-too-many',
      facts: { count: 5, max: 4, on: '2023-01-12' },
      sentence: 'il y aurait 5 parties le 12/01/2023 : la commune, 4 au plus'
    }
  ])
})

test('P1 who is party does not join again, who is not does not leave, and a role that knows neither has neither', () => {
  const { when } = given(...five)
  expect(when(signal('m-1', '2022-05-01', [joining('a')])).codes).toEqual(['already-partie'])
  expect(when(signal('m-1', '2022-05-01', [leaving('x')])).codes).toEqual(['unknown-partie'])
  expect(when(signal('m-1', '2022-05-01', [leaving('caf')])).codes).toEqual(['partie-cannot-leave'])
  expect(
    when(signal('m-1', '2022-05-01', [{ kind: 'join-partie', partie: partie('caf-2', 'caf') }])).codes
  ).toEqual(['partie-cannot-join'])
  expect(
    when(signal('m-1', '2022-05-01', [{ kind: 'join-partie', partie: partie('x', 'region') }])).codes
  ).toEqual(['unknown-partie'])
  expect(
    when(signal('m-1', '2022-05-01', [{ kind: 'amend-partie', partie: partie('a', 'caf') }])).codes
  ).toEqual(['partie-role'])
  expect(when(signal('m-1', '2022-05-01', [joining('d'), leaving('d')])).codes).toContain('said-twice')
})

test('G2 G18 a late join, corrected to another day, and withdrawn: who is party follows, and the rest with it', () => {
  const late = [
    signal('m-1', '2022-05-01', [joining('d')], '2022-01-01'),
    ...['caf', 'a', 'b', 'c', 'd'].map(of => signAvenant('m-1', of, '2022-05-10'))
  ]
  const { state, when } = given(...five, ...late)
  expect(['2021-12-31', '2022-01-01'].map(on => partiesOn(state, on))).toEqual(['a b c caf', 'a b c caf d'])
  const corrected = when(
    correct(five.length, signal('m-1', '2022-05-01', [joining('d')], '2022-03-01'))
  ).state
  expect(['2022-02-28', '2022-03-01'].map(on => partiesOn(corrected, on))).toEqual([
    'a b c caf',
    'a b c caf d'
  ])
  const last = five.length + late.length - 1
  const withdrawn = when(correct(last, null)).state
  expect(partiesOn(withdrawn, '2023-01-01')).toBe('a b c caf')
  expect(isPending(withdrawn, 'm-1', '2023-01-01')).toBe(true)
})

test('G17 an avenant signed by all is open again when it is told later that one more was party by then', () => {
  const other = [
    signal('m-2', '2022-07-01', [leaving('c')]),
    ...['caf', 'a', 'b', 'c'].map(of => signAvenant('m-2', of, '2022-07-10'))
  ]
  const { state, when } = given(...five, ...other, ...joined)
  expect(partiesOn(state, '2022-08-01')).toBe('a b caf')
  const told = when(signAvenant('m-1', 'd', '2022-05-20')).state
  expect(partiesOn(told, '2022-08-01')).toBe('a b c caf d')
  expect(isPending(told, 'm-2', '2022-08-01')).toBe(true)
  const all = given.from(told).when(signAvenant('m-2', 'd', '2022-09-01')).state
  expect(partiesOn(all, '2022-09-01')).toBe('a b caf d')
})

test('M19 who has left gives no notice, and one that comes again gives another', () => {
  const left = given(...five, notice('b', '2022-01-10'))
  expect(left.when(notice('b', '2022-05-01')).codes).toContain('not-partie')
  const again = [
    signal('m-1', '2022-06-01', [{ kind: 'join-partie', partie: town('b') }]),
    ...['caf', 'a', 'c', 'b'].map(of => signAvenant('m-1', of, '2022-06-10'))
  ].reduce((known, command) => {
    const { state, codes } = given.from(known).when(command)
    expect(codes).toEqual([])
    return state
  }, left.state)
  expect(partiesOn(again, '2022-06-10')).toBe('a b c caf')
  const { state } = given.from(again).when(notice('b', '2023-01-10'))
  expect(['2022-05-01', '2023-04-10', '2023-04-11'].map(on => partiesOn(state, on))).toEqual([
    'a c caf',
    'a b c caf',
    'a c caf'
  ])
})

test('G18 amending who has left returns nobody', () => {
  const { when } = given(...five, notice('b', '2022-01-10'))
  expect(when(signal('m-1', '2022-05-01', [{ kind: 'amend-partie', partie: town('b') }])).codes).toEqual([
    'not-partie'
  ])
})
