import { comparePositions, type Fault, Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { positionFault, readAllAsked, readAsked, retainAsked, streamsAsked, subscribeAsked } from './asked'
import { checkAppend, defaultMaxEventBytes, isUuid } from './checked-events'
import type { ClockOptions } from './clock'
import type { Engine, JournalSlice, RestoredEvent, Scan, Standing } from './engine'
import {
  invalidRequest,
  listed,
  type ReadAllError,
  type ReadError,
  type ReadOnlyStore,
  readOnlyStore,
  type StoreClosed,
  type StoreFault,
  storeClosed,
  storeUnavailable,
  type UnknownPosition,
  unknownPosition
} from './errors'
import type {
  EventAt,
  EventStore,
  ReadAllOptions,
  ReadOptions,
  RestoreProgress,
  StreamsOptions,
  SubscribeOptions
} from './event-store'
import { limitFaults, type StoreLimits } from './limits'
import { endable, type Pages } from './pages'
import { checkRestored, lastPosition } from './restored-events'
import { checkStreamName } from './stream-name'
import { Subscription } from './subscription'
import { unheard } from './unheard'

export type { StoreLimits } from './limits'

/** For a program that reads what is there already: a journal that is missing is told, and none is made. */
export type MayCreate = {
  /** True by default: a journal that is missing is made. False: it is `CannotOpen`, with the code `NO_JOURNAL`. */
  readonly create?: boolean
}

/** For a program that only reads, such as an audit. */
export type MayWrite = {
  /**
   * False by default. True: the journal is read and followed, nothing is written or made, `create` counts as false, and
   * `append`, `restore` and `retain` answer `ReadOnlyStore`.
   */
  readonly readOnly?: boolean
}

/** Whether an opening makes a journal that is missing. */
export const mayCreate = ({ create = true, readOnly = false }: MayCreate & MayWrite): boolean =>
  create && !readOnly

/**
 * The port around an engine: what all stores have in common. It throws a `TypeError` for limits that are none: what opens
 * a store checks them first, and answers by a value.
 */
export const storeOfEngine = (engine: Engine, limits: StoreLimits & MayWrite & ClockOptions): EventStore => {
  const { maxEventBytes = defaultMaxEventBytes, pageSize = 256, readOnly = false } = limits
  const faults = limitFaults(limits)
  if (faults.length > 0) throw new TypeError(listed(faults))
  const check = checkAppend(maxEventBytes)
  const subscriptions = new Set<Subscription>()
  let closing: Promise<void> | null = null

  const unwritable = (): StoreClosed | ReadOnlyStore | null => {
    if (closing !== null) return storeClosed
    return readOnly ? readOnlyStore : null
  }

  async function* readStream(
    stream: string,
    options: ReadOptions
  ): AsyncGenerator<E.Either<ReadError, ReadonlyArray<Recorded>>, void> {
    const name = checkStreamName(stream)
    if (E.isLeft(name)) return yield name
    const asked = readAsked(options)
    if (E.isLeft(asked)) return yield asked
    const { from, direction = 'forwards', limit = Number.POSITIVE_INFINITY } = asked.right
    // Nothing is asked of the store for nothing: not every engine can be asked so.
    if (limit === 0) return

    let next = from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER)
    let wanted = limit
    do {
      if (closing !== null) return yield E.left(storeClosed)
      const size = Math.min(wanted, pageSize)
      const page = await engine.readStream({ stream, from: next, direction, limit: size })
      if (E.isLeft(page)) return yield page
      const { events, damage } = page.right
      if (events.length > 0) yield E.right(events)
      if (damage !== null) return yield E.left(damage)
      const last = events.at(-1)
      if (last === undefined || events.length < size) return
      next = direction === 'forwards' ? last.revision + 1 : last.revision - 1
      wanted -= events.length
    } while (wanted > 0 && next >= 0)
  }

  /** Position 0 is the start of every journal, also where no event has it. */
  const at = async (position: Position): Promise<E.Either<UnknownPosition | StoreFault, EventAt | null>> => {
    if (closing !== null) return E.left(storeClosed)
    const found: E.Either<StoreFault, Standing> =
      comparePositions(position, lastPosition) > 0 ? E.right('unknown') : await engine.at(position)
    if (E.isLeft(found)) return found
    if (typeof found.right === 'object') return E.right(found.right)
    if (found.right === 'removed' || position === start) return E.right(null)
    const head = await engine.head()
    return E.isLeft(head) ? head : E.left(unknownPosition(position, head.right))
  }

  async function* readJournal(
    options: ReadAllOptions
  ): AsyncGenerator<E.Either<ReadAllError, ReadonlyArray<Recorded>>, void> {
    const asked = readAllAsked(options)
    if (E.isLeft(asked)) return yield asked
    const { category = null, limit = Number.POSITIVE_INFINITY } = asked.right
    let after = asked.right.after ?? null
    let wanted = limit
    let gapless = after === null
    if (after !== null && wanted > 0) {
      const known = await at(after)
      if (E.isLeft(known)) return yield known
    }
    const snapshot = asked.right.snapshot === true ? engine.snapshot?.() : undefined
    const reader = snapshot ?? engine.reader?.() ?? { scan: engine.scan, close: () => {} }
    try {
      while (wanted > 0) {
        if (closing !== null) return yield E.left(storeClosed)
        const scan = await reader.scan({ after, category, limit: Math.min(wanted, pageSize), gapless })
        if (E.isLeft(scan)) return yield scan
        const { events, damage, checkpoint, end } = scan.right
        if (events.length > 0) yield E.right(events)
        if (damage !== null) return yield E.left(damage)
        if (end) return
        gapless = scan.right.gapless
        after = checkpoint
        wanted -= events.length
      }
    } finally {
      reader.close()
    }
  }

  async function* streamNames(
    options: StreamsOptions
  ): AsyncGenerator<E.Either<ReadAllError, ReadonlyArray<string>>, void> {
    const asked = streamsAsked(options)
    if (E.isLeft(asked)) return yield asked
    if (engine.streams === undefined) return yield E.left(closing === null ? noStreamList : storeClosed)
    const { category = null, limit = Number.POSITIVE_INFINITY } = asked.right
    let after = asked.right.after ?? null
    let wanted = limit
    while (wanted > 0) {
      if (closing !== null) return yield E.left(storeClosed)
      const size = Math.min(wanted, pageSize)
      const page = await engine.streams({ after, category, limit: size })
      if (E.isLeft(page)) return yield page
      if (page.right.length > 0) yield page
      const last = page.right.at(-1)
      if (last === undefined || page.right.length < size) return
      after = last
      wanted -= page.right.length
    }
  }

  const subscription = ({ after = null, category, signal }: SubscribeOptions): Subscription => {
    let known = after === null
    const source = {
      changes: engine.changes,
      scan: async (from: Pick<JournalSlice, 'after' | 'gapless'>): Promise<E.Either<ReadAllError, Scan>> => {
        if (closing !== null) return E.left(storeClosed)
        if (!known && from.after !== null) {
          const standing = await at(from.after)
          if (E.isLeft(standing)) return standing
          known = true
        }
        const scan = await engine.scan({ ...from, category: category ?? null, limit: pageSize })
        // Woken for nothing: the journal may have been put back from a copy that ends before.
        if (E.isRight(scan) && scan.right.checkpoint === from.after) known = from.after === null
        return scan
      }
    }
    const opened: Subscription = new Subscription(source, after, signal, closed =>
      subscriptions.delete(closed)
    )
    subscriptions.add(opened)
    if (signal?.aborted === true) opened.close()
    return opened
  }

  return {
    append: (stream, events, expected) => async () => {
      const refused = unwritable()
      if (refused !== null) return E.left(refused)
      const checked = check(stream, events, expected)
      return E.isLeft(checked) ? checked : engine.append(checked.right)
    },
    read: (stream, options = {}) => endable(readStream(stream, options)),
    find: (stream, id) => async () => {
      if (closing !== null) return E.left(storeClosed)
      const name = checkStreamName(stream)
      if (E.isLeft(name)) return name
      return isUuid(id) ? engine.find(stream, id) : E.left(invalidRequest([idFault]))
    },
    at: position => async () =>
      Position.is(position) ? at(position) : E.left(invalidRequest([positionFault('position')])),
    readAll: (options = {}) => endable(readJournal(options)),
    head: () => async () => (closing === null ? engine.head() : E.left(storeClosed)),
    streams: (options = {}) => endable(streamNames(options)),
    subscribe: (options = {}) => ({
      [Symbol.asyncIterator]: () => {
        const asked = closing === null ? subscribeAsked(options) : E.left(storeClosed)
        return E.isRight(asked) ? subscription(asked.right) : only(asked)
      }
    }),
    restore:
      (pages, options = {}) =>
      async () => {
        const refused = unwritable()
        if (refused !== null) return E.left(refused)
        const told = unheard(options?.progress)
        return engine.restore(counted(checkRestored(maxEventBytes, limits, options ?? {})(pages), told), told)
      },
    retain: options => async () => {
      const refused = unwritable()
      if (refused !== null) return E.left(refused)
      const asked = retainAsked(options)
      if (E.isLeft(asked)) return asked
      return engine.retain === undefined ? E.left(noRetention) : engine.retain(asked.right)
    },
    close: () => {
      for (const opened of [...subscriptions]) opened.close()
      closing ??= engine.close()
      return closing
    }
  }
}

const start = positionOf(0)

/** Tells how much was read, once it was taken. */
async function* counted<Fault>(
  pages: Pages<Fault, ReadonlyArray<RestoredEvent>>,
  told: (progress: RestoreProgress) => void
): Pages<Fault, ReadonlyArray<RestoredEvent>> {
  let events = 0
  for await (const page of pages) {
    yield page
    if (E.isLeft(page)) return
    events += page.right.length
    told({ step: 'read', events, of: null })
  }
}

async function* only<A>(value: A): AsyncGenerator<A, void> {
  yield value
}

const noStreamList = storeUnavailable(
  'NO_STREAM_LIST',
  false,
  'ce moteur ne tient pas de liste des flux : lisez le journal, ou tenez-la dans une projection'
)

const noRetention = storeUnavailable('NO_RETENTION', false, "ce moteur n'a pas de conservation limitée")

const idFault: Fault = { path: 'id', message: 'attendu : un uuid en minuscules' }
