import type { Metadata, Recorded } from '@avenant/domain'
import type { Attributes } from '@opentelemetry/api'
import { categoryOf, isCategory, isStreamName } from '../stream-name'

/**
 * What spans tell. Streams and ids hold no personal data (G10); payloads, reasons and the ids of acteurs are left
 * out. Measures take the category and never the stream: theirs is one series for each value.
 */
export const commandAttributes = (
  stream: string,
  { type, acteur }: { readonly type: string; readonly acteur: { readonly kind: string } },
  { commandId, correlationId, causationId }: Metadata
): Attributes => ({
  ...streamAttributes(stream),
  'avenant.command.type': type,
  'avenant.command.id': commandId,
  'avenant.acteur.kind': acteur.kind,
  'avenant.correlation.id': correlationId,
  ...(causationId === null ? {} : { 'avenant.causation.id': causationId })
})

export const recordedAttributes = ({
  stream,
  revision,
  position,
  id,
  type,
  metadata: { correlationId, causationId }
}: Recorded): Attributes => ({
  ...streamAttributes(stream),
  'avenant.event.id': id,
  'avenant.event.type': type,
  'avenant.event.revision': revision,
  'avenant.event.position': position,
  'avenant.correlation.id': correlationId,
  ...(causationId === null ? {} : { 'avenant.causation.id': causationId })
})

export const streamAttributes = (stream: string): Attributes => ({
  'avenant.stream': isStreamName(stream) ? stream : '?',
  'avenant.category': shownCategory(stream)
})

/** A caller without types may name a stream by anything: the store refuses it, and telling it must not throw before. */
export const shownCategory = (stream: unknown): string => (isStreamName(stream) ? categoryOf(stream) : '?')

/** Of what is asked of a store: `*` for all. */
export const askedCategory = (options: unknown): string => {
  try {
    const { category } = Object(options)
    return category === undefined ? '*' : isCategory(category) ? category : '?'
  } catch {
    return '?'
  }
}
