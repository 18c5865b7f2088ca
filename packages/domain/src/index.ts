/** The public face of the domain. Pure: no clock, no randomness, no I/O. */

export {
  AddressedCommand,
  type DossierCommand,
  isConnectionCommand,
  isConventionCommand,
  streamOfCommand
} from './addressed-command'
export { canonicalJson } from './canonical-json'

// Codecs: bad input is a list of faults, each with its path
export {
  CoherentType,
  Count,
  coherent,
  decode,
  defaultedIn,
  type Fault,
  faultsOf,
  type Incoherence,
  isWrapper,
  NonBlank,
  NullableType,
  nullable,
  OneOfType,
  oneOf,
  PersonalType,
  Prose,
  personal,
  RewrittenType,
  read,
  StructType,
  struct,
  TaggedType,
  tagged,
  text
} from './codec'
// The algebra: deciders, events, facts
// Aggregates
export {
  accessCategory,
  accessStream,
  type Connection,
  ConnectionCommand,
  type ConnectionEvent,
  connectionDecider,
  connectionEntries,
  connectionEvents,
  streamsOfHabilitation,
  type UsesKept,
  unknownCodeStream,
  usesCategory,
  usesEvents,
  usesStream
} from './connections'
export * from './convention'
export * from './dates'
export {
  type Addressee,
  type Decider,
  fold,
  type Premise,
  type PremiseLines,
  type Recording,
  type Unmet,
  unrecorded
} from './decider'
export { type Decision, decided, nothing, refused } from './decision'
export { type Act, saidAt } from './dossier/act'
export type { Aggregate } from './dossier/aggregate'
export { askedBy, type Holds } from './dossier/codecs'
export { type ActDefinition, actTable } from './dossier/definition'
export {
  differenceSentence,
  type Label,
  type Names,
  oneOfLabel,
  type Told
} from './dossier/difference'
export type { Dossier } from './dossier/dossier'
export type { Drifted } from './dossier/drifted'
export { factOf, type KindValues, type Move, type ReadEvent, readEvent, type Said } from './dossier/move'
export {
  type AnyEvent,
  defineEvent,
  type EventDefinition,
  type EventDefinitions,
  type EventOf
} from './event'
export { type Fact, type FactOf, type Facts, factKey } from './fact'
export { frenchCount } from './french-count'
export type { GrowingList, GrowingMap } from './growing'
export * from './habilitation'
export { ActePréfecture, NuméroActe, naturesActe, parseActePréfecture } from './identity/acte-prefecture'
// Identities
export { Acteur, ActeurKind, acteurKinds, acteurNames, SigningActeur } from './identity/acteur'
export { Adresse, frenchAdresse } from './identity/adresse'
export { changedFicheLines, changedPersonneFields } from './identity/changed-fields'
export { Établissement } from './identity/etablissement'
export { frenchNom, frenchPartie, frenchÉtablissement, ofName, representedBy } from './identity/french-names'
export { caf, Hand, partie, soi } from './identity/hand'
export {
  ConventionId,
  conventionStream,
  DérogationId,
  frenchDossier,
  HabilitationId,
  habilitationStream,
  ModificationId,
  PersonneId,
  StableId,
  ÉtablissementId
} from './identity/ids'
export { type MailboxWarning, mailboxWarnings } from './identity/mailbox'
export { CodeInsee, CodePostal, Mail, NuméroGestionnaire, NuméroSias } from './identity/numbers'
export { Fiche, isNatural, Partie, Représentant, roleOfPartie } from './identity/partie'
export { IdentifiedPersonne, Personne } from './identity/personne'
export { Siren, Siret } from './identity/siret'
export { integer } from './integer'
export { type JsonSchema, jsonSchema } from './json-schema'
// Models
export * from './model'
export { personalPaths } from './personal-paths'
export { type Reaction, type TellConvention, tellConvention } from './reactions/convention-told'
export {
  type HabilitationsUnder,
  noHabilitations,
  type Placed,
  place,
  placedUnder,
  type Telling,
  tellingOf
} from './reactions/placed-under'
export {
  comparePositions,
  Metadata,
  metadataOf,
  Piece,
  Position,
  positionOf,
  type Recorded
} from './recorded'
export { type AnyRefusal, Article, type Because, frenchArticle, type Refusal, refusal } from './refusal'
// Time
export * from './time'
export { assertOver, emptyTimeline, sameValue, type Timeline, valueOn, within } from './timeline'
export { replaceInvisible, visible } from './visible'
