import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { Count, NonBlank, nullable, Prose, personal, struct, text } from './codec'
import type { AnyEvent } from './event'
import { Acteur } from './identity/acteur'
import { Hand } from './identity/hand'
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

/** A SHA-256 digest, as 64 lower-case hexadecimal digits. */
const Digest = text('Digest', input =>
  /^[0-9a-f]{64}$/.test(input)
    ? E.right(input)
    : E.left(`attendu : 64 chiffres hexadécimaux en minuscules, reçu : ${JSON.stringify(input)}`)
)

/** A machine's own name for something, of any characters: compared, and read by nobody. Halves of characters are no text. */
const Reference = text('référence', input => {
  if (input.trim() === '') return E.left('texte vide')
  return /\p{Cs}/u.test(input) ? E.left('moitié de caractère à retirer') : E.right(input.normalize('NFC'))
})

type JsonObject = Readonly<Record<string, unknown>>

const isObject = (u: unknown): u is JsonObject => typeof u === 'object' && u !== null && !Array.isArray(u)

/** An object with any keys. What writes it checks that all of it is JSON. */
const JsonObject: t.Type<JsonObject, unknown, unknown> = new t.Type(
  'objet JSON',
  isObject,
  (u, context) => (isObject(u) ? t.success(u) : t.failure(u, context, 'attendu : un objet JSON, ou null')),
  a => a
)

/** A convention model, its version, and the SHA-256 of its canonical JSON (RFC 8785) when it is known. */
const RecordedModel = struct('ModèleEnregistré', ModelRef.required, { fingerprint: Digest })

/** A document that is kept elsewhere: `size` in bytes, and the digest of its content. */
export const Piece = struct('Pièce', {
  nom: personal(NonBlank),
  mediaType: NonBlank,
  size: Count,
  sha256: Digest
})
export type Piece = t.TypeOf<typeof Piece>

/**
 * Who, why, and from what: recorded beside each event. Every key of the first list is there; what is not
 * known is null. Those of the second are absent where they have nothing to say.
 *
 * @example
 * { acteur: { kind: 'agent-caf', id: 'agent-4021' }, commandId: 'c-1', commandDigest: null, correlationId: 'c-1',
 *   causationId: null, causationDepth: 0, reason: null, model: null, custom: { requete: 'r-7' } }
 */
export const Metadata = struct(
  'Metadata',
  {
    acteur: Acteur,
    commandId: Reference,
    /** What was asked: the digest of the command as it was given (G23). Null where no command asked for the event. */
    commandDigest: nullable(Digest),
    correlationId: Reference,
    /** The event or command that caused it; null at the start of a chain. */
    causationId: nullable(Reference),
    /** How many reactions led to it: 0 for what somebody gave, one more at each reaction. It bounds chains without end. */
    causationDepth: Count,
    /** Free text: who writes it may name somebody. */
    reason: nullable(personal(Prose)),
    /** The convention model, and the last version of it that the dossier is under once it is recorded (G11). */
    model: nullable(RecordedModel),
    /** The caller's own, given back as it was and never interpreted; it may name somebody. */
    custom: nullable(personal(JsonObject))
  },
  {
    /** For whom the acteur acted, as the service that authenticated him vouched (G21); absent: nobody was asked. */
    hand: Hand,
    /** Other versions under which days of the dossier are once it is recorded, where no earlier event recorded them. */
    versions: t.readonlyArray(RecordedModel),
    /** The version of the rules that decided; absent where no aggregate's did. */
    rules: Count,
    /** The other streams on which the decision rested, each as far as it was seen. */
    premises: t.readonlyArray(struct('Prémisse', { stream: NonBlank, revision: Count })),
    /** Documents attached, which are kept elsewhere. */
    pieces: t.readonlyArray(Piece)
  }
)
export type Metadata = t.TypeOf<typeof Metadata>

/**
 * The metadata of an event that begins a chain, and of which nothing else is known: what a service records by itself, what
 * a test gives an index.
 *
 * @param commandId a name that no other command of the dossier has
 *
 * @example
 * metadataOf(acteur, 'c-1') // { acteur, commandId: 'c-1', correlationId: 'c-1', causationId: null, … }
 */
export const metadataOf = (acteur: Acteur, commandId: string): Metadata => ({
  acteur,
  commandId,
  commandDigest: null,
  correlationId: commandId,
  causationId: null,
  causationDepth: 0,
  reason: null,
  model: null,
  custom: null
})

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
