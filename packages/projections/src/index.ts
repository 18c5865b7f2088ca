/** The public face of `@avenant/projections`: the annexes on any date, as known at any moment, and their documents. */

export { frenchCause } from './annexes/acts'
export {
  type AnnexesIndex,
  type AnnexesQuestions,
  annexesIndex,
  annexesProjection
} from './annexes/annexes-index'
export type {
  Annexes,
  AnnexesInForce,
  AnnexesStatus,
  AsOf,
  HeldFacts,
  NoAnnexes
} from './annexes/answer'
export type {
  Alerte,
  AnnexeDescription,
  AnnexesDocument,
  AttributionsDescription,
  ConventionDescription,
  End,
  NamedPersonne,
  NonRespectDescription,
  PartieDescription,
  PersonneDescription,
  SectionDescription,
  SignatureDescription,
  Situation,
  Term,
  ÉtablissementDescription
} from './annexes/description'
export type {
  Difference,
  DifferenceCause,
  Differences,
  DifferencesPoint
} from './annexes/differences'
export {
  type Appended,
  type AppendFault,
  type Area,
  type Cause,
  type Change,
  FactIndex,
  type Held,
  type HeldOver,
  type IndexStats,
  type KnowledgeSpan,
  type Point,
  type Step
} from './bitemporal'
export { annexesCsv } from './documents/csv'
export { deadlinesCsv } from './documents/deadlines-csv'
export type { DifferencesOptions } from './documents/differences-page'
export { frenchInstant } from './documents/french'
export {
  accessHtml,
  annexesHtml,
  connectionsHtml,
  deadlinesHtml,
  differencesHtml,
  historyHtml,
  letterHtml,
  mayActHtml,
  registerHtml
} from './documents/html'
export { deadlinesIcs } from './documents/ics'
export { annexesJson, answerJson, deadlinesJson, differencesJson, writtenAnswer } from './documents/json'
export { accessCsv } from './documents/listed-accesses'
export {
  accessMarkdown,
  annexesMarkdown,
  connectionsMarkdown,
  deadlinesMarkdown,
  differencesMarkdown,
  historyMarkdown,
  letterMarkdown,
  mayActMarkdown,
  registerMarkdown
} from './documents/markdown'
export {
  type ConventionFact,
  conventionLines,
  type Dossiers,
  everyDossier,
  type HabilitationFact,
  habilitationLines,
  type IndexedAggregate,
  type LinesIndex,
  linesIndex
} from './dossiers'
export { modelSheet, probeModel, type SheetPart, type Tried } from './probe'
export type { Projection } from './projection'
export type { Access, AccessAsked, AccessCell, AccessWhy } from './questions/access'
export type { AccessAlert } from './questions/access-alerts'
export type { AcrossAlert, OtherDossier } from './questions/across/alerts'
export type { Recoupement } from './questions/across/claims'
export type { At, Evidence, On } from './questions/asked'
export type { Census, CensusAsked } from './questions/census'
export type { Condition, ConditionName } from './questions/conditions'
export type { Connections, ConnectionsAsked } from './questions/connections'
export type { Course, CourseAsked } from './questions/course'
export type {
  Deadline,
  DeadlineIdentity,
  DeadlineNature,
  DeadlineState,
  Deadlines,
  DeadlinesAsked,
  NextDeadline
} from './questions/deadlines/answer'
export {
  type DossierStanding,
  type DossiersIndex,
  dossiersIndex,
  dossiersProjection
} from './questions/dossiers-index'
export type { History, HistoryAct, HistoryAsked, HistoryCorrection, Recording } from './questions/history'
export type {
  HeldRole,
  Holder,
  HolderChange,
  Holders,
  HoldersAsked,
  HoldersPoint,
  Learned,
  Seat
} from './questions/holders'
export type { LastOpen } from './questions/last-open'
export type { Courrier, Letter, LetterAsked, LetterCorrection } from './questions/letter'
export type { LetterKind, LetterLine, LetterPart } from './questions/letters/letter-text'
export type { AccessState, ListedAccess } from './questions/listed-accesses'
export type { Carried, MayAct, MayActAsked } from './questions/may-act'
export type {
  Plane,
  PlaneAct,
  PlaneArea,
  PlaneAsked,
  PlaneCause,
  PlaneRecording
} from './questions/plane'
export type { PlaneStatus } from './questions/planed'
export type { PremiseAlert } from './questions/premises'
export { type Answers, answered, Question } from './questions/question'
export type { Register, RegisterLine, RegisterStatus } from './questions/register'
export type { Search, SearchAsked } from './questions/search'
export type { UnusedAccess, UnusedSoon } from './questions/unused'
export type { UsesToKeep } from './questions/uses-kept'
export type { Reason } from './questions/ways'
export {
  type AccessDifference,
  type DeadlineDifference,
  type WhatIf,
  type WhatIfAsked,
  whatIf
} from './questions/what-if'
export {
  type Deviation,
  decodeScenario,
  type ModelFiles,
  modelFilesOf,
  type Played,
  playScenario,
  type Scenario
} from './scenarios'
export * from './screens'
