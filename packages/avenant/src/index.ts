/** The public face of `avenant`: one opening, the documents, and what a program needs to read their answers. */
export {
  type Acteur,
  ConventionModel,
  caf,
  decode,
  Hand,
  type Models,
  partie,
  passwordFaults,
  type Recorded,
  shippedModels,
  soi
} from '@avenant/domain'
export {
  type Access,
  type AnnexesDocument,
  type Answers,
  annexesCsv,
  annexesHtml,
  annexesJson,
  annexesMarkdown,
  type Deadlines,
  type Differences,
  deadlinesCsv,
  deadlinesIcs,
  deadlinesJson,
  differencesHtml,
  differencesJson,
  differencesMarkdown,
  type History,
  type Holders,
  type MayAct,
  type Plane,
  type Question,
  type Register,
  type WhatIf
} from '@avenant/projections'
export { exportJournal, type Hands, importJournal, moveJournal } from '@avenant/store-adapter'
export type { Beside, Done, ExecuteFault } from './commands'
export type { AskFault, Closed, IndexStopped, InvalidQuestion, NoLetter } from './faults'
export type { Health } from './health'
export { type HandlerOptions, handler } from './http/handler'
export type { Admit, HandFor, Visitor } from './http/visitor'
export { type Avenant, openAvenant, withAvenant } from './opening'
export type { AvenantOptions } from './options'
export type { Ask, AskOptions, Questions } from './questions'
export type { TryCommand, WhatIfOptions } from './what-if'
