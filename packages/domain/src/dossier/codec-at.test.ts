import * as t from 'io-ts'
import { attribute, edit, given, list, psuDrafted, psuSigned, signal } from '../../test/convention-commands'
import { NonBlank, nullable, personal, struct, tagged } from '../codec'
import { conventionAggregate } from '../convention'
import { always } from '../time/period'
import { isReadBy } from './codec-at'
import { factOf, type Move, readEvent, valueIn } from './move'

const Named = struct('Named', { nom: personal(NonBlank) })
const Other = struct('Other', { nom: personal(NonBlank) })
const Says = struct('Says', {
  one: nullable(Named),
  changes: t.readonlyArray(
    tagged('Change', 'kind', {
      name: struct('name', { kind: t.literal('name'), value: Named }),
      other: struct('other', { kind: t.literal('other'), value: Other })
    })
  )
})
const nom = { nom: 'A' }
const says = {
  one: nom,
  changes: [
    { kind: 'name', value: nom },
    { kind: 'other', value: nom }
  ]
}

test.each<[ReadonlyArray<string | number>, t.Mixed, boolean]>([
  [['one'], Named, true],
  [['one', 'nom'], NonBlank, true],
  [['changes', 0, 'value'], Named, true],
  [['changes', 1, 'value'], Named, false],
  [['changes', 1, 'value'], Other, true],
  [['changes', 2, 'value'], Named, false],
  [['changes', 0, 'kind'], Named, false],
  [['changes', 'length'], Named, false],
  [['toString'], Named, false],
  [[], Named, false],
  [[], Says, true]
])('G15 what stands under %j is told by the codec that read it: %#', (path, wanted, expected) => {
  expect(isReadBy(Says, wanted)(says, path)).toBe(expected)
})

/** A draft names parties and persons; annexes name establishments. */
const events = [
  ...psuDrafted.slice(0, 1).map(draft => given().when(draft).events),
  given(...psuDrafted).when(edit(list('e-7'), attribute('p-1', 'activite', 'e-7'))).events,
  given(...psuSigned).when(signal('m-7', '2018-03-01', [list('e-7'), attribute('p-1', 'activite', 'e-7')]))
    .events
].flat()

test('G15 what an act says and points to was read as its kind, and is not asked again', () => {
  const pointed = events.flatMap(event =>
    event.data.moves.flatMap(({ kind, at }) => (at === undefined ? [] : [{ event, kind, at }]))
  )
  expect(pointed.length).toBeGreaterThan(2)
  for (const { event, kind, at } of pointed) {
    const read = readEvent(conventionAggregate.acts, at[0], event.type)
    const value = new Map(Object.entries<{ readonly value: t.Mixed }>(conventionAggregate.kinds)).get(
      kind
    )?.value
    if (read === null || value === undefined) throw new Error(`${kind} is of no act`)
    expect([kind, isReadBy(read.says, value)(event.data.says, at.slice(2))]).toEqual([kind, true])
  }
})

test('G15 a pointer to what was read as another kind counts for nothing, whatever else was read', () => {
  const [event] = events
  if (event === undefined) throw new Error('nothing was recorded')
  const moves = event.data.moves.filter(({ at }) => at !== undefined)
  const revision = moves[0]?.at?.[0] ?? 0
  const fact = factOf(
    conventionAggregate.kinds,
    () => event.data,
    readEvent(conventionAggregate.acts, revision, event.type)
  )
  const kinds = new Set(moves.map(({ kind }) => kind))
  expect(kinds.size).toBeGreaterThan(1)
  for (const { at, kind } of moves)
    for (const other of ['personne', ...kinds]) {
      const move: Move = { kind: other, id: 'x', period: always, ...(at === undefined ? {} : { at }) }
      expect([other, fact(move).value]).toEqual([
        other,
        other === kind ? valueIn(event.data, at?.slice(1) ?? []) : null
      ])
    }
})
