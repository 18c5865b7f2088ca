import { type AnyEvent, type Recorded, type RecordedModels, withModelOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnreadableEvent } from '../journal/codec'
import { type Defect, defect } from './defect'
import type { Executed } from './execution'

/** What a command recorded, and which one it was: its digest, null where no command asked for the events. */
export type Answered<Event, State> = {
  readonly digest: string | null
  readonly executed: Executed<Event, State>
}

/** A stream folded up to an event, and what its last commands did. Never changed once it is given. */
export type Folded<Event, State> = {
  readonly state: State
  /** The event up to which it is folded; null at the start. */
  readonly last: Pick<Recorded, 'id' | 'revision' | 'position' | 'recordedAt'> | null
  /** What commands recorded, by their id, the oldest first. */
  readonly answers: ReadonlyMap<string, Answered<Event, State>>
  /** Whether there were more commands than are remembered. */
  readonly forgot: boolean
  /** Under which models it was recorded. */
  readonly models: RecordedModels
}

/** With what one command has done to the stream already, as far as this folding saw. */
export type Loaded<Event, State> = {
  readonly folded: Folded<Event, State>
  readonly already: Answered<Event, State> | null
  /** The store knows no such stream. Of one that a retention emptied it knows, and has nothing to give. */
  readonly isMissing: boolean
}

/**
 * Whether less was read of a stream than it is known to hold: the store shows what was. A stream of which retention left
 * nothing holds nothing to be read, whatever its last revision.
 */
export const isBehind = (
  { folded: { last }, isMissing }: Pick<Loaded<unknown, unknown>, 'folded' | 'isMissing'>,
  revision: number | null
): boolean => revision !== null && (last === null ? isMissing : last.revision < revision)

/** The stream is not the one that was folded: it was restored, or its retention took the event away. */
export const notTheSame = { _tag: 'NotTheSame' } as const

export const nothingFolded = <Event, State>(initial: State): Folded<Event, State> => ({
  state: initial,
  last: null,
  answers: new Map(),
  forgot: false,
  models: []
})

/**
 * Goes on folding from where `folded` stands. The event that was folded last is read again with what came since:
 * if it is not there any more, nothing of `folded` holds.
 */
export const foldOn =
  <Event extends AnyEvent, State>(
    store: EventStore,
    codec: JournalCodec<Event>,
    evolve: (state: State, event: Event) => State,
    remembered: number
  ) =>
  async (
    stream: string,
    commandId: string,
    folded: Folded<Event, State>
  ): Promise<E.Either<ReadError | UnreadableEvent | Defect | typeof notTheSame, Loaded<Event, State>>> => {
    let { state, last, forgot, models } = folded
    let already = folded.answers.get(commandId) ?? null
    const answers = new Map(folded.answers)
    let verified = last === null
    let isMissing = false
    type Recording = { readonly id: string | null; readonly digest: string | null; readonly events: Event[] }
    let command: Recording = { id: null, digest: null, events: [] }

    for await (const page of store.read(stream, { from: last === null ? 0 : last.revision })) {
      if (E.isLeft(page)) {
        if (page.left._tag !== 'StreamNotFound') return page
        isMissing = true
        break
      }
      for (const recorded of page.right) {
        if (!verified) {
          // Given again, a command records under the ids of the first time.
          if (recorded.id !== last?.id || recorded.recordedAt !== last.recordedAt) return E.left(notTheSame)
          verified = true
          continue
        }
        const event = codec.eventOf(recorded)
        if (E.isLeft(event)) return event
        try {
          state = evolve(state, event.right)
        } catch (error) {
          return E.left(defect('evolve', error))
        }
        const { id, revision, position, recordedAt } = recorded
        last = { id, revision, position, recordedAt }
        models = withModelOf(models, recorded)

        const { commandId: by, commandDigest: digest } = recorded.metadata
        if (command.id !== by) {
          const before: Answered<Event, State> | null = by === commandId ? already : (answers.get(by) ?? null)
          // Those of an earlier answer are copied: it was given away.
          command = { id: by, digest: before?.digest ?? digest, events: [...(before?.executed.events ?? [])] }
        }
        command.events.push(event.right)
        const executed = { stream, events: command.events, revision, position, state, repeated: true }
        const answer: Answered<Event, State> = { digest: command.digest, executed }
        if (by === commandId) already = answer
        // The one that was seen last goes to the end.
        answers.delete(by)
        answers.set(by, answer)
        if (answers.size > remembered) {
          forgot = true
          for (const oldest of answers.keys()) {
            answers.delete(oldest)
            break
          }
        }
      }
    }
    if (!verified) return E.left(notTheSame)
    return E.right({ folded: { state, last, answers, forgot, models }, already, isMissing })
  }
