/** Whether a journal holds what today's rules would record: an audit asks it, and a change of rules. */
import { type AnyEvent, type Decider, type Drifted, fold } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadAllError, ReadError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnknownEventType, UnreadableEvent } from '../journal/codec'
import type { Pages } from '../pages'

/** A line of a dossier that today's rules would record otherwise, and the revision of the event with which that begins. */
export type DriftedLine = Drifted & { readonly since: number }

/** A dossier that is not as today's rules would record it. Null: nobody can say, for its model is not known here. */
export type DriftedDossier = {
  readonly stream: string
  readonly lines: ReadonlyArray<DriftedLine> | null
}

type Drifting<State, Event> = Pick<Decider<State, never, Event, unknown>, 'initial' | 'evolve' | 'drift'>

type DriftFault = ReadAllError | ReadError | UnreadableEvent | UnknownEventType

/**
 * Folds each dossier of a category, and gives those that have drifted; what is not given holds. An event that was altered and
 * rules that have changed look the same here. Nothing is written: what the rules changed is mended by an act of its own,
 * `RestateConvention` or `RestateHabilitation`.
 *
 * @example
 * for await (const page of driftedDossiers(store, 'convention', journalCodec(conventionEvents), conventionDecider(models)))
 */
export async function* driftedDossiers<State, Event extends AnyEvent>(
  store: EventStore,
  category: string,
  codec: JournalCodec<Event>,
  decider: Drifting<State, Event>
): Pages<DriftFault, ReadonlyArray<DriftedDossier>> {
  for await (const names of store.streams({ category })) {
    if (E.isLeft(names)) {
      yield names
      return
    }
    const drifted: DriftedDossier[] = []
    for (const stream of names.right) {
      let state = decider.initial
      for await (const event of eventsOf(store, stream, codec)) {
        if (E.isLeft(event)) return yield event
        state = decider.evolve(state, event.right)
      }
      const found = decider.drift?.(state)
      if (found === null) drifted.push({ stream, lines: null })
      if (found == null || found.length === 0) continue
      // Few dossiers have drifted: their events are read a second time, and kept.
      const events: Event[] = []
      for await (const event of eventsOf(store, stream, codec)) {
        if (E.isLeft(event)) return yield event
        events.push(event.right)
      }
      drifted.push({ stream, lines: dated(decider, events, found) })
    }
    yield E.right(drifted)
  }
}

async function* eventsOf<Event extends AnyEvent>(
  store: EventStore,
  stream: string,
  codec: JournalCodec<Event>
): AsyncGenerator<E.Either<DriftFault, Event>, void> {
  for await (const page of store.read(stream)) {
    if (E.isLeft(page)) return yield page
    for (const recorded of page.right) yield codec.eventOf(recorded)
  }
}

/** Each line with the event after which it is not what the rules give: before it is a time at which it was. */
const dated = <State, Event>(
  decider: Drifting<State, Event>,
  events: ReadonlyArray<Event>,
  found: ReadonlyArray<Drifted>
): ReadonlyArray<DriftedLine> => {
  const keysAfter = new Map<number, ReadonlySet<string>>()
  const hasDriftedAfter = (count: number, key: string): boolean => {
    let keys = keysAfter.get(count)
    if (keys === undefined) {
      keys = new Set(decider.drift?.(fold(decider)(events.slice(0, count)))?.map(keyOf))
      keysAfter.set(count, keys)
    }
    return keys.has(key)
  }
  return found.map(line => {
    let [sound, drifted] = [0, events.length]
    while (drifted - sound > 1) {
      const middle = (sound + drifted) >> 1
      if (hasDriftedAfter(middle, keyOf(line))) drifted = middle
      else sound = middle
    }
    return { ...line, since: drifted - 1 }
  })
}

const keyOf = ({ kind, id }: Drifted): string => `${kind}/${id}`
