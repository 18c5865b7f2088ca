import type { Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ReadAllError, RestoreError } from '../errors'
import type { EventStore, Restored, RestoreOptions } from '../event-store'
import type { Pages } from '../pages'
import { isSameEvent } from '../same-event'
import { unheard } from '../unheard'

export type MoveJournalOptions = RestoreOptions & {
  /** Nothing is to be written to it meanwhile. */
  readonly from: EventStore
  /** Empty, or what a moving of the same journal that was cut off left. */
  readonly to: EventStore
}

/** The two journals are not the same in the end. `event` is the rank of the first event that differs, from 1. */
export type JournalsDiffer = {
  readonly _tag: 'JournalsDiffer'
  readonly event: number
  /** Which of the two goes on where the other ends; null where both have an event, and not the same. */
  readonly longer: 'from' | 'to' | null
  readonly retryable: false
  readonly message: string
}

/**
 * Takes the journal of one store into another, of whatever engine: streams, revisions, ids, types, data, metadata,
 * instants and order are the same in the end, and positions where the engine does not give its own (EventStoreDB). Then
 * both are read again and compared, event by event. In bounded memory; each step is told to `progress`.
 *
 * Cut off in the middle, `to` is empty, or says of itself that it is half (`HalfRestored`): moving the same journal again
 * goes on where it stopped. One that is there already, whole, is compared, and that is the answer.
 *
 * Who kept a checkpoint in the old journal goes on in the new one from the event that it stands on (`JournalMoved`).
 * What a retention had cut wants `retained`, as `restore` does, and cannot go to EventStoreDB (`CannotRestore`).
 */
export const moveJournal =
  ({
    from,
    to,
    ...options
  }: MoveJournalOptions): TaskEither<ReadAllError | RestoreError | JournalsDiffer, Restored> =>
  async () => {
    const restored = await to.restore(from.readAll({ snapshot: true }), options)()
    if (E.isLeft(restored) && restored.left._tag !== 'StoreNotEmpty') return restored
    const compared = await compareJournals(from, to, options.progress)()
    // Of what was there before, nobody said that it is the same.
    return E.isLeft(compared) && E.isLeft(restored) && compared.left._tag === 'JournalsDiffer'
      ? restored
      : compared
  }

/**
 * Reads two journals, one event after the other, up to the first that is not the same in both: their positions apart, which
 * some engines give themselves. In bounded memory; the `Right` counts the events of both.
 */
export const compareJournals =
  (
    from: EventStore,
    to: EventStore,
    progress?: RestoreOptions['progress']
  ): TaskEither<ReadAllError | JournalsDiffer, Restored> =>
  async () => {
    const told = unheard(progress)
    const theirs = eventsOf(to.readAll())
    let compared: Restored = { events: 0, position: null }
    try {
      for await (const page of from.readAll({ snapshot: true })) {
        if (E.isLeft(page)) return page
        for (const event of page.right) {
          const next = await theirs.next()
          if (next.done === true) return E.left(journalsDiffer(compared.events + 1, 'from'))
          if (E.isLeft(next.value)) return next.value
          if (!isSameEvent(event, next.value.right)) return E.left(journalsDiffer(compared.events + 1, null))
          compared = { events: compared.events + 1, position: next.value.right.position }
        }
        told({ step: 'compared', events: compared.events, of: null })
      }
      const more = await theirs.next()
      if (more.done === true) return E.right(compared)
      return E.isLeft(more.value) ? more.value : E.left(journalsDiffer(compared.events + 1, 'to'))
    } finally {
      await theirs.return()
    }
  }

async function* eventsOf<Fault>(
  pages: Pages<Fault, ReadonlyArray<Recorded>>
): AsyncGenerator<E.Either<Fault, Recorded>, void> {
  for await (const page of pages) {
    if (E.isLeft(page)) yield page
    else for (const event of page.right) yield E.right(event)
  }
}

const advice: Record<'from' | 'to' | 'both', string> = {
  from: "le journal d'origine en a d'autres à partir de là : arrêtez ce qui y écrit, puis recommencez dans un journal neuf",
  to: "le journal d'arrivée en a d'autres à partir de là : arrêtez ce qui y écrit, puis recommencez dans un journal neuf",
  both: "ils n'ont pas le même à cette place : gardez le journal d'origine, et recommencez dans un journal neuf"
}

const journalsDiffer = (event: number, longer: JournalsDiffer['longer']): JournalsDiffer => ({
  _tag: 'JournalsDiffer',
  event,
  longer,
  retryable: false,
  message: `les deux journaux diffèrent à l'événement n° ${event} ; ${advice[longer ?? 'both']}`
})
