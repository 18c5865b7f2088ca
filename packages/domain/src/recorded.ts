import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { NonBlank, nullable, personal, struct, text } from './codec'
import type { AnyEvent } from './event'
import { Acteur } from './identity/acteur'
import { ModelRef } from './model/ref'
import type { Instant } from './time/instant'

/**
 * Where an event stands in a store's journal: decimal digits. Positions increase and are not dense; they are
 * opaque, can be stored as text, and compare with {@link comparePositions}, exactly at any size.
 */
export type Position = string & { readonly Position: unique symbol }

export const Position = text(
  'Position',
  (input): E.Either<string, Position> =>
    /^(?:0|[1-9]\d*)$/.test(input)
      ? // Digits without leading zeros: the whole meaning of the brand.
        E.right(input as Position)
      : E.left(`attendu : une position en chiffres, reçu : ${JSON.stringify(input)}`)
)

/** A position from a store's own counter, at least 0. */
export const positionOf = (n: number | bigint): Position =>
  // An integer prints as digits.
  n.toString() as Position

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export const comparePositions = (a: Position, b: Position): number =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Who, why, and from what: recorded beside each event. `causationId` is null at the start of a chain. */
export const Metadata = struct('Metadata', {
  acteur: Acteur,
  commandId: NonBlank,
  correlationId: NonBlank,
  causationId: nullable(NonBlank),
  /** Free text: who writes it may name somebody. */
  reason: nullable(personal(NonBlank)),
  /** The convention model and version under which it was decided (G11). */
  model: nullable(ModelRef)
})
export type Metadata = t.TypeOf<typeof Metadata>

/** An event in its envelope, as it stands in the journal. */
export type Recorded<E extends AnyEvent = AnyEvent> = E extends AnyEvent
  ? {
      readonly position: Position
      readonly stream: string
      /** 0 for the first event of a stream, without holes. */
      readonly revision: number
      /** A uuid. */
      readonly id: string
      readonly type: E['type']
      /** Version of the data's schema. */
      readonly schema: number
      /** When it became known. Never decreases along a stream. */
      readonly recordedAt: Instant
      readonly data: E['data']
      readonly metadata: Metadata
    }
  : never
