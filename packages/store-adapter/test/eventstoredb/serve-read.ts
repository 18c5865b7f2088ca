import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb'
import { type ServerWritableStream, status } from '@grpc/grpc-js'
import type { Log, LogEvent } from './log'
import {
  brokenLinkResponse,
  caughtUp,
  checkpoint,
  confirmation,
  eventResponse,
  failure,
  type ReadRequest,
  streamNotFound
} from './messages'
import type { Switches } from './switches'

export type Call = {
  readonly call: ServerWritableStream<ReadReq, ReadResp>
  readonly request: ReadRequest
  readonly subscription: boolean
}

type Sent = { filter: string; stream: string }[]

export const serveRead = (log: Log, switches: Switches, sent: Sent, { call, request }: Call): void => {
  if (request.count !== null) page(log, call, request, request.count)
  else follow(log, switches, sent, call, request)
}

const page = (
  log: Log,
  call: Call['call'],
  { stream, from, backwards }: ReadRequest,
  count: number
): void => {
  const events = stream === null ? log.events : log.stream(stream)
  if (events === undefined) call.write(streamNotFound(stream ?? ''))
  else
    for (const event of chosen(events, stream, from, backwards).slice(0, count))
      call.write(eventResponse(event))
  call.end()
}

const chosen = (
  events: ReadonlyArray<LogEvent>,
  stream: string | null,
  from: ReadRequest['from'],
  backwards: boolean
): ReadonlyArray<LogEvent> => {
  const at = (event: LogEvent): bigint => (stream === null ? event.position : BigInt(event.revision))
  const inReach = (event: LogEvent): boolean =>
    typeof from !== 'bigint' || (backwards ? at(event) <= from : at(event) >= from)
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
  const stopListening = log.onAppended(() => wake())
  const gone = (): boolean => call.cancelled || call.destroyed
  const quit = (): void => {
    stopListening()
    wake()
  }
  call.on('cancelled', quit)
  call.on('close', quit)
  const send = async (message: ReadResp): Promise<void> => {
    if (!gone() && !call.write(message))
      await new Promise<void>(resolve => {
        wake = resolve
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
          call.emit('error', failure(status.UNAVAILABLE, null))
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
