/** Streams of the client, read with an end: what they give is bounded in number and in time, and their call is ended. */
import type {
  AllStreamResolvedEvent,
  AllStreamSubscription,
  Position,
  ResolvedEvent,
  StreamingRead
} from '@eventstore/db-client'
import type { WireRecorded } from './envelope'
import { noAnswer } from './faults'

/** `reached` is how far the log was looked through, when that is further than the last event; `end` whether it is all. */
type Look = {
  readonly events: ReadonlyArray<WireRecorded>
  readonly reached: bigint | null
  readonly end: boolean
}

const quietly = (): void => {}

/** Listens for ever: an error that comes after the end of a call has no other listener, and would end the process. */
const letGo = (source: { pause: () => unknown }, end: () => Promise<void>): void => {
  source.pause()
  // Waits for the call to begin, which it may never do: nobody waits for this.
  end().catch(quietly)
}

/** Everything of a read that the server ends by itself. */
export const readAllOf = (
  read: StreamingRead<ResolvedEvent | AllStreamResolvedEvent>,
  silence: number
): Promise<ReadonlyArray<WireRecorded>> =>
  new Promise((resolve, reject) => {
    const events: WireRecorded[] = []
    const settle = (finish: () => void): void => {
      clearTimeout(timer)
      letGo(read, () => read.cancel())
      finish()
    }
    const timer = setTimeout(() => settle(() => reject(noAnswer(silence))), silence)
    read.on('data', resolved => {
      timer.refresh()
      const event = wireOf(resolved)
      if (event !== null) events.push(event)
    })
    read.on('end', () => settle(() => resolve(events)))
    read.on('error', error => settle(() => reject(error)))
  })

/** A look at the log from a position on, page after page: one call to the server for all of them. */
export type Looking = {
  /** One at a time. After a failure, or the page that was all, there is no other. */
  readonly next: (limit: number) => Promise<Look>
  /** False also once nobody asked for a page for as long as a call may be silent. */
  readonly open: () => boolean
  readonly end: () => void
}

/**
 * A subscription as a look at the log: each page until it has given `limit` events, or the server told how far it is
 * (a checkpoint), or that this is all. The client tells the last two as soon as the server's message comes, ahead of the
 * events that it still holds: each counts only once what came before it was taken. Between two pages the call waits,
 * and holds the server up.
 *
 * @param subscribe opens the subscription, with what listens to its checkpoints
 */
export const lookingAt = (
  subscribe: (checkpointReached: (position: Position) => void) => AllStreamSubscription,
  silence: number
): Looking => {
  const marks: { readonly after: number; readonly reached: bigint | null }[] = []
  let events: WireRecorded[] = []
  let taken = 0
  let ended = false
  let failure: { readonly error: unknown } | null = null
  let wanted: Wanted | null = null
  let timer: NodeJS.Timeout | undefined

  const end = (): void => {
    clearTimeout(timer)
    if (ended) return
    ended = true
    letGo(source, () => source.unsubscribe())
  }
  const give = (reached: bigint | null, all: boolean): void => {
    const page = { events, reached, end: all }
    const given = wanted
    wanted = null
    events = []
    clearTimeout(timer)
    source.pause()
    if (all) end()
    else timer = setTimeout(end, silence).unref()
    given?.resolve(page)
  }
  const fail = (error: unknown): void => {
    failure ??= { error }
    end()
    wanted?.reject(failure.error)
    wanted = null
  }
  const told = (): void => {
    const [mark] = marks
    if (wanted === null) return
    if (events.length >= wanted.limit) give(null, false)
    else if (mark !== undefined && mark.after <= taken) {
      marks.shift()
      give(mark.reached, mark.reached === null)
    }
  }
  const heard = (): void => {
    if (wanted !== null) timer?.refresh()
  }
  const mark = (reached: bigint | null): void => {
    heard()
    marks.push({ after: taken + source.readableLength, reached })
    told()
  }

  const source = subscribe(position => mark(position.commit))
  source.pause()
  source.on('data', resolved => {
    heard()
    taken++
    const event = wireOf(resolved)
    if (event !== null) events.push(event)
    told()
  })
  source.on('caughtUp', () => mark(null))
  source.on('confirmation', heard)
  source.on('error', fail)
  // A subscription has no end: an ended one was cut.
  source.on('end', () => fail(cutOff))

  return {
    next: limit =>
      new Promise((resolve, reject) => {
        clearTimeout(timer)
        if (failure !== null) return reject(failure.error)
        timer = setTimeout(() => fail(noAnswer(silence)), silence)
        wanted = { limit, resolve, reject }
        source.resume()
        told()
      }),
    open: () => !ended,
    end
  }
}

type Wanted = {
  readonly limit: number
  readonly resolve: (look: Look) => void
  readonly reject: (error: unknown) => void
}

export const cutOff = Object.assign(new Error('the server ended the subscription'), { code: 14 })

/** Null for a link whose event is not there any more, and for a server that does not tell positions. */
export const wireOf = ({
  event,
  commitPosition
}: AllStreamResolvedEvent | ResolvedEvent): WireRecorded | null => {
  if (event === undefined) return null
  const position = event.position?.commit ?? commitPosition
  if (position === undefined) return null
  const { streamId, revision, id, type, data, metadata, created } = event
  return { position, stream: streamId, revision: Number(revision), id, type, data, metadata, created }
}
