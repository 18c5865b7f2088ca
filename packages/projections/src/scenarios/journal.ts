/** A journal in memory, over the dossiers of every aggregate: what is asked of each is decided, folded and indexed. */
import {
  type AnyEvent,
  type AnyRefusal,
  accessCategory,
  connectionDecider,
  connectionEvents,
  conventionAggregate,
  conventionDecider,
  conventionEvents,
  type DossierCommand,
  habilitationDecider,
  habilitationEvents,
  type Instant,
  isConnectionCommand,
  isConventionCommand,
  type Models,
  positionOf,
  type Recorded
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type DossiersIndex, dossiersIndex } from '../questions/dossiers-index'
import { dossiersOf } from './dossiers'
import { shippedReactions } from './reactions'

export type MemoryJournal = {
  /** Decides, and records what was decided. */
  readonly give: (
    stream: string,
    command: DossierCommand,
    at: Instant
  ) => E.Either<ReadonlyArray<AnyRefusal>, ReadonlyArray<AnyEvent>>
  /** Every event since the last time, and those that the reactions add; gives why each command was refused, if any was. */
  readonly react: (at: Instant) => ReadonlyArray<ReadonlyArray<AnyRefusal>>
  /** As a service that is started again under other models: it reads the same journal. */
  readonly restart: (models: Models) => void
  /** Over what is recorded by now. */
  readonly index: () => DossiersIndex
  /** Another journal that holds the same, and goes its own way from here. */
  readonly fork: () => MemoryJournal
}

/** Commands are given to it in the order of their recording. */
export const memoryJournal = (models: Models): MemoryJournal => journalFrom(serving(models), [], 0)

/** @param before what these dossiers have taken already, and how many of them the reactions have answered */
const journalFrom = (served: Serving, before: ReadonlyArray<Recorded>, answered: number): MemoryJournal => {
  let { models, conventions, habilitations, connections } = served
  let index: DossiersIndex | null = null
  let indexed = 0
  const reactions = shippedReactions()
  for (const recorded of before) reactions.take(recorded)
  const events: Array<Recorded> = [...before]

  const take = (recorded: Recorded): void => {
    const { stream } = recorded
    const dossiers = isOf(conventionAggregate.category, stream)
      ? conventions
      : isOf(accessCategory, stream)
        ? connections
        : habilitations
    dossiers.take(recorded)
  }
  const record = (recorded: Recorded): void => {
    take(recorded)
    reactions.take(recorded)
    events.push(recorded)
  }
  const restart = (given: Models): void => {
    const again = serving(given)
    models = again.models
    conventions = again.conventions
    habilitations = again.habilitations
    connections = again.connections
    index = null
    for (const recorded of events) take(recorded)
  }
  /** Made when it is asked for: who only gives commands needs none. */
  const indexOfAll = (): DossiersIndex => {
    if (index === null) indexed = 0
    index ??= dossiersIndex(models)
    for (const recorded of events.slice(indexed)) {
      const appended = index.append(recorded)
      // The revisions of a stream follow each other here, and no instant goes back: the codec has seen to that.
      if (E.isLeft(appended)) throw new Error(`the index refuses an event: ${appended.left.fault}`)
    }
    indexed = events.length
    return index
  }

  const give = (
    stream: string,
    command: DossierCommand,
    at: Instant,
    /** Of a reaction: the event that asked for it. */
    cause: Recorded | null = null
  ): E.Either<ReadonlyArray<AnyRefusal>, ReadonlyArray<AnyEvent>> => {
    const others = isConventionCommand(command)
      ? conventions.premisesOf(stream, command)
      : isConnectionCommand(command)
        ? []
        : habilitations.premisesOf(stream, command)
    const edited = others.flatMap(other => conventions.edited(other) ?? [])
    if (edited.length > 0) return E.left(edited)
    const premises = new Map(others.map(other => [other, conventions.premise(other)]))
    const recording = { at, hand: null, premises }
    const decided = isConventionCommand(command)
      ? conventions.give(stream, command, recording)
      : isConnectionCommand(command)
        ? connections.give(stream, command, recording)
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
          causationId: cause?.id ?? null,
          causationDepth: cause === null ? 0 : cause.metadata.causationDepth + 1,
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

  let reacted = answered
  const react = (at: Instant): ReadonlyArray<ReadonlyArray<AnyRefusal>> => {
    const refused: Array<ReadonlyArray<AnyRefusal>> = []
    for (let event = events[reacted]; event !== undefined; event = events[reacted]) {
      reacted += 1
      for (const { stream, command } of reactions.to(event, models)) {
        const given = give(stream, command, at, event)
        if (E.isLeft(given)) refused.push(given.left)
      }
    }
    return refused
  }
  const fork = (): MemoryJournal =>
    journalFrom(
      {
        models,
        conventions: conventions.fork(),
        habilitations: habilitations.fork(),
        connections: connections.fork()
      },
      events,
      reacted
    )
  return { index: indexOfAll, give, react, restart, fork }
}

type Serving = ReturnType<typeof serving>

/** What a service holds of the models that it is given. */
const serving = (models: Models) => ({
  models,
  conventions: dossiersOf(conventionDecider(models), conventionEvents),
  habilitations: dossiersOf(habilitationDecider(models), habilitationEvents),
  connections: dossiersOf(connectionDecider, connectionEvents)
})

const isOf = (category: string, stream: string): boolean => stream.startsWith(`${category}-`)

/** A uuid: the same in every playing. */
const idOf = (n: number): string => `5ce9a210-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
