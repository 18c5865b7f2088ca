import type { Metadata, Recorded } from '@avenant/domain'
import type { RestoredEvent } from './engine'

/** An event as it is given back, from the texts that were kept: the caller's own copy. */
export const recordedOf = (kept: RestoredEvent): Recorded => ({
  position: kept.position,
  stream: kept.stream,
  revision: kept.revision,
  id: kept.id,
  type: kept.type,
  schema: kept.schema,
  recordedAt: kept.recordedAt,
  data: JSON.parse(kept.data),
  // Checked with its codec before it was written.
  metadata: JSON.parse(kept.metadata) as Metadata
})
