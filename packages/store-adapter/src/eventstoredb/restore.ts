/**
 * A journal is taken in by appends, many at once down one call, in its order. The server has no transaction for that: what
 * is there is compared with what was given, from the start and after each cut, and what lacks is sent, until nothing does.
 */
import type { Instant, Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { RestoredEvent, Scan } from '../engine'
import {
  type RestoreError,
  restoreRefused,
  type StoreFault,
  storeBusy,
  storeClosed,
  storeNotEmpty,
  storeUnavailable
} from '../errors'
import type { RestoreProgress } from '../event-store'
import type { Pages } from '../pages'
import { recordedOf } from '../recorded-text'
import { isSameEvent } from '../same-event'
import { wireEventOf } from './envelope'
import { faultOf, wrongRevisionOf } from './faults'
import { markOn } from './mark'
import type { Place } from './place'
import { sayRestoration } from './restoration'
import { backoff, paused, type Retrying } from './retrying'
import { headOf, pagesOf } from './scan'
import type { Server } from './server'
import { type Spool, spoolFaultOf, spoolOf } from './spool'

export type Restoring = {
  readonly server: Server
  readonly place: Place
  readonly reading: Retrying
  readonly appending: Retrying
  /** How long it goes on without getting any further, in milliseconds. */
  readonly retryFor: number
  readonly pageSize: number
  readonly closing: AbortSignal
}

/** What was taken in, and when the last of it was recorded. */
export type TakenIn = {
  readonly events: number
  readonly position: Position | null
  readonly lastRecordedAt: Instant | null
}

type Told = (progress: RestoreProgress) => void

/** @param begun is told how many events there are, once the journal is half */
export const restoreInto = async <Fault>(
  restoring: Restoring,
  pages: Pages<Fault, ReadonlyArray<RestoredEvent>>,
  told: Told,
  begun: (events: number) => void
): Promise<E.Either<Fault | RestoreError, TakenIn>> => {
  const said = await lastSaid(restoring)
  if (E.isLeft(said)) return said
  const spooled = await spoolOf(pages, restoring.closing)
  if (E.isLeft(spooled)) return spooled
  const spool = spooled.right
  try {
    const look = comparingWith(restoring, spool, told)
    const there = await look()
    if (E.isLeft(there) || spool.events === 0) return there
    const says = await sayRestoration(restoring, said.right, 'begun', spool.events)
    if (E.isLeft(says)) return says
    if (says.right === 'overtaken') return E.left(storeBusy('RESTORING'))
    begun(spool.events)
    const taken = await takeIn(restoring, spool, look, told)
    if (E.isLeft(taken)) return taken
    const ended = await sayRestoration(restoring, says.right, 'ended', spool.events)
    if (E.isLeft(ended)) return ended
    return ended.right === 'overtaken' ? E.left(storeBusy('RESTORING')) : taken
  } catch (error) {
    return E.left(spoolFaultOf(error))
  } finally {
    await spool.close()
  }
}

/** The revision of what the journal says of it last; null for nothing. What is there is to be half of a journal, or nothing. */
const lastSaid = async ({
  server,
  place,
  reading
}: Restoring): Promise<E.Either<RestoreError, number | null>> => {
  const last = await reading(() => markOn(server, place))
  if (E.isLeft(last)) return last
  if (last.right?.whole === false) return E.right(last.right.revision)
  const head = await reading(() => headOf(server, place))
  if (E.isLeft(head)) return head
  return head.right === null ? E.right(last.right?.revision ?? null) : E.left(storeNotEmpty)
}

const takeIn = async (
  restoring: Restoring,
  spool: Spool,
  look: Look,
  told: Told
): Promise<E.Either<RestoreError, TakenIn>> => {
  const { retryFor, closing } = restoring
  let reached = 0
  let since = performance.now()
  let tries = 0
  for (let failure: Sent = null; ; ) {
    const found = await look()
    if (E.isLeft(found)) return found
    if (closing.aborted) return E.left(storeClosed)
    if (found.right.events === spool.events) return found
    if (found.right.events > reached) {
      since = performance.now()
      tries = 0
    } else if (tries > 0) {
      // What was answered, and cannot be read yet, is waited for as what failed is.
      if (performance.now() - since > retryFor) return E.left(failure ?? storeBusy('NOT_READABLE_YET'))
      await paused(backoff(tries - 1), closing)
    }
    reached = found.right.events
    tries++
    failure = await sendFrom(restoring, spool, reached, told)
    if (failure !== null && !failure.retryable && failure !== anotherWrites) return E.left(failure)
  }
}

type Look = () => Promise<E.Either<RestoreError, TakenIn>>

/** Goes on each time from where it came to: how many of the events are there, in their order, and nothing else. */
const comparingWith = ({ server, place, reading, pageSize }: Restoring, spool: Spool, told: Told): Look => {
  let taken: TakenIn = { events: 0, position: null, lastRecordedAt: null }

  const compared = async (
    { events: found, damage }: Scan,
    given: AsyncGenerator<RestoredEvent, void>
  ): Promise<StoreFault | RestoreError | null> => {
    for (const event of found) {
      const next = await given.next()
      const wanted = next.done === true ? null : recordedOf(next.value)
      if (wanted === null || E.isLeft(wanted) || !isSameEvent(wanted.right, event))
        return restoreRefused(taken.events + 1, event.id, [
          {
            path: '',
            message: `le journal qui est repris ici en a ${wanted === null ? 'davantage' : 'un autre'} à cette place ; redonnez celui dont la reprise fut coupée, sans que rien d'autre n'y écrive, ou prenez un journal neuf`
          }
        ])
      taken = { events: taken.events + 1, position: event.position, lastRecordedAt: event.recordedAt }
    }
    return damage
  }

  return async () => {
    const { next, close } = pagesOf(server, place)
    const given = spool.from(taken.events)
    // What others wrote after the last event is looked through again: the journal goes on behind it.
    let after = taken.position
    try {
      for (;;) {
        const slice = { after, category: null, limit: pageSize, gapless: true }
        const page = await reading(() => next(slice))
        if (E.isLeft(page)) return page
        const refused = await compared(page.right, given)
        if (refused !== null) return E.left(refused)
        if (page.right.events.length > 0) told({ step: 'compared', events: taken.events, of: spool.events })
        if (page.right.end) return E.right(taken)
        after = page.right.checkpoint
      }
    } finally {
      close()
      await given.return()
    }
  }
}

/** Bytes and events of an append: the server takes a MiB of data, and a single event may have that. */
const most = { bytes: 512 * 1024, events: 500 }
/** What is sent and not answered yet. */
const mostAtOnce = { appends: 256, bytes: 8 * 1024 * 1024 }

type Group = {
  readonly stream: string
  readonly revision: number
  readonly events: ReadonlyArray<RestoredEvent>
  readonly bytes: number
}

/** Events that follow one another in one stream. */
async function* groupsOf(events: AsyncIterable<RestoredEvent>): AsyncGenerator<Group, void> {
  let group: RestoredEvent[] = []
  let bytes = 0
  for await (const event of events) {
    const [first] = group
    const size = Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata)
    if (
      first !== undefined &&
      (first.stream !== event.stream || group.length >= most.events || bytes + size > most.bytes)
    ) {
      yield { stream: first.stream, revision: first.revision, events: group, bytes }
      group = []
      bytes = 0
    }
    group.push(event)
    bytes += size
  }
  const [first] = group
  if (first !== undefined) yield { stream: first.stream, revision: first.revision, events: group, bytes }
}

const anotherWrites = storeUnavailable(
  'RESTORE_CONFLICT',
  false,
  'un autre programme y écrit pendant la reprise : arrêtez-le, puis reprenez dans un journal neuf'
)

/** What it failed with; null when all is sent and answered. */
type Sent = StoreFault | null

/** Sends what comes after, until one fails; what was sent by then is answered, or given up, before it ends. */
const sendFrom = async (
  { server, place, closing }: Restoring,
  spool: Spool,
  skipped: number,
  told: Told
): Promise<Sent> => {
  let failure: { readonly error: unknown } | null = null
  let atOnce = { appends: 0, bytes: 0 }
  let written = skipped
  let wake = (): void => {}
  const change = (): Promise<void> =>
    new Promise(resolve => {
      wake = resolve
    })
  try {
    const batches = await server.batches()
    const end = (): void => batches.end()
    closing.addEventListener('abort', end)
    const send = async ({ stream, revision, events, bytes }: Group): Promise<void> => {
      atOnce = { appends: atOnce.appends + 1, bytes: atOnce.bytes + bytes }
      try {
        const wires = events.map(event => wireEventOf(event.recordedAt)(event))
        await batches.send(place.onServer(stream), wires, revision === 0 ? null : revision - 1)
        written += events.length
        told({ step: 'written', events: written, of: spool.events })
      } catch (error) {
        failure ??= { error }
      } finally {
        atOnce = { appends: atOnce.appends - 1, bytes: atOnce.bytes - bytes }
        wake()
      }
    }
    try {
      for await (const group of groupsOf(spool.from(skipped))) {
        while (
          failure === null &&
          (atOnce.appends >= mostAtOnce.appends ||
            (atOnce.appends > 0 && atOnce.bytes + group.bytes > mostAtOnce.bytes))
        )
          await change()
        if (failure !== null) break
        void send(group)
      }
      while (atOnce.appends > 0) await change()
    } finally {
      closing.removeEventListener('abort', end)
      batches.end()
    }
  } catch (error) {
    failure ??= { error }
  }
  return failure === null ? null : faultOfSending(failure)
}

const faultOfSending = ({ error }: { readonly error: unknown }): StoreFault =>
  wrongRevisionOf(error) === null ? faultOf(error) : anotherWrites
