/** The Convention aggregate. */
import type * as t from 'io-ts'
import type { Decider } from '../decider'
import { type CommandsOf, commandsCodec, type EventsOf, eventsOf } from '../dossier/codecs'
import { dossierDecider } from '../dossier/decider'
import type { DefinitionsOf } from '../event'
import { ConventionId } from '../identity/ids'
import type { Models } from '../model/model'
import type { AnyRefusal } from '../refusal'
import { type conventionActs, conventionAggregate } from './aggregate'
import type { ConventionState } from './lines'

export { conventionActs, conventionAggregate } from './aggregate'
export { AnnexeChange } from './changes'
export { type ConventionValues, conventionKinds } from './kinds'
export { type ConventionState, lineOf as conventionLine, valueOn as conventionValueOn } from './lines'
export { neededInstrument } from './needs'
export { type Term, termOn, termsOf } from './term'
export {
  AcceptedDocument,
  type AnnulledClause,
  type Attribution,
  attributionId,
  attributionOf,
  type Dérogation,
  Effect,
  Effet,
  EndCause,
  type NonRespect,
  Rang,
  Renewal,
  Signature,
  signatureId,
  type Transmission
} from './values'

/** What a convention's stream records. */
export type ConventionEvent = EventsOf<typeof conventionActs, 'ConventionCorrected', 'ConventionRestated'>

export type ConventionEventOf<T extends ConventionEvent['type']> = Extract<
  ConventionEvent,
  { readonly type: T }
>

/** A command: who asks what, and of which convention when it says so. */
export type ConventionCommand = CommandsOf<
  typeof conventionActs,
  'conventionId',
  'CorrectConvention',
  'RestateConvention'
>

export type ConventionCommandOf<T extends ConventionCommand['type']> = Extract<
  ConventionCommand,
  { readonly type: T }
>

/** Decodes a command, with every fault and its path (G15). */
export const ConventionCommand =
  // The codec is made of the table that the type is made of.
  commandsCodec(conventionAggregate, { conventionId: ConventionId }) as unknown as t.Type<
    ConventionCommand,
    unknown,
    unknown
  >

// Made of the same table of acts as the union.
export const conventionEvents = eventsOf(conventionAggregate) as unknown as DefinitionsOf<ConventionEvent>

/**
 * The Convention aggregate, under the models that the service knows (G11).
 *
 * @example
 * const { initial, decide, evolve } = conventionDecider(shippedModels)
 */
export const conventionDecider = (
  models: Models
): Decider<ConventionState, ConventionCommand, ConventionEvent, AnyRefusal> =>
  dossierDecider(conventionAggregate, models)
