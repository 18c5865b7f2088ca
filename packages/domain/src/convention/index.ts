/** The Convention aggregate. */
import type { Decider } from '../decider'
import { type CommandsOf, commandsCodec, type EventsOf, eventsOf } from '../dossier/codecs'
import { dossierDecider } from '../dossier/decider'
import { ConventionId } from '../identity/ids'
import { findModel, type Models } from '../model/model'
import type { AnyRefusal } from '../refusal'
import { conventionAggregate } from './aggregate'
import type { ConventionState } from './lines'

export { conventionActs, conventionAggregate } from './aggregate'
export { avenantArticle, neededInstrument } from './change-kinds'
export { AnnexeChange, ModificationChange } from './changes'
export { frenchExtension } from './extensions'
export { type ConventionValues, conventionKinds } from './kinds'
export { type ConventionState, lineOf as conventionLine, valueOn as conventionValueOn } from './lines'
export { lastDayOfNoticeUnder, type VersionFrom } from './notices'
export { namedPartie } from './parties'
export { newcomersIn, signatoriesOf } from './signatories'
export { type Term, termOn, termsOf } from './term'
export { type Undertaking, undertakingsOn } from './undertakings'
export {
  AcceptedDocument,
  type AnnulledClause,
  type Attribution,
  attributionId,
  attributionOf,
  channelNames,
  type Dérogation,
  Effect,
  Effet,
  EndCause,
  type Extension,
  type NonRespect,
  Rang,
  Renewal,
  rangNames,
  Signature,
  seatId,
  seatOfAttribution,
  signatureId,
  type Transmission
} from './values'

/** What a convention's stream records. */
export type ConventionEvent = EventsOf<typeof conventionAggregate>
export type ConventionEventOf<T extends ConventionEvent['type']> = Extract<
  ConventionEvent,
  { readonly type: T }
>
export const conventionEvents = eventsOf(conventionAggregate)

/** A command: who asks what, and of which convention when it says so. */
export type ConventionCommand = CommandsOf<typeof conventionAggregate>
export type ConventionCommandOf<T extends ConventionCommand['type']> = Extract<
  ConventionCommand,
  { readonly type: T }
>
/** Decodes a command, with every fault and its path (G15). */
export const ConventionCommand = commandsCodec(conventionAggregate, { conventionId: ConventionId })

/**
 * The Convention aggregate, under the models that the service knows (G11).
 *
 * @example
 * const { initial, decide, evolve } = conventionDecider(shippedModels)
 */
export const conventionDecider = (
  models: Models
): Decider<ConventionState, ConventionCommand, ConventionEvent, AnyRefusal> =>
  dossierDecider({ ...conventionAggregate, ground: groundUnder(models) }, models)

/** Nothing is signed yet, under the models that the service knows. */
const groundUnder = (models: Models): ConventionState['ground'] => ({
  ...conventionAggregate.ground,
  models: models.map(({ id, version }) => ({ id, version })),
  versionOf: findModel(models)
})
