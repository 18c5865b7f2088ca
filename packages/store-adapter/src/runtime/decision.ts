import {
  type AnyEvent,
  type Decider,
  frenchCount,
  type Metadata,
  type ModelRef,
  type Recording,
  recordedVersions
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type { EventToAppend } from '../event-store'
import type { JournalCodec } from '../journal/codec'
import { defect, isEither } from './defect'
import { modelEdited } from './edited-model'
import { eventIdOf } from './event-id'
import type { AnyCommand, Executed, ExecuteError, Refused } from './execution'
import type { Folded } from './folded'

/** What a command comes to on a state: events to append, or an answer that writes nothing. */
export type Decision<State, Event, Refusal> =
  | {
      readonly _tag: 'Write'
      readonly events: ReadonlyArray<{ readonly event: Event; readonly toAppend: EventToAppend }>
      readonly stateAfter: State
    }
  | { readonly _tag: 'Answer'; readonly outcome: E.Either<ExecuteError<Refusal>, Executed<Event, State>> }

/** What the decider throws, or gives in place of a decision, is a `Defect` that names the part. */
export const decisionOf =
  <State, Command extends AnyCommand, Event extends AnyEvent, Refusal>(
    codec: JournalCodec<Event>,
    decider: Decider<State, Command, Event, Refusal>,
    annotate: (stateAfter: State) => { readonly model: ModelRef | null }
  ) =>
  (
    stream: string,
    command: Command,
    meta: Metadata,
    { state, last, models }: Folded<Event, State>,
    recording: Recording
  ): Decision<State, Event, Refusal> => {
    let part = 'decide'
    try {
      const decided = decider.decide(command, recording)(state)
      if (!isDecision(decided)) throw new TypeError('expected Left of refusals or Right of events')
      if (E.isLeft(decided)) return { _tag: 'Answer', outcome: E.left(refused(command, decided.left)) }
      const events = decided.right
      if (events.length === 0) {
        const { revision = null, position = null } = last ?? {}
        return {
          _tag: 'Answer',
          outcome: E.right({ stream, events, revision, position, state, repeated: false })
        }
      }
      part = 'evolve'
      const stateAfter = events.reduce(decider.evolve, state)
      part = 'annotate'
      const { model = null } = annotate(stateAfter)
      const versions = decider.versions?.(stateAfter) ?? []
      // A correction may lead back to a version under which the dossier was once recorded.
      const edited = modelEdited(stream, models, versions)
      if (edited !== null) return { _tag: 'Answer', outcome: E.left(edited) }
      const metadata = {
        ...meta,
        ...recordedVersions(models, model, versions),
        ...restingOn(recording),
        ...(decider.rules === undefined ? {} : { rules: decider.rules })
      }
      part = 'encode'
      const written: { readonly event: Event; readonly toAppend: EventToAppend }[] = []
      for (const [index, event] of events.entries()) {
        const encoded = codec.encode(event)
        if (E.isLeft(encoded)) return { _tag: 'Answer', outcome: encoded }
        written.push({
          event,
          toAppend: { ...encoded.right, id: eventIdOf(meta.commandId, index), metadata }
        })
      }
      return { _tag: 'Write', events: written, stateAfter }
    } catch (error) {
      return { _tag: 'Answer', outcome: E.left(defect(part, error)) }
    }
  }

/** For whom, and on which other streams: absent where there is nothing to say. */
const restingOn = ({ hand, premises }: Recording): Pick<Metadata, 'hand' | 'premises'> => {
  const seen = [...(premises ?? [])].flatMap(([stream, { revision }]) =>
    revision === null ? [] : [{ stream, revision }]
  )
  return { ...(hand === null ? {} : { hand }), ...(seen.length === 0 ? {} : { premises: seen }) }
}

const isDecision = (u: unknown): boolean =>
  isEither(u) && (E.isLeft(u) ? Array.isArray(u.left) && u.left.length > 0 : Array.isArray(u.right))

const refused = <Refusal>(
  { type }: AnyCommand,
  refusals: ReadonlyNonEmptyArray<Refusal>
): Refused<Refusal> => ({
  _tag: 'Refused',
  refusals,
  retryable: false,
  message: `commande ${type} refusée : ${reasonsIn(refusals)}`
})

/** As many as one line holds: a modification of a thousand persons may be refused for each. */
const MOST = 10

/** What each says to people, where it says something; the refusals of a decider of one's own may be of any kind. */
const reasonsIn = (refusals: ReadonlyArray<unknown>): string => {
  const sentences = refusals.flatMap(sentenceOf)
  if (sentences.length === 0) return frenchCount(refusals.length, 'motif')
  const others = refusals.length - Math.min(sentences.length, MOST)
  return [
    ...sentences.slice(0, MOST),
    ...(others === 0 ? [] : [`et ${frenchCount(others, 'autre motif', 'autres motifs')}`])
  ].join(' ; ')
}

const sentenceOf = (refusal: unknown): ReadonlyArray<string> =>
  typeof refusal === 'object' &&
  refusal !== null &&
  'sentence' in refusal &&
  typeof refusal.sentence === 'string'
    ? [refusal.sentence]
    : []
