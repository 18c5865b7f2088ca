import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { attribute, edit, given, list, psuDrafted } from '../../test/convention-commands'
import { anyPeriod } from '../../test/dates'
import { decode, NonBlank, personal, struct } from '../codec'
import { conventionAggregate, conventionEvents } from '../convention'
import { DateCivile } from '../time'
import { factOf, type Move } from './move'
import { gathered, movesCodec } from './written-moves'

const codec = movesCodec({
  nom: { value: personal(NonBlank) },
  rang: { value: NonBlank },
  presence: { value: struct('Présence', {}) },
  signature: { value: struct('Signature', { on: DateCivile }) }
})
const read = decode(codec)
const textOf = (moves: ReadonlyArray<Move>): string => JSON.stringify(codec.encode(moves))

const since = { from: '2018-01-01', to: null }
const rangs = (...numbers: ReadonlyArray<number>) => ({
  ...since,
  ids: numbers.map(number => `e-1/p-${number}`),
  lines: {
    presence: { value: {} },
    rang: { at: [3, 'says', 'changes', numbers.length === 1 ? numbers[0] : numbers, 'rang'] }
  }
})

const somePointer: fc.Arbitrary<Pick<Move, 'at'>> = fc
  .tuple(
    fc.constantFrom(0, 1, 7),
    fc.constantFrom('says', 'changes'),
    fc.array(fc.oneof(fc.constantFrom('personne', '0'), fc.nat(3)), { maxLength: 3 })
  )
  .map(([revision, first, more]) => ({ at: [revision, first, ...more] }))

const aMove: fc.Arbitrary<Move> = fc
  .tuple(
    // Ids that a program could take for something else than a text are ids as others are.
    fc.constantFrom('', '7', '12', 'e-1', 'e-1/p-1', '__proto__', 'constructor'),
    fc.oneof(fc.constant({ from: null, to: null }), fc.constant(since), anyPeriod),
    fc.oneof(
      fc.tuple(
        fc.constantFrom('nom', 'rang', 'presence', 'signature'),
        fc.oneof(somePointer, fc.constant({ value: null }))
      ),
      fc.constantFrom(
        ['presence', { value: {} }] as const,
        ['rang', { value: 'titulaire' }] as const,
        ['signature', { value: { on: '2017-02-23' } }] as const
      )
    )
  )
  .map(([id, period, [kind, said]]) => ({ kind, id, period: { ...period }, ...said }) as Move)

const anyMoves = fc.array(aMove, { maxLength: 12 })

/** What a program that knows the rule alone makes of the JSON: each id with each line, numbers of lists by their places. */
const taken = (text: string): ReadonlyArray<unknown> => {
  const groups: ReadonlyArray<{
    readonly from: unknown
    readonly to: unknown
    readonly ids: ReadonlyArray<string>
    readonly lines: Readonly<
      Record<string, { readonly value?: unknown; readonly at?: ReadonlyArray<unknown> }>
    >
  }> = JSON.parse(text)
  return groups.flatMap(({ from, to, ids, lines }) =>
    ids.flatMap((id, i) =>
      Object.entries(lines).map(([kind, { value, at }]) => ({
        kind,
        id,
        period: { from, to },
        ...(at === undefined ? { value } : { at: at.map(key => (Array.isArray(key) ? key[i] : key)) })
      }))
    )
  )
}

test('G9 any list of moves comes back as it was, in its order, also to a program that knows one rule', () => {
  fc.assert(
    fc.property(fc.oneof(anyMoves, anyMoves.map(gathered)), moves => {
      const text = textOf(moves)
      expect(read(JSON.parse(text))).toStrictEqual(E.right(moves))
      expect(taken(text)).toStrictEqual(moves)
      expect(codec.is(moves)).toBe(true)
    }),
    { numRuns: 600 }
  )
})

/** Something small is changed somewhere: a list is cut, a number is made a list, a group is said twice. */
const changed = (groups: unknown, throws: ReadonlyArray<number>): unknown => {
  const [where = 0, how = 0] = throws
  const all = JSON.parse(JSON.stringify(groups))
  if (all.length === 0) return all
  const group = all[where % all.length]
  const { from, to, ids, lines } = group
  const cut = where % (ids.length + 1)
  const kept = (part: (list: ReadonlyArray<unknown>) => ReadonlyArray<unknown>) => ({
    from,
    to,
    ids: part(ids),
    lines: Object.fromEntries(
      Object.entries<{ at?: ReadonlyArray<unknown> }>(lines).map(([kind, line]) => [
        kind,
        line.at === undefined
          ? line
          : {
              at: line.at.map(key => {
                if (!Array.isArray(key)) return key
                const some = part(key)
                return new Set(some).size === 1 && how % 2 === 0 ? some[0] : some
              })
            }
      ])
    )
  })
  const i = all.indexOf(group)
  switch (how % 7) {
    case 0:
    case 1:
      return all.toSpliced(
        i,
        1,
        kept(list => list.slice(0, cut)),
        kept(list => list.slice(cut))
      )
    case 2:
      return all.toSpliced(i, 0, group)
    case 3: {
      const [kind = '', ...others] = Object.keys(lines)
      const { [kind]: first, ...rest } = lines
      return others.length === 0
        ? all.toReversed()
        : all.toSpliced(i, 1, { ...group, lines: { [kind]: first } }, { ...group, lines: rest })
    }
    case 4:
      return JSON.parse(JSON.stringify(all).replace(/"at":\[(\d+)/, '"at":[[$1,$1]'))
    case 5:
      return JSON.parse(JSON.stringify(all).replace(/"ids":\[[^,\]]+,?/, '"ids":['))
    default:
      return all.toReversed()
  }
}

test('G9 what is read is written as the same JSON: a list of moves has one spelling', () => {
  const counts = { read: 0, refused: 0 }
  fc.assert(
    fc.property(
      anyMoves.map(gathered),
      fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
      (moves, throws) => {
        const form = changed(codec.encode(moves), throws)
        const found = read(form)
        counts[E.isRight(found) ? 'read' : 'refused'] += 1
        if (E.isRight(found)) expect(textOf(found.right)).toBe(JSON.stringify(form))
        else
          for (const { path, message } of found.left) expect(`${path} ${message}`).toMatch(/^\[\d+\]\S* \S/)
      }
    ),
    { numRuns: 1200 }
  )
  expect(counts.read).toBeGreaterThan(100)
  expect(counts.refused).toBeGreaterThan(100)
})

test.each([
  ['two groups that are one', [rangs(0, 1), rangs(2, 5)], '[1]'],
  ['two groups of one id each', [rangs(0), rangs(1)], '[1]'],
  [
    'two lines of one id, apart',
    [
      { ...since, ids: ['e-1'], lines: { presence: { value: {} } } },
      { ...since, ids: ['e-1'], lines: { rang: { value: 'titulaire' } } }
    ],
    '[1]'
  ],
  [
    'a list for one id',
    [{ ...rangs(0), lines: { rang: { at: [3, 'says', 'changes', [0], 'rang'] } } }],
    '[0].lines.rang.at[3]'
  ],
  [
    'a list of equal numbers',
    [{ ...rangs(0, 1), lines: { rang: { at: [[3, 3], 'says', 'changes', [0, 1], 'rang'] } } }],
    '[0].lines.rang.at[0]'
  ],
  [
    'a number too few',
    [{ ...rangs(0, 1, 2), lines: { rang: { at: [3, 'says', 'changes', [0, 1], 'rang'] } } }],
    '[0].lines.rang.at[3]'
  ],
  [
    'an empty list',
    [{ ...rangs(0, 1), lines: { rang: { at: [3, 'says', 'changes', [], 'rang'] } } }],
    '[0].lines.rang.at[3]'
  ],
  ['no id', [{ ...since, ids: [], lines: { presence: { value: {} } } }], '[0].ids'],
  ['no line', [{ ...since, ids: ['e-1'], lines: {} }], '[0].lines'],
  ['neither value nor pointer', [{ ...since, ids: ['e-1'], lines: { rang: {} } }], '[0].lines.rang'],
  [
    'a value and a pointer',
    [{ ...since, ids: ['e-1'], lines: { rang: { value: 'titulaire', at: [0, 'says'] } } }],
    '[0].lines.rang'
  ],
  [
    'a pointer without a revision',
    [{ ...since, ids: ['e-1'], lines: { rang: { at: ['says'] } } }],
    '[0].lines.rang.at'
  ],
  ['a pointer to nothing', [{ ...since, ids: ['e-1'], lines: { rang: { at: [] } } }], '[0].lines.rang.at'],
  [
    'a pointer to −0',
    [{ ...since, ids: ['e-1'], lines: { rang: { at: [-0, 'says'] } } }],
    '[0].lines.rang.at'
  ],
  [
    'a pointer without end',
    [{ ...since, ids: ['e-1'], lines: { rang: { at: [0, ...Array(16).fill('says')] } } }],
    '[0].lines.rang.at'
  ],
  ['an unknown kind', [{ ...since, ids: ['e-1'], lines: { autre: { value: {} } } }], '[0].lines.autre'],
  [
    'a value of another kind',
    [{ ...since, ids: ['e-1'], lines: { signature: { value: {} } } }],
    '[0].lines.signature.value.on'
  ],
  ['a date that is none', [{ ...rangs(0), from: '2018-02-30' }], '[0].from'],
  ['a move by itself', [{ kind: 'rang', id: 'e-1', period: since, value: null }], '[0].ids'],
  ['no list', { ids: [] }, '']
])('G9 G15 %s is refused, at its path', (_, form, path) => {
  const found = read(form)
  expect(E.isLeft(found) ? found.left.map(fault => fault.path) : found).toContain(path)
})

test('G15 whatever is read, nothing throws', () => {
  const hostile = fc.oneof(
    fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
    fc.array(
      fc.record(
        {
          from: fc.oneof(fc.constant(null), fc.anything()),
          to: fc.constant(null),
          ids: fc.oneof(fc.array(fc.constantFrom('', 'e-1', 'e-2')), fc.anything()),
          lines: fc.dictionary(
            fc.constantFrom('rang', 'presence', '__proto__'),
            fc.record(
              {
                value: fc.constant(null),
                at: fc.array(fc.oneof(fc.nat(2), fc.array(fc.nat(2)), fc.anything()))
              },
              { requiredKeys: [] }
            )
          )
        },
        { requiredKeys: ['from', 'to', 'ids', 'lines'] }
      )
    )
  )
  fc.assert(
    fc.property(hostile, form => {
      const found = read(form)
      if (E.isRight(found)) expect(read(JSON.parse(textOf(found.right)))).toStrictEqual(found)
      codec.is(form)
    }),
    { numRuns: 600 }
  )
})

test('G9 a move of no kind that the aggregate has is not lost among others: it is written as what nothing reads', () => {
  const moves: ReadonlyArray<Move> = [
    { kind: 'presence', id: 'e-1', period: { from: null, to: null }, value: {} },
    { kind: 'rang-de-demain', id: 'e-1', period: { from: null, to: null }, value: {} }
  ]
  expect(codec.is(moves)).toBe(false)
  expect(read(codec.encode(moves))).toMatchObject(E.left([{ path: '[1].lines' }]))
})

/** What an event may hold: on one period, one move of a line. */
const eventMoves = fc.uniqueArray(aMove, {
  maxLength: 12,
  selector: ({ kind, id, period }) => JSON.stringify([kind, id, period.from, period.to])
})

test('G2 gathered moves are the same moves, the first of each sort in their order, and no two groups are alike', () => {
  const keyOf = (move: Move): string => JSON.stringify(move)
  fc.assert(
    fc.property(eventMoves, moves => {
      const lines = gathered(moves)
      expect(lines.map(keyOf).sort()).toEqual(moves.map(keyOf).sort())
      expect(lines[0]?.id).toBe(moves[0]?.id)
      expect(gathered(lines)).toStrictEqual(lines)
      const groups: ReadonlyArray<{ readonly ids: unknown }> = JSON.parse(textOf(lines))
      const alike = groups.map(group =>
        JSON.stringify({ ...group, ids: null }).replace(/(?<=[[,])(?:\d+|\[[\d,]+\])(?=[,\]])/g, '0')
      )
      expect(new Set(alike).size).toBe(groups.length)
    }),
    { numRuns: 400 }
  )
})

test('G10 an act of hundreds of lines says each of their names once, and each line points to where it was said', () => {
  const etablissements = Array.from({ length: 20 }, (_, n) => `e-${10 + n}`)
  const changes = etablissements.flatMap(e => [
    list(e, { numeroSias: `2015100${e.slice(2)}` }),
    attribute('p-1', 'activite', e),
    attribute('p-2', 'activite', e)
  ])
  const [event] = given(...psuDrafted).when(edit(...changes)).events
  if (event?.type !== 'AnnexesEdited') throw new Error('nothing was recorded')
  const written = JSON.stringify(conventionEvents.AnnexesEdited.data.encode(event.data))
  const { moves } = JSON.parse(written)
  expect(moves).toHaveLength(2)
  for (const e of etablissements)
    for (const p of ['p-1', 'p-2']) expect(written.split(`"${e}/activite/${p}"`)).toHaveLength(2)
  const facts = event.data.moves.map(factOf(conventionAggregate.kinds, () => event.data))
  expect(facts).toHaveLength(20 * 2 * 3)
  expect(facts.filter(({ value }) => value === null)).toEqual([])
})
