/**
 * How moves are written in the journal: what moved alike on the same days stands together, so that an act of hundreds of
 * lines says each of their names once. A reader takes each id with each line:
 *
 * `{ from, to, ids: ['e-1/activite/p-1', 'e-1/activite/p-2'],
 *    lines: { attribution: { value: {} }, rang: { at: [1, 'says', 'changes', [0, 3], 'rang'] } } }`
 *
 * is four moves. A list of moves is written in one way, and keeps its order.
 */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { coherent, type Incoherence, nullable, RewrittenType, struct, text } from '../codec'
import { DateCivile } from '../time/date-civile'
import { Period } from '../time/period'
import { sameValue } from '../timeline'
import { readLine } from '../written-text'
import type { Pointer } from './assertion'
import type { KindValues, Move } from './move'
import {
  isPointer,
  isSamePlace,
  pointerFaults,
  pointerOf,
  WrittenPointer,
  writtenPointer
} from './written-pointer'

/** What a line speaks of, within its kind: ids with `/` between them, a clause; nothing where the dossier has only one. */
const LineId = text('clé', input => (input === '' ? E.right(input) : readLine(input)))

type Line = { readonly value?: unknown; readonly at?: WrittenPointer }

/** The moves of each id on each line, on the same days. */
type WrittenGroup = Period & {
  readonly ids: ReadonlyArray<string>
  readonly lines: Readonly<Record<string, Line>>
}

/** The codec of the moves of an aggregate, from its table of kinds. */
export const movesCodec = (kinds: KindValues): t.Type<ReadonlyArray<Move>, unknown, unknown> =>
  new RewrittenType(t.readonlyArray(groupCodec(kinds), 'Mouvements'), {
    is: areMoves(kinds),
    read: written => {
      const groups = written.map(bundlesIn)
      const faults = groups.flatMap((group, i) => (isContinued(groups[i - 1], group) ? [apart(i)] : []))
      return faults.length > 0 ? E.left(faults) : E.right(groups.flat(2))
    },
    write: moves =>
      moves.every(({ kind }) => Object.hasOwn(kinds, kind))
        ? grouped(bundled(moves)).map(writtenGroup)
        : // A line of no kind is not written: each stands alone, so that reading refuses it and none is lost among others.
          moves.map(move => writtenGroup([[move]]))
  })

const groupCodec = (kinds: KindValues): t.Type<WrittenGroup, unknown, unknown> =>
  // The struct is that very shape; `lines` is made from the table.
  coherent(
    struct('Mouvement', {
      from: nullable(DateCivile),
      to: nullable(DateCivile),
      ids: t.readonlyArray(LineId),
      lines: struct(
        'Lignes',
        {},
        Object.fromEntries(
          Object.entries(kinds)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([kind, { value }]) => [kind, lineCodec(kind, value)])
        )
      )
    }) as unknown as t.Type<WrittenGroup, unknown, unknown>,
    groupFaults
  )

const lineCodec = (kind: string, value: t.Mixed): t.Mixed =>
  coherent(struct(kind, {}, { value: nullable(value), at: WrittenPointer }), line =>
    (line.value === undefined) === (line.at === undefined)
      ? [{ path: [], message: 'attendu : une valeur, ou un renvoi' }]
      : []
  )

const groupFaults = ({ ids, lines }: WrittenGroup): ReadonlyArray<Incoherence> => [
  ...(ids.length === 0 ? [{ path: ['ids'], message: 'attendu : au moins un identifiant' }] : []),
  ...(Object.keys(lines).length === 0 ? [{ path: ['lines'], message: 'attendu : au moins une ligne' }] : []),
  ...Object.entries(lines).flatMap(([kind, { at }]) =>
    pointerFaults(at ?? [], ids.length).map(({ path, message }) => ({
      path: ['lines', kind, 'at', ...path],
      message
    }))
  )
]

const apart = (i: number): Incoherence => ({
  path: [i],
  message: 'à réunir avec les mouvements précédents, qui sont des mêmes jours'
})

/** Moves of one id on the same days, each of another kind, in the order of the kinds' names. */
type Bundle = ReadonlyArray<Move>

const bundlesIn = ({ from, to, ids, lines }: WrittenGroup): ReadonlyArray<Bundle> => {
  const period = { from, to }
  const entries = Object.entries(lines)
  return ids.map((id, rank) =>
    entries.map(([kind, { value, at }]) =>
      at === undefined ? { kind, id, period, value } : { kind, id, period, at: pointerOf(at, rank) }
    )
  )
}

const bundled = (moves: ReadonlyArray<Move>): ReadonlyArray<Bundle> => {
  const bundles: Array<Array<Move>> = []
  for (const move of moves) {
    const bundle = bundles.at(-1)
    if (bundle !== undefined && isFurther(bundle, move)) bundle.push(move)
    else bundles.push([move])
  }
  return bundles
}

/** Whether a move is one more of a bundle. */
const isFurther = (bundle: Bundle, move: Move | undefined): boolean => {
  const last = bundle.at(-1)
  return (
    last !== undefined &&
    move !== undefined &&
    last.id === move.id &&
    last.kind < move.kind &&
    isSamePeriod(last.period, move.period)
  )
}

const isSamePeriod = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to

/** Bundles that follow one another and differ by their ids, and by numbers in their pointers. */
const grouped = (bundles: ReadonlyArray<Bundle>): ReadonlyArray<ReadonlyArray<Bundle>> => {
  const groups: Array<Array<Bundle>> = []
  for (const bundle of bundles) {
    const group = groups.at(-1)
    if (group?.[0] !== undefined && isAlike(group[0], bundle)) group.push(bundle)
    else groups.push([bundle])
  }
  return groups
}

const isAlike = (a: Bundle, b: Bundle): boolean =>
  a.length === b.length &&
  a.every((move, i) => {
    const other = b[i]
    return (
      other !== undefined &&
      move.kind === other.kind &&
      isSamePeriod(move.period, other.period) &&
      sameValue(move.value, other.value) &&
      isSamePlace(move.at, other.at)
    )
  })

/** Whether a group goes on with what the group before it holds: they are written as one, or cut elsewhere. */
const isContinued = (before: ReadonlyArray<Bundle> | undefined, group: ReadonlyArray<Bundle>): boolean => {
  const [last, first] = [before?.at(-1), group[0]]
  return last !== undefined && first !== undefined && (isFurther(last, first[0]) || isAlike(last, first))
}

const writtenGroup = (bundles: ReadonlyArray<Bundle>): WrittenGroup => {
  const first = bundles[0] ?? []
  return {
    from: first[0]?.period.from ?? null,
    to: first[0]?.period.to ?? null,
    ids: bundles.map(([move]) => move?.id ?? ''),
    lines: Object.fromEntries(
      first.map(({ kind }, i) => [kind, writtenLine(bundles.map(bundle => bundle[i]))])
    )
  }
}

/** One line of the ids of a group. */
const writtenLine = (moves: ReadonlyArray<Move | undefined>): Line => {
  const value = moves[0]?.value
  const pointers = moves.flatMap((move): ReadonlyArray<Pointer> => (move?.at === undefined ? [] : [move.at]))
  return {
    ...(value === undefined ? {} : { value }),
    ...(pointers.length === 0 ? {} : { at: writtenPointer(pointers) })
  }
}

/**
 * The same moves, with those that are written together one after the other. Their order says nothing to a reader: no two
 * moves of an event are of one line on one day. The first of each sort keep theirs, as the act says them.
 */
export const gathered = (moves: ReadonlyArray<Move>): ReadonlyArray<Move> => {
  if (moves.length < 2) return moves
  const bundles = new Map<string, Array<Move>>()
  for (const move of moves) {
    const { from, to } = move.period
    put(bundles, JSON.stringify([from, to, move.id]), move)
  }
  const groups = new Map<string, Array<Move>>()
  for (const bundle of bundles.values()) {
    bundle.sort((a, b) => (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1))
    const key = JSON.stringify(bundle.map(unnamed))
    for (const move of bundle) put(groups, key, move)
  }
  return [...groups.values()].flat()
}

/** What two moves of one group have in common. */
const unnamed = ({ kind, period, value, at }: Move): ReadonlyArray<unknown> => [
  kind,
  period.from,
  period.to,
  value,
  at?.map(key => (typeof key === 'number' ? 0 : key))
]

const put = (groups: Map<string, Array<Move>>, key: string, move: Move): void => {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [move])
  else group.push(move)
}

const isMove = struct(
  'Mouvement',
  { kind: t.string, id: LineId, period: Period },
  { value: t.unknown, at: t.unknown }
).is

const areMoves =
  (kinds: KindValues) =>
  (u: unknown): u is ReadonlyArray<Move> =>
    Array.isArray(u) &&
    u.every(move => {
      if (!isMove(move) || !Object.hasOwn(kinds, move.kind)) return false
      const { kind, value, at } = move
      return value === undefined
        ? isPointer(at)
        : at === undefined && (value === null || kinds[kind]?.value.is(value))
    })
