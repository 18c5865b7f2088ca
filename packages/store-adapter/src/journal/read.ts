import type { AnyEvent, Fault, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { RestoreOptions } from '../event-store'
import type { Pages } from '../pages'
import { journalOrder } from '../restored-events'
import { SeenIds } from '../seen-ids'
import { unheard } from '../unheard'
import type { JournalDecoder } from './codec'
import {
  type JournalFault,
  type JournalFileError,
  type JournalRefused,
  journalRefused,
  maxFaults
} from './errors'
import { parseLine } from './line'
import { type JournalSource, linesOf } from './lines'

/** How far a reading or a writing is; `bytes` of the journal. */
export type JournalProgress = { readonly events: number; readonly bytes: number }

export type ReadJournalOptions = {
  /** Called after each page; what it throws is passed over. */
  readonly onProgress?: (progress: JournalProgress) => void
  /** Events a page, 1000 by default. */
  readonly pageSize?: number
  /**
   * The categories in which a retention removed the beginning of streams before the export: there, a stream may begin
   * at any revision. Elsewhere one that does not begin at 0 is refused: what is missing may have been cut by hand.
   */
  readonly retained?: ReadonlyArray<string>
}

export type JournalError = JournalRefused | JournalFileError

/**
 * The events of an NDJSON journal, without a store, brought up to date by `codec`. Everything is checked: the
 * lines, the order of the journal, every event. The first fault ends the pages; the rest is read to find the other
 * faults, and the `Left` tells them. What came before it is of a journal that is not to be trusted.
 */
export const readJournal = <Event extends AnyEvent>(
  source: JournalSource,
  codec: JournalDecoder<Event>,
  options: ReadJournalOptions = {}
): Pages<JournalError, ReadonlyArray<Recorded<Event>>> =>
  checkedPages(source, recorded => codec.decode(recorded), { ...options, clockTolerance: 'any' })

/** The same, with the data as it was written: what an import keeps. Instants that jump are faults too. */
export const readJournalAsWritten = <Event extends AnyEvent>(
  source: JournalSource,
  codec: JournalDecoder<Event>,
  options: ReadJournalOptions & RestoreOptions = {}
): Pages<JournalError, ReadonlyArray<Recorded>> =>
  checkedPages(source, recorded => E.map(() => recorded)(codec.eventOf(recorded)), options)

type Unreadable = { readonly faults: ReadonlyArray<Fault> }

async function* checkedPages<A>(
  source: JournalSource,
  read: (recorded: Recorded) => E.Either<Unreadable, A>,
  { onProgress: told = () => {}, pageSize = 1000, ...order }: ReadJournalOptions & RestoreOptions
): Pages<JournalError, ReadonlyArray<A>> {
  const onProgress = unheard(told)
  const check = checkLine(read, order)
  const faults: JournalFault[] = []
  let total = 0
  let line = 0
  let bytes = 0
  let page: A[] = []

  for await (const given of linesOf(source)) {
    if (E.isLeft(given)) return yield given
    line++
    bytes = given.right.bytes
    const { id, faults: found, event } = check(given.right.text)
    total += found.length
    for (const fault of found) if (faults.length < maxFaults) faults.push({ line, id, ...fault })
    if (total === 0 && event !== null) page.push(event)
    if (line % pageSize !== 0) continue
    onProgress({ events: line, bytes })
    if (total === 0) yield E.right(page)
    page = []
  }
  if (total > 0) return yield E.left(journalRefused(faults, total))
  if (page.length === 0) return
  onProgress({ events: line, bytes })
  yield E.right(page)
}

type Checked<A> = {
  readonly id: string | null
  readonly faults: ReadonlyArray<Fault>
  readonly event: A | null
}

/** Every fault of a line: as JSON and as an envelope, then its place in the journal and its event. */
const checkLine = <A>(read: (recorded: Recorded) => E.Either<Unreadable, A>, order: RestoreOptions) => {
  const orderFaults = journalOrder(order)
  const seen = new SeenIds()
  return (text: E.Either<string, string>): Checked<A> => {
    if (E.isLeft(text)) return { id: null, faults: [{ path: '', message: text.left }], event: null }
    const parsed = parseLine(text.right)
    if (E.isLeft(parsed)) return { ...parsed.left, event: null }
    const recorded = parsed.right
    const faults = [...orderFaults(recorded)]
    if (!seen.add(recorded.stream, recorded.id))
      faults.push({ path: 'id', message: `déjà dans ${recorded.stream}` })
    const event = read(recorded)
    if (E.isLeft(event)) faults.push(...event.left.faults)
    return { id: recorded.id, faults, event: E.isLeft(event) ? null : event.right }
  }
}
