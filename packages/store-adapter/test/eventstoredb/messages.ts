/**
 * The server's messages, in the client's own generated types. `generated/` is no part of what the client promises to
 * keep: this holds because the package pins 6.2.1 exactly.
 */
import {
  AccessDenied,
  AllStreamPosition,
  Empty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  Unknown,
  UUID,
  WrongExpectedVersion
} from '@eventstore/db-client/generated/shared_pb'
import { Status } from '@eventstore/db-client/generated/status_pb'
import {
  AppendReq,
  AppendResp,
  type BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
  type TombstoneReq,
  TombstoneResp
} from '@eventstore/db-client/generated/streams_pb'
import { Metadata, status } from '@grpc/grpc-js'
import type { Expected, LogEvent, Proposed, Written } from './log'

const bytes = (field: Uint8Array | string): Uint8Array =>
  typeof field === 'string' ? Buffer.from(field, 'base64') : field

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(bytes(identifier?.getStreamName() ?? '')).toString('utf8')

type Filter = {
  /** False for a pattern that is none. */
  readonly compiles: boolean
  readonly matches: (event: LogEvent) => boolean
  readonly expression: string
  /** A checkpoint each so many events that were looked at. */
  readonly interval: number
}

export type ReadRequest = {
  readonly stream: string | null
  /** A revision or a position. */
  readonly from: bigint | 'start' | 'end'
  /** Of a position, whether its two halves are those of one record. */
  readonly whole: boolean
  readonly backwards: boolean
  /** Null for a subscription. */
  readonly count: number | null
  readonly filter: Filter | null
}

export const readRequestOf = (request: ReadReq): ReadRequest => {
  const options = request.getOptions() ?? new ReadReq.Options()
  const stream = options.getStream()
  const all = options.getAll()
  const position = all?.getPosition()
  const from =
    stream !== undefined
      ? stream.hasRevision()
        ? BigInt(stream.getRevision())
        : stream.hasEnd()
          ? 'end'
          : 'start'
      : all?.hasPosition() === true
        ? BigInt(position?.getCommitPosition() ?? 0)
        : all?.hasEnd() === true
          ? 'end'
          : 'start'
  return {
    stream: stream === undefined ? null : nameOf(stream.getStreamIdentifier()),
    from,
    whole: BigInt(position?.getCommitPosition() ?? 0) >= BigInt(position?.getPreparePosition() ?? 0),
    backwards: options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS,
    count: options.hasSubscription() ? null : Number(options.getCount()),
    filter: filterOf(options.getFilter())
  }
}

const filterOf = (filter: ReadReq.Options.FilterOptions | undefined): Filter | null => {
  if (filter === undefined) return null
  const byStream = filter.getStreamIdentifier()
  const expression = byStream ?? filter.getEventType()
  const regex = expression?.getRegex() ?? ''
  const prefixes = expression?.getPrefixList() ?? []
  let pattern: RegExp | null
  try {
    pattern = new RegExp(regex)
  } catch {
    pattern = null
  }
  return {
    compiles: pattern !== null,
    expression: regex === '' ? prefixes.join() : regex,
    interval: Math.max(1, filter.getMax()) * Math.max(1, filter.getCheckpointintervalmultiplier()),
    matches: ({ stream, type }) => {
      const text = byStream === undefined ? type : stream
      return prefixes.length > 0
        ? prefixes.some(prefix => text.startsWith(prefix))
        : pattern?.test(text) === true
    }
  }
}

export const eventResponse = (event: LogEvent): ReadResp => {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(event.stream)))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.metadata)
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(BigInt(event.created.getTime()) * 10_000n))
  return new ReadResp().setEvent(
    new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position))
  )
}

/** A link whose event is not there any more. */
export const brokenLinkResponse = (event: LogEvent): ReadResp => {
  const link = eventResponse(event).getEvent()?.getEvent()
  return new ReadResp().setEvent(
    new ReadResp.ReadEvent().setLink(link).setCommitPosition(String(event.position))
  )
}

export const confirmation = (id: string): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id))

export const caughtUp = (): ReadResp => new ReadResp().setCaughtUp(new ReadResp.CaughtUp())

export const checkpoint = (position: bigint): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position))
  )

export const streamNotFound = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(
    new ReadResp.StreamNotFound().setStreamIdentifier(
      new StreamIdentifier().setStreamName(Buffer.from(stream))
    )
  )

export type AppendRequest = {
  readonly stream: string
  readonly expected: Expected
  readonly proposed: ReadonlyArray<Proposed>
  /** Of the largest message: gRPC bounds each by itself. */
  readonly largestMessage: number
}

type Revisions = {
  readonly hasRevision: () => boolean
  readonly getRevision: () => string
  readonly hasNoStream: () => boolean
  readonly hasStreamExists: () => boolean
}

const expectedOf = (options: Revisions): Expected =>
  options.hasRevision()
    ? BigInt(options.getRevision())
    : options.hasNoStream()
      ? 'none'
      : options.hasStreamExists()
        ? 'exists'
        : 'any'

export const appendRequestOf = (requests: ReadonlyArray<AppendReq>): AppendRequest => {
  const options = requests[0]?.getOptions() ?? new AppendReq.Options()
  return {
    stream: nameOf(options.getStreamIdentifier()),
    expected: expectedOf(options),
    largestMessage: Math.max(0, ...requests.map(request => request.serializeBinary().length)),
    proposed: requests.flatMap(request => {
      const message = request.getProposedMessage()
      if (message === undefined) return []
      return {
        id: message.getId()?.getString() ?? '',
        type: message.getMetadataMap().get('type') ?? '',
        contentType: message.getMetadataMap().get('content-type') ?? '',
        data: bytes(message.getData()),
        metadata: bytes(message.getCustomMetadata())
      }
    })
  }
}

/** Of one append, whose parts came one after the other. */
export const batchRequestOf = (requests: ReadonlyArray<BatchAppendReq>): AppendRequest => {
  const options = requests[0]?.getOptions()
  return {
    stream: nameOf(options?.getStreamIdentifier()),
    expected:
      options?.hasNoStream() === true
        ? 'none'
        : options?.hasStreamExists() === true
          ? 'exists'
          : options?.hasAny() === true
            ? 'any'
            : BigInt(options?.getStreamPosition() ?? 0),
    largestMessage: Math.max(0, ...requests.map(request => request.serializeBinary().length)),
    proposed: requests.flatMap(request =>
      request.getProposedMessagesList().map(message => ({
        id: message.getId()?.getString() ?? '',
        type: message.getMetadataMap().get('type') ?? '',
        contentType: message.getMetadataMap().get('content-type') ?? '',
        data: bytes(message.getData()),
        metadata: bytes(message.getCustomMetadata())
      }))
    )
  }
}

export const removalRequestOf = (
  request: DeleteReq | TombstoneReq
): { readonly stream: string; readonly expected: Expected } => {
  const options = request.getOptions() ?? new DeleteReq.Options()
  return { stream: nameOf(options.getStreamIdentifier()), expected: expectedOf(options) }
}

type Answered = Extract<Written, { _tag: 'Written' | 'Wrong' }>

export const appendResponse = (written: Answered): AppendResp => {
  if (written._tag === 'Written') {
    const success = new AppendResp.Success().setCurrentRevision(String(written.revision))
    if (written.position === null) success.setNoPosition(new Empty())
    else
      success.setPosition(
        new AppendResp.Position()
          .setCommitPosition(String(written.position))
          .setPreparePosition(String(written.position))
      )
    return new AppendResp().setSuccess(success)
  }
  const wrong = new AppendResp.WrongExpectedVersion()
  if (written.current === null) wrong.setCurrentNoStream(new Empty())
  else wrong.setCurrentRevision(String(written.current))
  return new AppendResp().setWrongExpectedVersion(wrong)
}

/** To one append of those that share a call, in which a refusal is no end of the call. */
export const batchResponse = (
  correlationId: string,
  stream: string,
  answer: Exclude<Written, { _tag: 'Dropped' }> | Failure
): BatchAppendResp => {
  const response = new BatchAppendResp()
    .setCorrelationId(new UUID().setString(correlationId))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)))
  if (!('_tag' in answer)) return response.setError(statusOf(answer))
  if (answer._tag === 'Deleted') return response.setError(statusWith('StreamDeleted', new StreamDeleted()))
  if (answer._tag === 'Wrong') {
    const wrong = new WrongExpectedVersion()
    if (answer.current !== null) wrong.setCurrentStreamRevision(String(answer.current))
    return response.setError(statusWith('WrongExpectedVersion', wrong))
  }
  const success = new BatchAppendResp.Success().setCurrentRevision(String(answer.revision))
  if (answer.position !== null)
    success.setPosition(
      new AllStreamPosition()
        .setCommitPosition(String(answer.position))
        .setPreparePosition(String(answer.position))
    )
  return response.setSuccess(success)
}

type Detail = { readonly serializeBinary: () => Uint8Array }

/** A status whose details are one message, as another service may have them: read first as empty, then filled. */
const statusWith = (name: string, detail: Detail): Status => {
  const status = Status.deserializeBinary(Uint8Array.of((3 << 3) | 2, 0))
  status.getDetails()?.pack(detail.serializeBinary(), `event_store.client.${name}`)
  return status
}

const statusOf = ({ code, metadata }: Failure): Status => {
  const [limit] = metadata.get('maximum-append-size')
  if (limit !== undefined)
    return statusWith(
      'MaximumAppendSizeExceeded',
      new MaximumAppendSizeExceeded().setMaxappendsize(Number(limit))
    )
  if (code === status.PERMISSION_DENIED || code === status.UNAUTHENTICATED)
    return statusWith('AccessDenied', new AccessDenied())
  return code === status.UNAVAILABLE
    ? statusWith('Timeout', new Timeout())
    : statusWith('Unknown', new Unknown())
}

export const deleteResponse = (position: bigint | null): DeleteResp =>
  new DeleteResp().setPosition(
    new DeleteResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position))
  )

export const tombstoneResponse = (position: bigint | null): TombstoneResp =>
  new TombstoneResp().setPosition(
    new TombstoneResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position))
  )

export type Failure = { readonly code: status; readonly details: string; readonly metadata: Metadata }

/** An error as the server tells its own: the kind in the trailers, where it has one. */
export const failure = (
  code: status,
  details: string,
  exception: string | null = null,
  trailers: Readonly<Record<string, string>> = {}
): Failure => {
  const metadata = new Metadata()
  if (exception !== null) metadata.set('exception', exception)
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return { code, details, metadata }
}

/** What the server answers to what it did not foresee. */
export const thrownByHandler = failure(status.UNKNOWN, 'Exception was thrown by handler.')
export const unexpectedRead = (result: 'ReadStreamResult' | 'ReadAllResult'): Failure =>
  failure(status.UNKNOWN, `Unexpected ${result}: Error`)
export const streamDeleted = (stream: string): Failure =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', {
    'stream-name': stream
  })
export const accessDenied = failure(status.PERMISSION_DENIED, 'Access Denied', 'access-denied')
export const unauthenticated = failure(status.UNAUTHENTICATED, 'Unauthenticated')
export const unavailable = failure(status.UNAVAILABLE, 'Server Is Not Ready')
export const notLeader = (host: string, port: number): Failure =>
  failure(status.NOT_FOUND, 'Leader info available', 'not-leader', {
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port)
  })
