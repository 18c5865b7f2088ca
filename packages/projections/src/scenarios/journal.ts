/** A journal in memory, over the dossiers of every aggregate: what is asked of each is decided, folded and indexed. */
import {
  type AnyEvent,
  type AnyRefusal,
  conventionAggregate,
  conventionDecider,
  conventionEvents,
  type DossierCommand,
  habilitationDecider,
  habilitationEvents,
  type Instant,
  isConventionCommand,
  type Models,
  positionOf,
  type Recorded
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { dossiersIndex } from '../questions/dossiers-index'
import { dossiersOf } from './dossiers'
import { shippedReactions } from './reactions'

export type MemoryJournal = ReturnType<typeof memoryJournal>

/** Commands are given to it in the order of their recording. */
export const memoryJournal = (models: Models) => {
  let { conventions, habilitations, index } = serving(models)
  const reactions = shippedReactions()
  const events: Array<Recorded> = []

  const take = (recorded: Recorded): void => {
    const appended = index.append(recorded)
    // The revisions of a stream follow each other here, and no instant goes back: the codec has seen to that.
    if (E.isLeft(appended)) throw new Error(`the index refuses an event: ${appended.left.fault}`)
    const dossiers = isOfConvention(recorded.stream) ? conventions : habilitations
    dossiers.take(recorded)
  }
  const record = (recorded: Recorded): void => {
    take(recorded)
    reactions.take(recorded)
    events.push(recorded)
  }
  /** As a service that is started again under other models: it reads the same journal. */
  const restart = (given: Models): void => {
    const again = serving(given)
    conventions = again.conventions
    habilitations = again.habilitations
    index = again.index
    for (const recorded of events) take(recorded)
  }

  const give = (
    stream: string,
    command: DossierCommand,
    at: Instant
  ): E.Either<ReadonlyArray<AnyRefusal>, ReadonlyArray<AnyEvent>> => {
    const others = isConventionCommand(command)
      ? conventions.premisesOf(stream, command)
      : habilitations.premisesOf(stream, command)
    const edited = others.flatMap(other => conventions.edited(other) ?? [])
    if (edited.length > 0) return E.left(edited)
    const premises = new Map(others.map(other => [other, conventions.premise(other)]))
    const recording = { at, hand: null, premises }
    const decided = isConventionCommand(command)
      ? conventions.give(stream, command, recording)
      : habilitations.give(stream, command, recording)
    if (E.isLeft(decided)) return decided
    for (const { revision, type, schema, data, model, versions } of decided.right) {
      const n = events.length
      const id = idOf(n)
      const seen = [...premises].flatMap(([stream, { revision }]) =>
        revision === null ? [] : [{ stream, revision }]
      )
      record({
        position: positionOf(n),
        stream,
        revision,
        id,
        type,
        schema,
        recordedAt: at,
        data,
        metadata: {
          acteur: command.acteur,
          commandId: id,
          commandDigest: null,
          correlationId: id,
          causationId: null,
          causationDepth: 0,
          reason: null,
          model,
          custom: null,
          ...(versions === undefined ? {} : { versions }),
          ...(seen.length === 0 ? {} : { premises: seen })
        }
      })
    }
    return decided
  }

  let reacted = 0
  /** Every event since the last time, and those that the reactions add; gives why each command was refused, if any was. */
  const react = (at: Instant): ReadonlyArray<ReadonlyArray<AnyRefusal>> => {
    const refused: Array<ReadonlyArray<AnyRefusal>> = []
    for (let event = events[reacted]; event !== undefined; event = events[reacted]) {
      reacted += 1
      for (const { stream, command } of reactions.to(event)) {
        const given = give(stream, command, at)
        if (E.isLeft(given)) refused.push(given.left)
      }
    }
    return refused
  }
  return { index: () => index, give, react, restart }
}

/** What a service holds of the models that it is given. */
const serving = (models: Models) => ({
  conventions: dossiersOf(conventionDecider(models), conventionEvents),
  habilitations: dossiersOf(habilitationDecider(models), habilitationEvents),
  index: dossiersIndex(models)
})

const isOfConvention = (stream: string): boolean => stream.startsWith(`${conventionAggregate.category}-`)

/** A uuid: the same in every playing. */
const idOf = (n: number): string => `5ce9a210-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
