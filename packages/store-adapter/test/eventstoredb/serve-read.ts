import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb'
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { Log, LogEvent } from './log'
import {
  brokenLinkResponse,
  caughtUp,
  checkpoint,
  confirmation,
  eventResponse,
  type Failure,
  type ReadRequest,
  streamDeleted,
  streamNotFound,
  thrownByHandler,
  unavailable,
  unexpectedRead
} from './messages'
import type { Switches } from './switches'

export type Call = {
  readonly call: ServerWritableStream<ReadReq, ReadResp>
  readonly request: ReadRequest
  readonly subscription: boolean
}

type Sent = { filter: string; stream: string }[]

export const serveRead = (log: Log, switches: Switches, sent: Sent, { call, request }: Call): void => {
  const refused = refusalOf(log, request)
  if (refused !== null) call.emit('error', refused)
  else if (request.count === null) follow(log, switches, sent, call, request)
  // Nobody ends a read of the whole log that asks for no event.
  else if (request.stream !== null || request.count > 0) page(log, call, request, request.count)
}

/** What a real server refuses, as it was seen to. */
const refusalOf = (log: Log, request: ReadRequest): Failure | null => {
  const { stream, from, whole, count, backwards, filter } = request
  if (filter?.compiles === false) return thrownByHandler
  if (stream !== null) {
    if (log.isDeleted(stream)) return streamDeleted(stream)
    return count === 0 || (from === 'end' && !backwards) ? unexpectedRead('ReadStreamResult') : null
  }
  if (typeof from !== 'bigint') return null
  if (!whole) return thrownByHandler
  const end = log.events.at(-1)?.position ?? -1n
  if (from > end || log.knows(from)) return null
  return count === null ? thrownByHandler : unexpectedRead('ReadAllResult')
}

const page = (log: Log, call: Call['call'], request: ReadRequest, count: number): void => {
  const { stream } = request
  const events = stream === null ? log.events : log.stream(stream)
  if (events === undefined) call.write(streamNotFound(stream ?? ''))
  else for (const event of chosen(events, request).slice(0, count)) call.write(eventResponse(event))
  call.end()
}

/** Backwards the whole log gives what stands before a position, and a stream the revision itself too. */
const chosen = (
  events: ReadonlyArray<LogEvent>,
  { stream, from, backwards }: ReadRequest
): ReadonlyArray<LogEvent> => {
  const at = ({ position, revision }: LogEvent): bigint => (stream === null ? position : revision)
  const inReach = (event: LogEvent): boolean => {
    if (from === 'start') return !backwards || at(event) === 0n
    if (from === 'end') return backwards
    if (!backwards) return at(event) >= from
    return stream === null ? at(event) < from : at(event) <= from
  }
  const found = events.filter(inReach)
  return backwards ? found.reverse() : found
}

/** From after a position, without end: catching up, told as such, then live. Waits for a slow reader. */
const follow = async (
  log: Log,
  switches: Switches,
  sent: Sent,
  call: Call['call'],
  { from, filter }: ReadRequest
): Promise<void> => {
  let wake = (): void => {}
  let leave = (): void => {}
  const stopListening = log.onAppended(() => wake())
  const gone = (): boolean => call.cancelled || call.destroyed
  const quit = (): void => {
    stopListening()
    wake()
    leave()
  }
  call.on('cancelled', quit)
  call.on('close', quit)
  const send = async (message: ReadResp): Promise<void> => {
    if (!gone() && !call.write(message))
      await new Promise<void>(resolve => {
        leave = resolve
        call.once('drain', resolve)
      })
  }

  let index =
    from === 'end'
      ? log.events.length
      : from === 'start'
        ? 0
        : log.events.filter(event => event.position <= from).length
  let looked = 0
  let given = 0
  await send(confirmation('stand-in'))
  for (let live = false; !gone(); ) {
    for (let event = log.events[index]; event !== undefined && !gone(); event = log.events[++index]) {
      looked++
      if (filter === null || filter.matches(event)) {
        if (switches.cutAfter !== null && given === switches.cutAfter) {
          switches.cutAfter = null
          call.emit('error', unavailable)
          return
        }
        given++
        sent.push({ filter: filter?.expression ?? '', stream: event.stream })
        if (switches.brokenLinks) await send(brokenLinkResponse(event))
        await send(eventResponse(event))
      }
      if (filter !== null && (switches.eagerCheckpoints || looked % filter.interval === 0))
        await send(checkpoint(event.position))
    }
    if (!live) await send(caughtUp())
    live = true
    if (index < log.events.length) continue
    if (!gone())
      await new Promise<void>(resolve => {
        wake = resolve
      })
  }
  quit()
}
