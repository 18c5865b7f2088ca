/** How an event of ours lies in EventStoreDB, and how it is told from what others write there. */
import { Instant, type Metadata, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { CheckedEvent } from '../checked-events'
import { UnreadableEvent } from './faults'

/** Of what stands under `avenant` in the metadata of each event. */
export const envelopeVersion = 1

/** An event to append, as the client takes it. */
export type WireEvent = {
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata: WireMetadata
}

/** `$correlationId` and `$causationId` are what the server's own projections look for. */
export type WireMetadata = {
  readonly $correlationId: string
  readonly $causationId?: string
  readonly avenant: {
    readonly version: typeof envelopeVersion
    readonly schema: number
    readonly recordedAt: Instant
    readonly metadata: Metadata
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
}

export const wireEventOf =
  (recordedAt: Instant) =>
  ({ id, type, schema, data, metadata: text }: CheckedEvent): WireEvent => {
    // Checked with its codec before it was made a text.
    const metadata = JSON.parse(text) as Metadata
    return {
      id,
      type,
      data: JSON.parse(data),
      metadata: {
        $correlationId: metadata.correlationId,
        ...(metadata.causationId === null ? {} : { $causationId: metadata.causationId }),
        avenant: { version: envelopeVersion, schema, recordedAt, metadata }
      }
    }
  }

/**
 * Throws `UnreadableEvent` for what is not ours.
 *
 * @param stream its name in the journal, which is not always the one on the server
 */
export const recordedOfWire = (wire: WireRecorded, stream: string): Recorded => {
  const { schema, recordedAt, metadata } = oursOf(wire, stream)
  const { position, revision, id, type, data } = wire
  return { position: positionOf(position), stream, revision, id, type, schema, recordedAt, data, metadata }
}

const oursOf = ({ metadata, revision }: WireRecorded, stream: string): WireMetadata['avenant'] => {
  const avenant = fieldsOf(fieldsOf(metadata).avenant)
  const { version, schema, recordedAt } = avenant
  if (typeof version === 'number' && version > envelopeVersion)
    throw new UnreadableEvent(stream, revision, version)
  const ours =
    version === envelopeVersion &&
    Number.isSafeInteger(schema) &&
    E.isRight(Instant.decode(recordedAt)) &&
    typeof avenant.metadata === 'object'
  if (!ours) throw new UnreadableEvent(stream, revision, null)
  // Written by `wireEventOf`: the metadata was checked with its codec.
  return avenant as unknown as WireMetadata['avenant']
}

const fieldsOf = (u: unknown): Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null ? { ...u } : {}
