/** Plays a scenario in memory: no store, no clock, nothing is kept. */
import {
  type AnyRefusal,
  conventionDecider,
  conventionEvents,
  habilitationDecider,
  habilitationEvents,
  type Instant,
  positionOf,
  type Recorded
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { dossiersIndex } from '../questions/dossiers-index'
import { type GivenCommand, isConventionCommand, streamOf } from './commands'
import { dossiersOf } from './dossiers'
import { type Deviation, deviationsFrom } from './expected'
import { answerTo } from './questions'
import { shippedReactions } from './reactions'
import type { Scenario, Step } from './scenario'

export type Played = {
  /** What is not as expected, in the order of the file; none when all is. */
  readonly deviations: ReadonlyArray<Deviation>
  /** The answers to the questions that expect nothing, as JSON, in the order of the file. */
  readonly answers: ReadonlyArray<unknown>
}

/**
 * Decides each command of a scenario as a service would, with the instant of its step as that of its recording (G24) and
 * the other dossiers as they stand then, and asks its questions of what was recorded. Nobody is asked whose hand it was:
 * the acteur stands in the file (G21). Pure: the same scenario always gives the same.
 *
 * @example
 * pipe(decodeScenario(files)(json), E.map(playScenario))
 */
export const playScenario = (scenario: Scenario): Played => {
  const journal = memoryJournal(scenario)
  const deviations = scenario.steps.flatMap((step, i) => deviationsOf(step, `steps[${i}]`, journal))
  const answers: Array<unknown> = []
  const answer = answerTo(journal.index)
  for (const [i, question] of scenario.questions.entries()) {
    const found = answer(question)
    if (question.answer === undefined) answers.push(found)
    else deviations.push(...deviationsFrom(question.answer, found, `questions[${i}].answer`))
  }
  return { deviations, answers }
}

type Journal = ReturnType<typeof memoryJournal>

const deviationsOf = (step: Step, path: string, journal: Journal): ReadonlyArray<Deviation> => {
  if ('react' in step) return journal.react(step.at).flatMap(refused => acceptedOr(refused, `${path}.react`))
  const given = journal.give(streamOf(step.command), step.command, step.at)
  const refusals = E.isLeft(given) ? given.left : []
  if (step.refused === undefined) return acceptedOr(refusals, path)
  const [expected, found] = [step.refused, refusals.map(({ code }) => code)].map(codesIn)
  return expected === found
    ? []
    : [{ path: `${path}.refused`, expected: expected ?? '', found: told(refusals) }]
}

const acceptedOr = (refusals: ReadonlyArray<AnyRefusal>, path: string): ReadonlyArray<Deviation> =>
  refusals.length === 0 ? [] : [{ path, expected: 'acceptée', found: told(refusals) }]

const codesIn = (codes: ReadonlyArray<string>): string => [...new Set(codes)].sort().join(', ')

const told = (refusals: ReadonlyArray<AnyRefusal>): string =>
  refusals.length === 0
    ? 'acceptée'
    : refusals
        .map(({ code, path, sentence }) => `${code}${path === '' ? '' : ` (${path})`} : ${sentence}`)
        .join(' ; ')

const memoryJournal = ({ models }: Scenario) => {
  const conventions = dossiersOf(conventionDecider(models), conventionEvents)
  const habilitations = dossiersOf(habilitationDecider(models), habilitationEvents)
  const index = dossiersIndex(models)
  const reactions = shippedReactions()
  const events: Array<Recorded> = []

  const record = (recorded: Recorded): void => {
    const appended = index.append(recorded)
    // The revisions of a stream follow each other here, and no instant goes back: the codec has seen to that.
    if (E.isLeft(appended)) throw new Error(`the index refuses an event: ${appended.left.fault}`)
    reactions.take(recorded)
    events.push(recorded)
  }

  const give = (
    stream: string,
    command: GivenCommand,
    at: Instant
  ): E.Either<ReadonlyArray<AnyRefusal>, number> => {
    const others = isConventionCommand(command)
      ? conventions.premisesOf(stream, command)
      : habilitations.premisesOf(stream, command)
    const premises = new Map(others.map(other => [other, conventions.premise(other)]))
    const recording = { at, hand: null, premises }
    const decided = isConventionCommand(command)
      ? conventions.give(stream, command, recording)
      : habilitations.give(stream, command, recording)
    if (E.isLeft(decided)) return decided
    for (const { revision, type, schema, data, model } of decided.right) {
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
          ...(seen.length === 0 ? {} : { premises: seen })
        }
      })
    }
    return E.right(decided.right.length)
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
  return { index, give, react }
}

/** A uuid: the same in every playing. */
const idOf = (n: number): string => `5ce9a210-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
