export { AnnexeChange, Rang } from './changes'
export { ConventionCommand, type ConventionCommandOf, conventionCommandGivers } from './commands'
export { conventionDecider } from './decide'
export {
  AcceptedDocument,
  type ConventionAct,
  type ConventionEvent,
  type ConventionEventOf,
  conventionActs,
  conventionEvents,
  Effect,
  Effet,
  EndCause,
  Instrument,
  MovedFact,
  Renewal,
  Signature
} from './events'
export {
  type Attribution,
  attributionId,
  attributionOf,
  type ConventionFact,
  type ConventionFacts,
  conventionFacts,
  type Dérogation,
  type ModificationFact,
  type NonRespect,
  signatureId,
  type Transmission
} from './facts'
export { type ConventionRefusal, conventionRefusalSentence } from './refusals'
export { type ConventionState, conventionModel, effetOn, inForceOf, type Modification } from './state'
export { type Term, termOn, termsOf } from './term'
