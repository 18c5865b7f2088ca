/** The Habilitation aggregate. */
import type * as t from 'io-ts'
import type { Decider } from '../decider'
import { type CommandsOf, commandsCodec, type EventsOf, eventsOf } from '../dossier/codecs'
import { dossierDecider } from '../dossier/decider'
import type { DefinitionsOf } from '../event'
import { HabilitationId } from '../identity/ids'
import type { Models } from '../model/model'
import type { AnyRefusal } from '../refusal'
import { type habilitationActs, habilitationAggregate } from './aggregate'
import type { HabilitationState } from './kinds'

export { type Accès, accèsOn, type Closure, closureOn } from './access'
export { reportOf } from './acts/closing'
export { habilitationActs, habilitationAggregate } from './aggregate'
export {
  type HabilitationState,
  type HabilitationValues,
  habilitationKinds,
  lineOf as habilitationLine,
  valueOn as habilitationValueOn
} from './kinds'
export { BlockCause, Demande, RequestedRole } from './values'

/** What an habilitation's stream records. */
export type HabilitationEvent = EventsOf<
  typeof habilitationActs,
  'HabilitationCorrected',
  'HabilitationRestated'
>

export type HabilitationEventOf<T extends HabilitationEvent['type']> = Extract<
  HabilitationEvent,
  { readonly type: T }
>

/** A command: who asks what, and of which habilitation when it says so. */
export type HabilitationCommand = CommandsOf<
  typeof habilitationActs,
  'habilitationId',
  'CorrectHabilitation',
  'RestateHabilitation'
>

export type HabilitationCommandOf<T extends HabilitationCommand['type']> = Extract<
  HabilitationCommand,
  { readonly type: T }
>

/** Decodes a command, with every fault and its path (G15). */
export const HabilitationCommand =
  // The codec is made of the table that the type is made of.
  commandsCodec(habilitationAggregate, { habilitationId: HabilitationId }) as unknown as t.Type<
    HabilitationCommand,
    unknown,
    unknown
  >

// Made of the same table of acts as the union.
export const habilitationEvents = eventsOf(
  habilitationAggregate
) as unknown as DefinitionsOf<HabilitationEvent>

/** The Habilitation aggregate, under the models that the service knows (G11). */
export const habilitationDecider = (
  models: Models
): Decider<HabilitationState, HabilitationCommand, HabilitationEvent, AnyRefusal> =>
  dossierDecider(habilitationAggregate, models)
