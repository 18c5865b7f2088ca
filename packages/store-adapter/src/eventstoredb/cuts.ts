/**
 * What an operator of the server can do to a stream behind the journal's back: hide its beginning by its metadata
 * (`$tb`, `$maxCount`, `$maxAge`; a soft deletion is a `$tb` beyond all), or delete it for ever. Here it is a damage.
 */
import { type DamagedJournal, damagedJournal } from '../errors'
import type { WireRecorded } from './envelope'

/** Of the stream of a stream's metadata: what begins a name there. */
export const metadataPrefix = '$$'

export const beginningMissing = (stream: string): DamagedJournal =>
  damagedJournal({ stream, revision: 0, position: null, what: 'missing' })

/** Whether metadata of a stream hides events of it. */
export const isCut = (metadata: WireRecorded | undefined): boolean => {
  const { data } = metadata ?? {}
  if (typeof data !== 'object' || data === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...data }
  return ['$tb', '$maxCount', '$maxAge'].some(field => (fields[field] ?? null) !== null)
}
