export { type AppendRuling, ruleAppend } from './append-rule'
export { type Changes, changesOf } from './changes'
export type { CheckedAppend, CheckedEvent } from './checked-events'
export { type Clock, systemClock } from './clock'
export type { Engine, JournalSlice, RestoredEvent, Scan, StreamSlice } from './engine'
export * from './errors'
export * from './event-store'
export {
  type EncodedEvent,
  type EventIn,
  type JournalCodec,
  journalCodec,
  type UnknownEventType,
  type UnreadableEvent,
  type UnwritableEvent
} from './journal/codec'
export { decodedPages } from './journal/decoded-pages'
export type { JournalFault, JournalFileError, JournalRefused } from './journal/errors'
export { type ExportJournalOptions, exportJournal, journalText } from './journal/export'
export { type ImportJournalOptions, importJournal } from './journal/import'
export type { JournalSource } from './journal/lines'
export { type JournalError, type JournalProgress, type ReadJournalOptions, readJournal } from './journal/read'
export * from './memory/memory-event-store'
export * from './pages'
export { eventIdOf } from './runtime/event-id'
export * from './runtime/execute'
export * from './runtime/execution'
export { defaultRetryPolicy, type RetryPolicy } from './runtime/retry'
export { type SqliteEventStoreOptions, sqliteEventStore } from './sqlite/sqlite-event-store'
export { type StoreLimits, storeOfEngine } from './store-of-engine'
export { categoryOf } from './stream-name'
