import * as fc from 'fast-check'
import {
  agreeNonRespect,
  amend,
  amendEtablissement,
  amendFiche,
  attribute,
  changeRang,
  delist,
  derogation,
  given,
  list,
  modelOf,
  partie,
  psuSigned,
  receive,
  signAvenant,
  signal,
  terminate,
  withdraw
} from '../../test/convention-commands'
import { holdersOn, linesOf, listedOn, statusOn, valueOn } from '../../test/convention-lines'
import type { ConventionCommand, ConventionState } from '.'

type Change = { readonly kind: string }

const ordersOf = <A>(items: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, i) => ordersOf(items.toSpliced(i, 1)).map(others => [item, ...others]))

test('G17 three forms for one role, recorded in any of the six orders', () => {
  const forms = [
    ['m-a', '2018-05-01', 'suppleant'],
    ['m-b', '2018-03-01', 'suppleant'],
    ['m-c', '2018-04-01', 'titulaire']
  ] as const
  const signals = forms.map(([id, , rang]) =>
    signal(id, '2018-02-01', [attribute('p-3', 'activite', 'e-1', { rang })])
  )
  for (const order of ordersOf(forms)) {
    const { state } = given(...psuSigned, ...signals, ...order.map(([id, on]) => receive(id, on)))
    expect(
      ['2018-02-28', '2018-03-01', '2018-03-31', '2018-04-01', '2018-04-30', '2018-05-01'].map(on => [
        holdersOn(state, 'activite', 'e-1', on).length,
        valueOn(state, 'rang', 'e-1/activite/p-3', on)
      ])
    ).toEqual([
      // The first rang extends backwards: nobody has it there.
      [0, 'suppleant'],
      [1, 'suppleant'],
      [1, 'suppleant'],
      [1, 'titulaire'],
      [1, 'titulaire'],
      [1, 'suppleant']
    ])
  }
})

const days = [
  '2017-03-01',
  '2017-06-01',
  '2017-12-31',
  '2018-01-01',
  '2018-03-01',
  '2018-06-01',
  '2019-01-01',
  '2020-02-29'
]
const until = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom(...days.slice(2)).map(to => ({ to })) }
)
const person = fc.constantFrom('p-1', 'p-2', 'p-3', 'p-4')
const role = fc.constantFrom('activite', 'activite', 'approbateur')
const listed = fc.constantFrom('e-1', 'e-2')
const rang = fc.constantFrom('titulaire' as const, 'suppleant' as const)

const changes: fc.Arbitrary<ReadonlyArray<Change>> = fc.oneof(
  fc
    .tuple(person, role, listed, rang, until)
    .map(([p, r, e, rang, to]) => [attribute(p, r, e, { rang, ...to })]),
  fc.tuple(person, role, listed, until).map(([p, r, e, to]) => [withdraw(p, r, e, to)]),
  fc.tuple(person, role, listed, rang, until).map(([p, r, e, rang, to]) => [changeRang(p, r, rang, e, to)]),
  fc
    .tuple(fc.constantFrom('201500002', '201500003'), until)
    .map(([numeroSias, to]) => [list('e-3', { numeroSias }, to), attribute('p-1', 'approbateur', 'e-3', to)]),
  fc.tuple(fc.constantFrom('e-2', 'e-3'), until).map(([e, to]) => [delist(e, to)]),
  until.map(to => [list('e-2', { nom: 'DE RETOUR' }, to), attribute('p-3', 'approbateur', 'e-2', to)]),
  fc
    .tuple(listed, fc.constantFrom('LES LILAS', 'LES OISEAUX'), until)
    .map(([e, nom, to]) => [amendEtablissement(e, { nom }, to)]),
  fc.tuple(person, until).map(([p, to]) => [amend(partie('caf', p), to)]),
  fc.tuple(person, until).map(([representantLegal, to]) => [amendFiche({ representantLegal }, to)])
)

/** What is recorded together, of one effective date: an avenant, from its signalling to its last signature, or an act. */
type Told = ReadonlyArray<ConventionCommand>
const told: fc.Arbitrary<(on: string, n: number) => Told> = fc.oneof(
  {
    weight: 9,
    arbitrary: changes.map(asked => (on: string, n: number) => [
      signal(`m-${n}`, on, asked),
      signAvenant(`m-${n}`, 'gestionnaire', on),
      signAvenant(`m-${n}`, 'caf', on)
    ])
  },
  { weight: 1, arbitrary: listed.map(e => (on: string) => [agreeNonRespect(on, [e])]) },
  {
    weight: 1,
    arbitrary: listed.map(e => (agreedOn: string, n: number) => [
      derogation('2020-06-01', { derogationId: `d-${n}`, etablissementIds: [e], agreedOn })
    ])
  },
  { weight: 1, arbitrary: fc.constant((on: string) => [terminate(on)]) }
)

const histories = fc
  .tuple(
    fc.shuffledSubarray(days, { minLength: 2, maxLength: 4 }),
    fc.array(told, { minLength: 4, maxLength: 4 })
  )
  .map(([dates, acts]) => dates.map((on, n) => acts[n]?.(on, n) ?? []))

type Ended = { readonly state: ConventionState; readonly isWhole: boolean }

/** Where each order of recording ends; what is refused in it leaves no trace, and the others go on. */
const endsOf = (history: ReadonlyArray<Told>, { state, isWhole }: Ended): ReadonlyArray<Ended> =>
  history.length === 0
    ? [{ state, isWhole }]
    : history.flatMap((commands, i) => {
        let known: Ended = { state, isWhole }
        for (const command of commands) {
          const outcome = given.from(known.state).when(command)
          known = { state: outcome.state, isWhole: known.isWhole && outcome.codes.length === 0 }
        }
        return endsOf(history.toSpliced(i, 1), known)
      })

const kinds = [
  'AgreeNonRespect',
  'GrantDérogation',
  'SignAvenant',
  'TerminateConvention',
  'amend-etablissement',
  'amend-fiche',
  'amend-partie',
  'attribute-role',
  'change-rang',
  'delist-etablissement',
  'list-etablissement',
  'withdraw-role'
]

/** What no day may be: more holders than the cap, fewer than the minimum in force, one number for two. */
const brokenDays = (state: ConventionState): ReadonlyArray<unknown> =>
  ['2017-01-01', ...days, '2020-12-31'].flatMap(on => {
    const covered = listedOn(state, on)
    const numbers = covered.map(e => valueOn(state, 'etablissement', e, on)?.numeroSias)
    const isInForce = statusOn(state, on) === 'en-vigueur'
    const seats = modelOf(state).roles.flatMap(({ id, cap, min }) =>
      covered.flatMap(e => {
        const { length } = holdersOn(state, id, e, on)
        return (cap !== null && length > cap) || (isInForce && length < min)
          ? [{ on, role: id, e, length }]
          : []
      })
    )
    return new Set(numbers).size < numbers.length ? [...seats, { on, numbers }] : seats
  })

test('G17 over all orders of up to four acts, the lines are the same where every act is accepted; no order breaks a day', () => {
  const start = given(...psuSigned)
  const compared: Record<string, number> = {}
  let refused = 0
  fc.assert(
    fc.property(histories, history => {
      const ends = endsOf(history, { state: start.state, isWhole: true })
      const [first, ...others] = ends.filter(({ isWhole }) => isWhole)
      const partial = ends.filter(({ isWhole }) => !isWhole)
      refused += partial.length
      for (const { state } of first === undefined ? partial : [first, ...partial])
        expect(brokenDays(state)).toEqual([])
      if (first === undefined || others.length === 0) return
      const lines = linesOf(first.state)
      for (const { state } of others) expect(linesOf(state)).toEqual(lines)
      for (const { type, data } of history.flat())
        for (const kind of 'changes' in data ? data.changes.map(change => change.kind) : [type])
          compared[kind] = (compared[kind] ?? 0) + 1
    }),
    { numRuns: 80 }
  )
  // Every kind of act was compared; the signalling is one with the last signature.
  expect(Object.keys(compared).sort()).toEqual(kinds)
  expect(Object.values(compared).reduce((sum, n) => sum + n)).toBeGreaterThan(200)
  expect(refused).toBeGreaterThan(100)
})
