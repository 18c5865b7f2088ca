/**
 * The server's messages, in the client's own generated types. `generated/` is no part of what the client promises to
 * keep: this holds because the package pins 6.2.1 exactly.
 */
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb'
import { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb'
import { Metadata, type status } from '@grpc/grpc-js'
import type { Expected, LogEvent, Proposed, Written } from './log'

const bytes = (field: Uint8Array | string): Uint8Array =>
  typeof field === 'string' ? Buffer.from(field, 'base64') : field

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(bytes(identifier?.getStreamName() ?? '')).toString('utf8')

type Filter = {
  readonly matches: (event: LogEvent) => boolean
  readonly expression: string
  /** A checkpoint each so many events that were looked at. */
  readonly interval: number
}

export type ReadRequest = {
  readonly stream: string | null
  /** A revision or a position. */
  readonly from: bigint | 'start' | 'end'
  readonly backwards: boolean
  /** Null for a subscription. */
  readonly count: number | null
  readonly filter: Filter | null
}

export const readRequestOf = (request: ReadReq): ReadRequest => {
  const options = request.getOptions() ?? new ReadReq.Options()
  const stream = options.getStream()
  const all = options.getAll()
  const from =
    stream !== undefined
      ? stream.hasRevision()
        ? BigInt(stream.getRevision())
        : stream.hasEnd()
          ? 'end'
          : 'start'
      : all?.hasPosition() === true
        ? BigInt(all.getPosition()?.getCommitPosition() ?? 0)
        : all?.hasEnd() === true
          ? 'end'
          : 'start'
  return {
    stream: stream === undefined ? null : nameOf(stream.getStreamIdentifier()),
    from,
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
  const pattern = new RegExp(regex)
  return {
    expression: regex === '' ? prefixes.join() : regex,
    interval: Math.max(1, filter.getMax()) * Math.max(1, filter.getCheckpointintervalmultiplier()),
    matches: ({ stream, type }) => {
      const text = byStream === undefined ? type : stream
      return prefixes.length > 0 ? prefixes.some(prefix => text.startsWith(prefix)) : pattern.test(text)
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
}

export const appendRequestOf = (requests: ReadonlyArray<AppendReq>): AppendRequest => {
  const options = requests[0]?.getOptions() ?? new AppendReq.Options()
  return {
    stream: nameOf(options.getStreamIdentifier()),
    expected: options.hasRevision()
      ? Number(options.getRevision())
      : options.hasNoStream()
        ? 'none'
        : options.hasStreamExists()
          ? 'exists'
          : 'any',
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

export const appendResponse = (written: Written): AppendResp => {
  if (written._tag === 'Written')
    return new AppendResp().setSuccess(
      new AppendResp.Success()
        .setCurrentRevision(String(written.revision))
        .setPosition(
          new AppendResp.Position()
            .setCommitPosition(String(written.position))
            .setPreparePosition(String(written.position))
        )
    )
  const wrong = new AppendResp.WrongExpectedVersion()
  if (written.current === null) wrong.setCurrentNoStream(new Empty())
  else wrong.setCurrentRevision(String(written.current))
  return new AppendResp().setWrongExpectedVersion(wrong)
}

/** An error as the server tells its own: the kind in the trailers. */
export const failure = (
  code: status,
  exception: string | null,
  trailers: Readonly<Record<string, string>> = {}
): { readonly code: status; readonly details: string; readonly metadata: Metadata } => {
  const metadata = new Metadata()
  if (exception !== null) metadata.set('exception', exception)
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return { code, details: exception ?? 'refused by the stand-in', metadata }
}
