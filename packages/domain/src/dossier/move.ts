/**
 * What an act moved: on which days which line took which value. A reader has one rule, and needs to know no act: the
 * latest recorded move prevails over its own period.
 */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { Count, coherent, NonBlank, nullable, struct, tagged, text } from '../codec'
import type { Fact } from '../fact'
import { Period } from '../time/period'
import { readLine } from '../written-text'
import type { Pointer } from './assertion'

/**
 * A value that was said in an event is not written again: `at` points to it, so that what is said of a person stands in
 * one place (G10). `value` is what was computed, or null: nothing there.
 */
export type Move = {
  readonly kind: string
  readonly id: string
  readonly period: Period
  readonly value?: unknown
  readonly at?: Pointer
}

/** What a line speaks of, within its kind: ids with `/` between them, a clause; nothing where the dossier has only one. */
const LineId = text('clé', input => (input === '' ? E.right(input) : readLine(input)))

const Key: t.Type<string | number, unknown, unknown> = t.union([NonBlank, Count])

/** `[12, 'changes', 0, 'personne']`: in event 12 of the stream, `says.changes[0].personne`. */
const PointerCodec: t.Type<Pointer, unknown, unknown> = new t.Type(
  'Renvoi',
  (u): u is Pointer => Array.isArray(u) && u.length > 0 && Count.is(u[0]) && u.every(key => Key.is(key)),
  (u, context) =>
    PointerCodec.is(u) ? t.success(u) : t.failure(u, context, 'attendu : une révision, puis des clés'),
  pointer => pointer
)

/** The codec of the moves of an aggregate, from its table of kinds. */
export const movesCodec = (kinds: KindValues): t.Type<ReadonlyArray<Move>, unknown, unknown> =>
  // Each member is built from the table just below, so the union is the table's own.
  t.readonlyArray(
    tagged(
      'Mouvement',
      'kind',
      Object.fromEntries(
        Object.entries(kinds).map(([kind, { value }]) => [
          kind,
          coherent(
            struct(
              kind,
              { kind: t.literal(kind), id: LineId, period: Period },
              { value: nullable(value), at: PointerCodec }
            ),
            move =>
              (move.value === undefined) === (move.at === undefined)
                ? [{ path: [], message: 'attendu : une valeur, ou un renvoi' }]
                : []
          )
        ])
      )
    )
  ) as unknown as t.Type<ReadonlyArray<Move>, unknown, unknown>

/** What the events of one stream say, by revision. */
export type Said = (revision: number) => unknown

/** What a value of each kind is. */
export type KindValues = Readonly<Record<string, { readonly value: t.Mixed }>>

/**
 * The fact that a move records. A pointer that leads nowhere, or to a value that is none of its kind, gives null: nothing
 * there (G15). What the acts lay then differs from what is recorded, and the dossier is told as drifted.
 */
export const factOf =
  (kinds: KindValues, said: Said) =>
  ({ kind, id, period, value = null, at }: Move): Fact => {
    if (at === undefined) return { kind, id, period, value }
    const [revision, ...path] = at
    const pointed = valueIn(said(revision), path)
    return { kind, id, period, value: kinds[kind]?.value.is(pointed) === true ? pointed : null }
  }

/** What stands in a value under keys that lead from one to the next; null where they lead nowhere. */
export const valueIn = (holder: unknown, path: ReadonlyArray<string | number>): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : null,
    holder
  ) ?? null
