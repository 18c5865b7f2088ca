/** How an event of ours lies in EventStoreDB, and how it is told from what others write there. */
import { type Instant, type Metadata, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type CheckedEvent, isUuid } from '../checked-events'
import { type Damage, type DamagedJournal, damagedJournal } from '../errors'
import { isKeptInstant, isKeptMetadata } from '../recorded-text'
import { NewerEvent } from './faults'

/** Of what stands under `avenant` in the metadata of each event. */
export const envelopeVersion = 1

/** An event to append, as the client takes it. */
export type WireEvent = {
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata: WireMetadata | Readonly<Record<string, never>>
}

/** `$correlationId` and `$causationId` are what the server's own projections look for. */
type WireMetadata = {
  readonly $correlationId: string
  readonly $causationId?: string
  readonly avenant: {
    readonly version: typeof envelopeVersion
    readonly schema: number
    readonly recordedAt: Instant
    readonly metadata: Metadata
    /** The data is a text. The client gives data that it cannot parse as one, too. */
    readonly text?: true
  }
}

/** An event as the client gives it back; `metadata` is anything, others may have written it. */
export type WireRecorded = {
  readonly position: bigint
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata: unknown
  /** By the server's clock. */
  readonly created: Date
}

export const wireEventOf =
  (recordedAt: Instant) =>
  ({ id, type, schema, data, metadata: text }: CheckedEvent): WireEvent => {
    // Checked with its codec before it was made a text.
    const metadata = JSON.parse(text) as Metadata
    const value: unknown = JSON.parse(data)
    const isText = typeof value === 'string'
    return {
      id,
      type,
      data: value,
      metadata: {
        $correlationId: metadata.correlationId,
        ...(metadata.causationId === null ? {} : { $causationId: metadata.causationId }),
        avenant: { version: envelopeVersion, schema, recordedAt, metadata, ...(isText ? { text: true } : {}) }
      }
    }
  }

/**
 * What is not ours, or was damaged, is `DamagedJournal`; throws `NewerEvent` for an envelope of a newer version.
 *
 * @param stream its name in the journal, which is not always the one on the server
 */
export const recordedOfWire = (wire: WireRecorded, stream: string): E.Either<DamagedJournal, Recorded> => {
  const { revision, id, type, data } = wire
  const position = positionOf(wire.position)
  const damaged = (what: Damage): E.Either<DamagedJournal, never> =>
    E.left(damagedJournal({ stream, revision, position, what }))
  const { version, schema, recordedAt, metadata, text } = fieldsOf(fieldsOf(wire.metadata).avenant)
  if (typeof version === 'number' && version > envelopeVersion)
    throw new NewerEvent(stream, revision, version)
  // The client gives metadata that it cannot parse as bytes.
  if (wire.metadata instanceof Uint8Array) return damaged('metadata')
  if (version !== envelopeVersion) return damaged('envelope')
  if (!isUuid(id)) return damaged('id')
  if (type.trim() === '') return damaged('type')
  if (!isSchema(schema)) return damaged('schema')
  if (!isKeptInstant(recordedAt)) return damaged('recordedAt')
  if ((typeof data === 'string') !== (text === true) || data instanceof Uint8Array) return damaged('data')
  if (!isKeptMetadata(metadata)) return damaged('metadata')
  return E.right({ position, stream, revision, id, type, schema, recordedAt, data, metadata })
}

const isSchema = (u: unknown): u is number => Number.isSafeInteger(u) && Number(u) >= 1

const fieldsOf = (u: unknown): Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null ? { ...u } : {}
