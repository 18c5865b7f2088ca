import { comparePositions, type Fault, Instant, Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { checkEvents } from './checked-events'
import type { ClockOptions } from './clock'
import type { RestoredEvent } from './engine'
import { messageOf } from './error-code'
import { type ClockRefused, type RestoreRefused, restoreRefused } from './errors'
import type { RestoreOptions } from './event-store'
import type { Pages } from './pages'
import { clockReader, recordingInstant } from './recording-instant'
import { futureOf, jumpsOf } from './restored-instants'
import { categoryOf, isStreamName } from './stream-name'

/** What every engine can count to: 64 bits with a sign. */
export const lastPosition = positionOf(2n ** 63n - 1n)

type Placed = Pick<Recorded, 'position' | 'stream' | 'revision' | 'recordedAt'>

/**
 * The order of a journal, told event after event: positions increase, along each stream revisions have no hole and
 * instants do not go back, and none is far from the one before it. After a fault it goes on from the event as it is, so that one hole is one
 * fault. Remembers one entry per stream.
 *
 * A stream begins at revision 0, in a category of `retained` at any: only who imports knows that a retention took
 * the beginning, and not a hand.
 */
export const journalOrder = ({
  retained = [],
  clockTolerance
}: RestoreOptions): ((event: Placed) => ReadonlyArray<Fault>) => {
  const jumpFaults = jumpsOf(clockTolerance)
  // A text has `includes` too, and would take in what no retention cut.
  const cut = new Set(Array.isArray(retained) ? retained : [])
  const streams = new Map<string, Pick<Placed, 'revision' | 'recordedAt'>>()
  let last: Position | null = null

  return ({ position, stream, revision, recordedAt }) => {
    const faults: Fault[] = []
    if (last !== null && comparePositions(position, last) <= 0)
      faults.push({ path: 'position', message: `${position} ne suit pas ${last}` })
    if (comparePositions(position, lastPosition) > 0)
      faults.push({ path: 'position', message: `${position} dépasse ${lastPosition}` })
    last = position

    const before = streams.get(stream)
    const wanted = before === undefined ? 0 : before.revision + 1
    if (revision !== wanted && !(before === undefined && cut.has(categoryOf(stream))))
      faults.push({
        path: 'revision',
        message: `attendue dans ${stream} : ${wanted}, reçue : ${revision}${before === undefined ? cutOf(stream) : ''}`
      })
    if (before !== undefined && recordedAt < before.recordedAt)
      faults.push({
        path: 'recordedAt',
        message: `${recordedAt} précède ${before.recordedAt} dans ${stream}`
      })
    else faults.push(...jumpFaults({ recordedAt }))
    streams.set(stream, { revision, recordedAt })
    return faults
  }
}

const cutOf = (stream: string): string =>
  ` ; le début manque : si une conservation l'a retiré, donnez retained: ['${categoryOf(stream)}'] (avenant : --retained ${categoryOf(stream)}), sinon reprenez un export entier`

/** The checks of an append, and the journal's order, on events that are taken in as they are. */
export const checkRestored = (maxEventBytes: number, store: ClockOptions, options: RestoreOptions) =>
  async function* <Fault>(
    pages: Pages<Fault, ReadonlyArray<Recorded>>
  ): Pages<Fault | RestoreRefused | ClockRefused, ReadonlyArray<RestoredEvent>> {
    const check = checkEvents(maxEventBytes)
    const { clockTolerance = store.clockTolerance } = options
    const orderFaults = journalOrder({
      ...options,
      ...(clockTolerance === undefined ? {} : { clockTolerance })
    })
    const now = recordingInstant(clockReader(store)(), null, { journal: null, stream: null })
    if (E.isLeft(now)) return yield now
    const futureFaults = futureOf(now.right, clockTolerance)
    let rank = 0
    try {
      for await (const page of pages) {
        if (E.isLeft(page)) return yield page
        const restored: RestoredEvent[] = []
        for (const given of page.right) {
          rank++
          // What is checked is what is kept, whatever it would answer the next time.
          const event = { ...given }
          const { position, stream, revision, recordedAt } = event
          const faults = placeFaults(event)
          if (faults.length === 0) faults.push(...orderFaults(event), ...futureFaults(event))
          const checked = check(stream, [event])
          if (E.isLeft(checked))
            faults.push(
              ...(checked.left._tag === 'InvalidEvents'
                ? checked.left.faults.map(fault => ({ ...fault, path: fault.path.replace('events[0].', '') }))
                : [{ path: '', message: checked.left.message }])
            )
          if (faults.length > 0 || E.isLeft(checked))
            return yield E.left(restoreRefused(rank, String(event.id), faults))
          for (const kept of checked.right) restored.push({ ...kept, position, stream, revision, recordedAt })
        }
        if (restored.length > 0) yield E.right(restored)
      }
    } catch (error) {
      // The pages are the caller's, and may fail in any way: nothing of them is kept.
      yield E.left(
        restoreRefused(rank + 1, '', [
          { path: '', message: `les pages données ont échoué : ${messageOf(error)}` }
        ])
      )
    }
  }

const placeFaults = ({ position, stream, revision, recordedAt }: Placed): Fault[] => {
  const faults: Fault[] = []
  if (!Position.is(position)) faults.push({ path: 'position', message: 'attendu : une position' })
  if (!isStreamName(stream)) faults.push({ path: 'stream', message: 'attendu : un nom de flux' })
  if (!Number.isSafeInteger(revision)) faults.push({ path: 'revision', message: 'attendu : un entier' })
  const at = Instant.decode(recordedAt)
  if (E.isLeft(at) || at.right !== recordedAt)
    faults.push({ path: 'recordedAt', message: 'attendu : un instant AAAA-MM-JJThh:mm:ss.mmmZ' })
  return faults
}
