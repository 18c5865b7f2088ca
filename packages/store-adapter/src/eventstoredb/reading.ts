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
export type Look = {
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

/**
 * A subscription as a bounded look at the log from where it starts: until it has given `limit` events, or the server
 * told how far it is (a checkpoint), or that this is all. The client tells the last two as soon as the server's message
 * comes, ahead of the events that it still holds: each counts only once what came before it was taken.
 *
 * @param subscribe opens the subscription, with what listens to its checkpoints
 */
export const lookOf = (
  subscribe: (checkpointReached: (position: Position) => void) => AllStreamSubscription,
  limit: number,
  silence: number
): Promise<Look> =>
  new Promise((resolve, reject) => {
    const events: WireRecorded[] = []
    const marks: { readonly after: number; readonly reached: bigint | null }[] = []
    let taken = 0
    let settled = false

    const settle = (finish: () => void): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      letGo(source, () => source.unsubscribe())
      finish()
    }
    const told = (): void => {
      const [mark] = marks
      if (events.length >= limit) settle(() => resolve({ events, reached: null, end: false }))
      else if (mark !== undefined && mark.after <= taken)
        settle(() => resolve({ events, reached: mark.reached, end: mark.reached === null }))
    }
    const mark = (reached: bigint | null): void => {
      timer.refresh()
      marks.push({ after: taken + source.readableLength, reached })
      told()
    }

    const source = subscribe(position => mark(position.commit))
    const timer = setTimeout(() => settle(() => reject(noAnswer(silence))), silence)
    source.on('data', resolved => {
      if (settled) return
      timer.refresh()
      taken++
      const event = wireOf(resolved)
      if (event !== null) events.push(event)
      told()
    })
    source.on('caughtUp', () => mark(null))
    source.on('confirmation', () => timer.refresh())
    source.on('error', error => settle(() => reject(error)))
    // A subscription has no end: an ended one was cut.
    source.on('end', () => settle(() => reject(cutOff)))
  })

export const cutOff = Object.assign(new Error('the server ended the subscription'), { code: 14 })

/** Null for a link whose event is not there any more, and for a server that does not tell positions. */
export const wireOf = ({
  event,
  commitPosition
}: AllStreamResolvedEvent | ResolvedEvent): WireRecorded | null => {
  if (event === undefined) return null
  const position = event.position?.commit ?? commitPosition
  if (position === undefined) return null
  const { streamId, revision, id, type, data, metadata } = event
  return { position, stream: streamId, revision: Number(revision), id, type, data, metadata }
}
