export {
  HabilitationCommand,
  type HabilitationCommandOf,
  habilitationCommandGivers,
  habilitationEndGivers
} from './commands'
export { habilitationDecider } from './decide'
export {
  Accès,
  BlockCause,
  Demande,
  type HabilitationAct,
  HabilitationEndCause,
  type HabilitationEvent,
  type HabilitationEventOf,
  habilitationActs,
  habilitationEvents,
  MovedFact as MovedHabilitationFact,
  Request as HabilitationRequest,
  RequestedRole
} from './events'
export {
  type HabilitationFact,
  type HabilitationFacts,
  habilitationFacts
} from './facts'
export { type HabilitationRefusal, habilitationRefusalSentence } from './refusals'
export { accèsOn, type HabilitationState, habilitationModel } from './state'
