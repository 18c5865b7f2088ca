/** The Habilitation aggregate. */
import type { Decider } from '../decider'
import { type CommandsOf, commandsCodec, type EventsOf, eventsOf } from '../dossier/codecs'
import { dossierDecider } from '../dossier/decider'
import { HabilitationId } from '../identity/ids'
import type { Models } from '../model/model'
import type { AnyRefusal } from '../refusal'
import { habilitationAggregate } from './aggregate'
import type { HabilitationState } from './kinds'

export { type Accès, accèsOn, type Closure, closureOn } from './access'
export { reportOf } from './acts/closing'
export { incidentReportOf } from './acts/incidents'
export { renewalOf } from './acts/passwords'
export { habilitationAggregate } from './aggregate'
export { type Attempt, type Found, findAnomalies } from './findings'
export {
  type Counted,
  countedComputation,
  countedLine,
  isUnused,
  type LastDayAfter,
  lastDayAfterUse
} from './inactivity'
export {
  type HabilitationState,
  type HabilitationValues,
  habilitationKinds,
  lineOf as habilitationLine,
  valueOn as habilitationValueOn
} from './kinds'
export { Demande, Finding, isJustificationLate, RequestedRole } from './values'

/** What an habilitation's stream records. */
export type HabilitationEvent = EventsOf<typeof habilitationAggregate>
export type HabilitationEventOf<T extends HabilitationEvent['type']> = Extract<
  HabilitationEvent,
  { readonly type: T }
>
export const habilitationEvents = eventsOf(habilitationAggregate)

/** A command: who asks what, and of which habilitation when it says so. */
export type HabilitationCommand = CommandsOf<typeof habilitationAggregate>
export type HabilitationCommandOf<T extends HabilitationCommand['type']> = Extract<
  HabilitationCommand,
  { readonly type: T }
>
/** Decodes a command, with every fault and its path (G15). */
export const HabilitationCommand = commandsCodec(habilitationAggregate, { habilitationId: HabilitationId })

/** The Habilitation aggregate, under the models that the service knows (G11). */
export const habilitationDecider = (
  models: Models
): Decider<HabilitationState, HabilitationCommand, HabilitationEvent, AnyRefusal> =>
  dossierDecider(habilitationAggregate, models)
