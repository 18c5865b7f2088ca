import { randomUUID } from 'node:crypto'
import { Count, DateCivile, defineEvent, type EventOf, Metadata, NonBlank, struct } from '@avenant/domain'
import { type EventToAppend, journalCodec } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'

/** An event of the size that those of a habilitation have. */
const sampleEvents = {
  AccessCounted: defineEvent(
    struct('AccessCounted', { personne: NonBlank, service: NonBlank, le: DateCivile, n: Count })
  )
}
export type SampleEvent = EventOf<typeof sampleEvents>
export const sampleCodec = journalCodec(sampleEvents)

const valid = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`the sample is wrong: ${JSON.stringify(either.left)}`)
  return either.right
}

const sampleMetadata: Metadata = valid(
  Metadata.decode({
    acteur: { kind: 'agent-caf', id: 'agent-1234' },
    commandId: '5e1f6f0e-1f0b-4c1b-9b86-2a3f1d9d1c11',
    commandDigest: '0'.repeat(64),
    correlationId: '5e1f6f0e-1f0b-4c1b-9b86-2a3f1d9d1c11',
    causationId: null,
    causationDepth: 0,
    reason: null,
    model: null,
    custom: null
  })
)

export const sampleEvent = (n: number): SampleEvent => ({
  type: 'AccessCounted',
  data: valid(
    sampleEvents.AccessCounted.data.decode({
      personne: 'personne-0192f3c4',
      service: 'mon-compte-partenaire',
      le: '2026-03-17',
      n
    })
  )
})

export const sampleToAppend = (n: number): EventToAppend => ({
  ...valid(sampleCodec.encode(sampleEvent(n))),
  id: randomUUID(),
  metadata: sampleMetadata
})

export const right = valid
