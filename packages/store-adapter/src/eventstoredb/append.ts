import type { Instant } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type AppendRuling, isRetryOf, ruleAppend } from '../append-rule'
import type { CheckedAppend } from '../checked-events'
import { type ClockRefused, type Conflict, conflict, type StoreFault, storeBusy } from '../errors'
import type { Appended } from '../event-store'
import { untilDamage } from '../recorded-text'
import { type ClockReading, farFromKeeper, recordingInstant } from '../recording-instant'
import { beginningMissing } from './cuts'
import { recordedOfWire, wireEventOf } from './envelope'
import {
  Damaged,
  isAccessDenied,
  isStreamDeleted,
  isStreamNotFound,
  NotReadableYet,
  NotReadBack,
  wrongRevisionOf
} from './faults'
import type { Keeper } from './keeper'
import type { KnownStream, KnownStreams } from './known-streams'
import type { Attempt, Retrying } from './retrying'
import type { Server } from './server'

type Refusal = Extract<AppendRuling, { _tag: 'Refuse' }>

type Answer = E.Either<ClockRefused | Conflict | StoreFault, Appended>

export type Appending = {
  readonly server: Pick<Server, 'append' | 'readStream' | 'confirmLeader'>
  readonly known: KnownStreams
  readonly readClock: () => ClockReading
  /** When the journal's last event was recorded, as far as this program has seen. */
  readonly lastRecordedAt: () => Promise<Instant | null>
  /** The server's clock. */
  readonly keeper: Keeper
  readonly retrying: Retrying
  /** The name that the stream has on the server. */
  readonly onServer: (stream: string) => string
  /** Reads what of the stream is not known yet. */
  readonly refresh: (stream: string) => Promise<void>
  /** Whether an operator hid events of the stream. */
  readonly isCut: (stream: string) => Promise<boolean>
}

/** `isRetry`: what was read back has the content of the append, and not only its ids. */
type Written = { readonly appended: Appended; readonly isRetry: boolean }

/** How many times an append that does not mind where it goes gives way to other writers. */
const mostTurns = 50

/**
 * The rule of appending against a server that has another one. It is decided here, on what is known of the stream, and
 * always sent at an exact revision: the server writes only if that was true, and what it takes for a retry at an exact
 * revision is one. An append whose answer was lost is sent again with the same ids, at the same revision, with the same
 * instant unless that is too old by now, after a look at whether it was written. What is answered was read back.
 */
export const appendTo =
  ({ server, known, readClock, lastRecordedAt, keeper, retrying, onServer, refresh, isCut }: Appending) =>
  async (append: CheckedAppend): Promise<Answer> => {
    const { stream, events, expected } = append
    let reading = readClock()
    /** What was read from the clock long ago is read again: the append was not written since. */
    const farFromServer = async (): Promise<ClockRefused | null> => {
      if (reading.difference === null || reading.now === null) return null
      const counted = await keeper.now()
      if (counted === null || farFromKeeper(reading, stream, counted) === null) return null
      reading = readClock()
      const now = await keeper.now(true)
      return now === null ? null : farFromKeeper(reading, stream, now)
    }
    /**
     * What stands where the append is, or was taken to be: the server compares ids alone, so that all of it is read. Null
     * when the events are not there: what is known of the stream is not true any more.
     */
    const writtenFrom = async (revision: number): Promise<Written | null> => {
      const found = await server.readStream({
        stream: onServer(stream),
        from: revision,
        direction: 'forwards',
        limit: events.length
      })
      if (found.length < events.length || found.some(({ id }, index) => id !== events[index]?.id)) return null
      const { events: recorded, damage } = untilDamage(found.map(wire => recordedOfWire(wire, stream)))
      if (damage !== null) throw new Damaged(damage)
      const last = recorded.at(-1)
      if (last === undefined) return null
      const { revision: lastRevision, position, recordedAt } = last
      return {
        appended: { revision: lastRevision, position, recordedAt },
        isRetry: isRetryOf(append, recorded)
      }
    }

    const write = async (firstRevision: number, recordedAt: Instant): Promise<Written | null> => {
      const sent = events.map(wireEventOf(recordedAt))
      const after = firstRevision === 0 ? null : firstRevision - 1
      const last = await server.append(onServer(stream), sent, after)
      const first = last - events.length + 1
      const written = await writtenFrom(first).catch(error => {
        throw isAccessDenied(error) ? new NotReadBack(stream) : error
      })
      if (written === null) return null
      known.learn(
        stream,
        first,
        events.map(({ id }, index) => ({
          id,
          revision: first + index,
          recordedAt: written.appended.recordedAt
        }))
      )
      return written
    }

    const attempt: Attempt<Answer> = async (isRetry, isOver) => {
      let fresh = false
      let isConfirmed = false
      let isAsked = false
      const look = async (): Promise<void> => {
        await refresh(stream)
        fresh = true
      }
      if (isRetry) await look()
      for (let turn = 0; turn < mostTurns && !isOver(); turn++) {
        const seen = known.get(stream)
        if (seen === undefined && !fresh && expected === 'none' && !known.isMissing(stream)) {
          // A stream that is to be new is tried as such: the server says whether it is, but for one that was deleted.
          if (await isCut(stream)) throw new Damaged(beginningMissing(stream))
          known.notFound(stream)
        }
        if (seen === undefined && !fresh && !known.isMissing(stream)) {
          await look()
          continue
        }
        let ruling = ruleAppend(append, seen?.revision ?? null, id => seen?.revisionOf(id))
        if (ruling._tag === 'Refuse') {
          if (!fresh) {
            await look()
            continue
          }
          // Who expects more than there is may have been told so by a leader that this program has not heard of yet.
          if (!isConfirmed && isShort(append, ruling)) {
            isConfirmed = true
            await server.confirmLeader()
            await look()
            continue
          }
          // Of an append that is being made known, the first events may be read before the others: the server knows.
          const firstRevision = isAsked || seen === undefined ? null : beginningOf(append, seen)
          if (firstRevision === null) return E.left(conflict(append, ruling))
          isAsked = true
          ruling = { _tag: 'Write', firstRevision }
        }
        try {
          let written: Written | null
          if (ruling._tag === 'Already') written = await writtenFrom(ruling.firstRevision)
          else {
            const last = { journal: await lastRecordedAt(), stream: seen?.recordedAt ?? null }
            const far = await farFromServer()
            const instant = far === null ? recordingInstant(reading, stream, last) : E.left(far)
            // What may be written already is looked for first.
            if (E.isLeft(instant) && !fresh) {
              await look()
              continue
            }
            if (E.isLeft(instant)) return instant
            written = await write(ruling.firstRevision, instant.right)
          }
          if (written?.isRetry === false)
            return E.left(conflict(append, { actual: known.get(stream)?.revision ?? null, cause: 'content' }))
          if (written !== null) return E.right(written.appended)
          known.forget(stream)
        } catch (error) {
          if (isStreamDeleted(error)) throw new Damaged(beginningMissing(stream))
          const wrong = wrongRevisionOf(error)
          if (wrong === null && !isStreamNotFound(error)) throw error
          const { actual } = wrong ?? { actual: null }
          // Behind what is known: the server lost the stream, or another one answers at its address.
          if ((actual ?? -1) < known.nextOf(stream) - 1) known.forget(stream)
          await look()
          // The server counts what another appended before it lets anybody read it.
          if (actual !== null && known.nextOf(stream) <= actual) throw new NotReadableYet(stream, actual)
          continue
        }
        await look()
      }
      return E.left(storeBusy('CONTENTION'))
    }

    return E.flatten<ClockRefused | Conflict | StoreFault, Appended>(await retrying(attempt))
  }

/** Whether the stream ends before the append may go there. */
const isShort = ({ expected }: CheckedAppend, { actual, cause }: Refusal): boolean =>
  cause === 'revision' &&
  (typeof expected === 'object' ? expected.exact > (actual ?? -1) : expected === 'exists' && actual === null)

/** Where the stream begins to hold this very append, when it ends within it; else null. */
const beginningOf = ({ events, expected }: CheckedAppend, seen: KnownStream): number | null => {
  const first = seen.revisionOf(events[0].id)
  if (first === undefined) return null
  const place = typeof expected === 'object' ? expected.exact + 1 : expected === 'none' ? 0 : first
  const held = (seen.revision ?? -1) - first + 1
  const isBegun =
    first === place &&
    held < events.length &&
    events.slice(0, held).every(({ id }, index) => seen.revisionOf(id) === first + index)
  return isBegun ? first : null
}
