export { type OpenEventStoreOptions, openEventStore, sqliteFileOf } from './address'
export { type AppendRuling, isRetryOf, ruleAppend } from './append-rule'
export { type Changes, changesOf } from './changes'
export { type CheckedAppend, type CheckedEvent, checkAppend } from './checked-events'
export { type Clock, type ClockOptions, type ClockTolerance, systemClock } from './clock'
export type {
  Engine,
  JournalReader,
  JournalSlice,
  NamesSlice,
  RestoredEvent,
  Scan,
  StreamSlice
} from './engine'
export {
  eventstoreDbEventStore,
  postgresEventStore,
  postgresModels,
  postgresModelsBeside,
  sqliteEventStore
} from './engine-openings'
export * from './errors'
export * from './event-store'
export type { EventStoreDbEventStoreOptions } from './eventstoredb/eventstoredb-event-store'
export type { FileNotWritten } from './files/errors'
export { utf8Beginning } from './files/utf8'
export { type WholeFileOptions, writeWholeFile } from './files/whole-file'
export {
  type EncodedEvent,
  type EventIn,
  type JournalCodec,
  type JournalDecoder,
  journalCodec,
  type UnknownEventType,
  type UnreadableEvent,
  type UnwritableEvent
} from './journal/codec'
export { decodedPages } from './journal/decoded-pages'
export type { JournalFault, JournalFileError, JournalRefused } from './journal/errors'
export { type ExportJournalOptions, exportJournal, journalText } from './journal/export'
export { type ImportJournalOptions, importJournal } from './journal/import'
export { type JournalSource, type Line, linesOf } from './journal/lines'
export { compareJournals, type JournalsDiffer, type MoveJournalOptions, moveJournal } from './journal/move'
export { type JournalError, type JournalProgress, type ReadJournalOptions, readJournal } from './journal/read'
export * from './memory/memory-event-store'
export * from './pages'
export type { PostgresAsk, PostgresModels, PostgresTables } from './postgres/models'
export type { PostgresAddress, PostgresLimits } from './postgres/options'
export type { PostgresEventStoreOptions } from './postgres/postgres-event-store'
export {
  type ShippedReactions,
  type ShippedReactionsOptions,
  startShippedReactions
} from './reactions/shipped'
export { recordedOf } from './recorded-text'
export { type Alone, type AloneOptions, alone, type Running } from './runtime/alone'
export { Checkpoint, Trail } from './runtime/checkpoint'
export * from './runtime/checkpoints'
export { commandDigestOf } from './runtime/command-digest'
export { type AnyFault, type Defect, defect } from './runtime/defect'
export { type DriftedDossier, type DriftedLine, driftedDossiers } from './runtime/drift'
export { eventIdOf, reactionCommandIdOf } from './runtime/event-id'
export * from './runtime/execute'
export * from './runtime/execution'

export { invalidCommand } from './runtime/given-command'
export type { Hands } from './runtime/hand'

export type { Lag } from './runtime/lag'
export { type Leases, memoryLeases } from './runtime/leases'
export { moveReactor } from './runtime/move-reactor'
export { type Folding, foldedBy } from './runtime/premises'
export type { NotReached } from './runtime/progress'
export * from './runtime/project'
export type { ProjectionFault, ProjectionIn } from './runtime/projection'
export { react } from './runtime/react'
export type { GiveCommand, Reactions } from './runtime/reaction'
export {
  reactionCategory,
  reactionEvents,
  reactionStream,
  StopCause,
  type WaitingStream
} from './runtime/reaction-log'
export type { Act } from './runtime/reaction-record'
export type { ReactionReport, ReactOptions, Reactor, ReactorState } from './runtime/reactor'
export * from './runtime/read-models'
export {
  defaultRetryPolicy,
  patientRetryPolicy,
  type RetryPolicy,
  type Sleep,
  timerSleep
} from './runtime/retry'
export * from './runtime/sqlite-models'
export type { FollowOptions, StartFrom } from './runtime/start'
export type { JournalMoved, OtherJournal } from './runtime/whereabouts'
export { openRuntimeStore, type RuntimeStore } from './runtime-store'
export type { BackupError } from './sqlite/backup'
export type { SqliteDatabase, SqliteStatement, SqliteValue } from './sqlite/database'
export type { SqliteEventStore, SqliteEventStoreOptions } from './sqlite/sqlite-event-store'
export { type MayCreate, type MayWrite, type StoreLimits, storeOfEngine } from './store-of-engine'
export { categoryOf } from './stream-name'
export { observedEventStore } from './telemetry/observed-store'
