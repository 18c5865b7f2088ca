/** Who is party where a version is adopted that knows other parties (G11, P1, M19, M21). */
import { correct } from '../../test/convention-commands'
import { idsOf, statusOn, valueOn } from '../../test/convention-lines'
import {
  ctg,
  ctgWith,
  joining,
  leaving,
  notice,
  partie,
  signAvenant,
  signal,
  signed
} from '../../test/ctg-commands'
import { type ConventionModel, defineModel } from '../model'
import { specification } from '../testing'
import { type ConventionState, conventionDecider } from '.'

const [caf, commune] = ctg.parties.roles

/** The second version, its parties otherwise. */
const second = (of: object, ...more: ReadonlyArray<object>): ConventionModel =>
  defineModel({
    ...ctg,
    version: 2,
    parties: { ...ctg.parties, roles: [caf, { ...commune, ...of }, ...more] }
  } as never)

const fixed = { joins: false, leaves: false, noticeEnds: 'all' }
const under = (...models: ReadonlyArray<ConventionModel>) => specification(conventionDecider(models))

const adopting = { kind: 'adopt-model', model: { id: 'ctg', version: 2 } }
const avenant = (
  changes: ReadonlyArray<unknown>,
  on: string,
  {
    id = 'm-1',
    by = ['caf', 'a', 'b', 'c']
  }: { readonly id?: string; readonly by?: ReadonlyArray<string> } = {}
) => [signal(id, on, changes), ...by.map(of => signAvenant(id, of, on))]

const partiesOn = (state: ConventionState, on: string): string =>
  idsOf(state, 'partie')
    .filter(id => valueOn(state, 'partie', id, on) !== null)
    .join(' ')
const parties = (state: ConventionState, ...days: ReadonlyArray<string>) =>
  days.map(on => partiesOn(state, on))

test('G11 M21 where nobody could come or go, a commune joins once the version that lets her is adopted', () => {
  const { given } = under(ctgWith(fixed), second({}))
  const adopted = given(...signed('a', 'b'), ...avenant([adopting], '2021-06-01', { by: ['caf', 'a', 'b'] }))
  const asked = (on: string) => adopted.when(signal('m-2', on, [joining('d')])).codes
  expect([asked('2021-05-31'), asked('2021-06-01')]).toEqual([['partie-cannot-join'], []])
  const joined = given.from(
    avenant([joining('d')], '2021-07-01', { id: 'm-2', by: ['caf', 'a', 'b', 'd'] }).reduce(
      (state, one) => given.from(state).when(one).state,
      adopted.state
    )
  )
  expect(parties(joined.state, '2020-02-01', '2021-06-30', '2021-07-01')).toEqual([
    'a b caf',
    'a b caf',
    'a b caf d'
  ])
  // One who was there from the draft on leaves as one who joined.
  const left = avenant([leaving('a')], '2022-01-01', { id: 'm-3', by: ['caf', 'a', 'b', 'd'] }).reduce(
    (state, one) => given.from(state).when(one).state,
    joined.state
  )
  expect(parties(left, '2020-02-01', '2021-12-31', '2022-01-01')).toEqual(['a b caf', 'a b caf d', 'b caf d'])
  // Laid from the start, it is what was recorded.
  expect(conventionDecider([ctgWith(fixed), second({})]).drift?.(left)).toEqual([])
  // Without the adoption she could not have joined.
  expect(joined.when(correct(7, null)).refusals).toMatchObject([
    { code: 'rests-upon', facts: { revision: 8, because: { code: 'partie-cannot-join' } } }
  ])
})

test('G11 M21 who joins by the avenant that adopts the version signs it', () => {
  const { given } = under(ctgWith(fixed), second({}))
  const asked = given(
    ...signed('a', 'b'),
    ...avenant([adopting, joining('d')], '2021-06-01', { by: ['caf', 'a', 'b'] })
  )
  expect(valueOn(asked.state, 'model', '', '2021-06-02')).toMatchObject({ version: 1 })
  const { state } = asked.when(signAvenant('m-1', 'd', '2021-06-03'))
  expect(parties(state, '2021-06-02', '2021-06-03')).toEqual(['a b caf', 'a b caf d'])
  expect(['2021-06-02', '2021-06-03'].map(on => valueOn(state, 'model', '', on))).toMatchObject([
    { version: 1 },
    { version: 2 }
  ])
})

test('G11 P1 too many parties, or too few, refuse a version as soon as it is asked for; who has left is no longer counted', () => {
  for (const [of, code] of [
    [{ min: 1, max: 2 }, 'parties-too-many'],
    [{ min: 4, max: 6 }, 'parties-too-few']
  ] as const) {
    const { given } = under(ctg, second(of))
    expect(
      given(...signed('a', 'b', 'c')).when(signal('m-1', '2021-06-01', [adopting])).refusals
    ).toMatchObject([
      { code, path: 'data.changes[0]', facts: { count: 3, on: '2021-06-01' }, article: { article: '1' } }
    ])
  }
  const { given } = under(ctg, second({ min: 1, max: 2 }))
  const two = given(...signed('a', 'b', 'c'), ...avenant([leaving('c')], '2021-01-05'))
  expect(two.when(signal('m-2', '2021-06-01', [adopting])).codes).toEqual([])
  // In one avenant with the departure it is two on the day, and a third who joins then is one too many.
  const both = [signal('m-1', '2021-06-01', [adopting, leaving('c')])]
  expect(given(...signed('a', 'b', 'c')).when(both[0] as never).codes).toEqual([])
  const adopted = given.from(
    avenant([adopting], '2021-06-01', { id: 'm-2', by: ['caf', 'a', 'b'] }).reduce(
      (state, one) => given.from(state).when(one).state,
      two.state
    )
  )
  const joining4 = avenant([joining('d')], '2022-01-05', { id: 'm-3', by: ['caf', 'a', 'b', 'd'] })
  const almost = joining4
    .slice(0, -1)
    .reduce((state, one) => given.from(state).when(one).state, adopted.state)
  expect(given.from(almost).when(joining4.at(-1) as never).refusals).toMatchObject([
    { code: 'parties-too-many', facts: { count: 3, max: 2, on: '2022-01-05' } }
  ])
})

test('G11 P1 a version without the role of a party is refused while she is one, and not once she has left', () => {
  const observer = {
    id: 'observateur',
    label: 'l’observateur',
    acteur: 'partenaire',
    min: 0,
    max: 1,
    joins: true,
    leaves: true
  }
  const first = defineModel({ ...ctg, parties: { ...ctg.parties, roles: [caf, commune, observer] } } as never)
  const { given } = under(first, second({}))
  const join = { kind: 'join-partie', partie: partie('o', 'observateur') }
  const joined = given(
    ...signed('a', 'b', 'c'),
    ...avenant([join], '2021-01-05', { by: ['caf', 'a', 'b', 'c', 'o'] })
  )
  expect(joined.when(signal('m-2', '2021-06-01', [adopting])).refusals).toMatchObject([
    {
      code: 'version-without',
      path: 'data.changes[0]',
      facts: { on: '2021-06-01', because: { code: 'partie-not-provided', facts: { partie: 'o' } } }
    }
  ])
  // She may leave by the same avenant, or have left before it.
  const both = given.from(
    avenant([adopting, leaving('o')], '2021-06-01', { id: 'm-4', by: ['caf', 'a', 'b', 'c', 'o'] }).reduce(
      (state, one) => given.from(state).when(one).state,
      joined.state
    )
  )
  expect(parties(both.state, '2021-05-31', '2021-06-01')).toEqual(['a b c caf o', 'a b c caf'])
  expect(valueOn(both.state, 'model', '', '2021-06-01')).toMatchObject({ version: 2 })
  const left = avenant([leaving('o')], '2021-03-01', { id: 'm-3', by: ['caf', 'a', 'b', 'c', 'o'] }).reduce(
    (state, one) => given.from(state).when(one).state,
    joined.state
  )
  expect(given.from(left).when(signal('m-2', '2021-06-01', [adopting])).codes).toEqual([])
})

test('M19 whether a notice ends her own part is a matter of the version of the day that counts', () => {
  const { given } = under(ctgWith({ noticeEnds: 'all' }), second({ noticeEnds: 'own-part' }))
  const adopted = given(...signed('a', 'b', 'c'), ...avenant([adopting], '2021-06-01'))
  const [before, after] = ['2021-05-31', '2021-06-01'].map(on => adopted.when(notice('b', on)).state)
  expect(statusOn(before as ConventionState, '2021-09-01')).toBe('terminee')
  expect(statusOn(after as ConventionState, '2021-09-02')).toBe('en-vigueur')
  expect(parties(after as ConventionState, '2021-09-01', '2021-09-02')).toEqual(['a b c caf', 'a c caf'])
})
