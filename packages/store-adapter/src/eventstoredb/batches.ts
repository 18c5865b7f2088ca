/**
 * Many appends down one call, which the server writes in the order in which they were sent: its batch call, without the
 * client's own face of it. That keeps the appends that wait in one map for all clients of the process, rejects them all
 * when the call of one fails, and throws where nobody can catch it when an answer comes after that.
 */
import { randomUUID } from 'node:crypto'
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { WireEvent } from './envelope'
import { noAnswer } from './faults'
import { cutOff } from './reading'

export type Batches = {
  /** At this exact revision, null for a new stream. Rejects with what the client would. */
  readonly send: (stream: string, events: ReadonlyArray<WireEvent>, after: number | null) => Promise<void>
  /** Rejects what waits. */
  readonly end: () => void
}

export type BatchCall = ReturnType<StreamsClient['batchAppend']>

/** What messages are made of, and read with. */
export type BatchMessages = Pick<
  typeof import('@eventstore/db-client/generated/streams_pb.js'),
  'BatchAppendReq'
> &
  Pick<typeof import('@eventstore/db-client/generated/shared_pb.js'), 'Empty' | 'StreamIdentifier' | 'UUID'> &
  Pick<typeof import('@eventstore/db-client/dist/utils/grpcUUID.js'), 'parseUUID'> &
  Pick<
    typeof import('@eventstore/db-client/dist/streams/appendToStream/unpackError.js'),
    'unpackToCommandError'
  >

/** How long the server may keep an append before it writes it, in milliseconds: those before it come first. */
const longestWait = 60_000

/** @param silence how long nothing may be answered while appends wait, in milliseconds */
export const batchesDown = (call: BatchCall, messages: BatchMessages, silence: number): Batches => {
  const waiting = new Map<
    string,
    { readonly resolve: () => void; readonly reject: (error: unknown) => void }
  >()
  const requestOf = requestsWith(messages)
  let failure: { readonly error: unknown } | null = null
  let timer: NodeJS.Timeout | undefined

  const listen = (): void => {
    clearTimeout(timer)
    if (waiting.size > 0) timer = setTimeout(() => fail(noAnswer(silence)), silence)
  }
  const fail = (error: unknown): void => {
    if (failure !== null) return
    failure = { error }
    clearTimeout(timer)
    call.cancel()
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  call.on('data', (answer: BatchAppendResp) => {
    const id = messages.parseUUID(answer.getCorrelationId()) ?? ''
    const one = waiting.get(id)
    waiting.delete(id)
    if (failure === null) listen()
    const error = answer.getError()
    if (error === undefined) one?.resolve()
    else one?.reject(messages.unpackToCommandError(error, nameIn(answer)))
  })
  call.on('error', fail)
  call.on('end', () => fail(cutOff))

  return {
    send: (stream, events, after) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure.error)
        const id = randomUUID()
        waiting.set(id, { resolve, reject })
        if (waiting.size === 1) listen()
        call.write(requestOf(id, stream, events, after))
      }),
    end: () => fail(cutOff)
  }
}

const nameIn = (answer: BatchAppendResp): string =>
  Buffer.from(answer.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8')

const requestsWith =
  ({ BatchAppendReq, Empty, StreamIdentifier, UUID }: BatchMessages) =>
  (id: string, stream: string, events: ReadonlyArray<WireEvent>, after: number | null): BatchAppendReq => {
    const options = new BatchAppendReq.Options()
      .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)))
      .setDeadline(instantIn(BatchAppendReq, Date.now() + longestWait))
    if (after === null) options.setNoStream(new Empty())
    else options.setStreamPosition(String(after))
    return new BatchAppendReq()
      .setCorrelationId(new UUID().setString(id))
      .setOptions(options)
      .setIsFinal(true)
      .setProposedMessagesList(
        events.map(event => {
          const message = new BatchAppendReq.ProposedMessage()
            .setId(new UUID().setString(event.id))
            .setData(Buffer.from(JSON.stringify(event.data)))
            .setCustomMetadata(Buffer.from(JSON.stringify(event.metadata)))
          message.getMetadataMap().set('type', event.type).set('content-type', 'application/json')
          return message
        })
      )
  }

/**
 * The class of an instant is a package of the client's own: one is had by reading options whose sixth field, which is an
 * empty instant, is all there is.
 */
const instantIn = (Request: BatchMessages['BatchAppendReq'], milliseconds: number) => {
  const instant = Request.Options.deserializeBinary(Uint8Array.of((6 << 3) | 2, 0)).getDeadline()
  instant?.setSeconds(Math.floor(milliseconds / 1000)).setNanos((milliseconds % 1000) * 1_000_000)
  return instant
}
