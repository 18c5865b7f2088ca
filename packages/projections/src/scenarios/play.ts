/** Plays a scenario in memory: no store, no clock, nothing is kept. */
import {
  Acteur,
  type AnyRefusal,
  addDays,
  instant,
  read,
  resolveModel,
  shippedModels,
  streamOfCommand
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type Deviation, deviationsFrom } from './expected'
import { type MemoryJournal, memoryJournal } from './journal'
import { answerTo } from './questions'
import type { RefusedModel, Scenario, Step } from './scenario'

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
  const journal = memoryJournal(scenario.models)
  const deviations = [
    ...scenario.refusedModels.flatMap((refused, i) =>
      deviationsOfModel(refused, `refusedModels[${i}].faults`)
    ),
    ...inOrder(scenario.steps).flatMap(({ step, path }) => deviationsOf(step, path, journal))
  ]
  const answers: Array<unknown> = []
  const answer = answerTo(journal.index())
  for (const [i, question] of scenario.questions.entries()) {
    const found = answer(question)
    if (question.answer === undefined) answers.push(found)
    else deviations.push(...deviationsFrom(question.answer, found, `questions[${i}].answer`))
  }
  return { deviations, answers }
}

type Given = Exclude<Step, { readonly connections: unknown }>
type Placed = { readonly step: Given; readonly path: string }

/** A connection is recorded at its own moment, among the other steps. */
const inOrder = (steps: ReadonlyArray<Step>): ReadonlyArray<Placed> =>
  steps
    .flatMap((step, i): ReadonlyArray<Placed> => {
      const path = `steps[${i}]`
      if (!('connections' in step)) return [{ step, path }]
      return connected(step).map(given => ({ step: given, path }))
    })
    .toSorted((a, b) => (a.step.at < b.step.at ? -1 : a.step.at > b.step.at ? 1 : 0))

const connected = ({ at, connections }: Exclude<Step, Given>): ReadonlyArray<Given> => {
  const { habilitationId, from, through, every } = connections
  const given: Array<Given> = []
  // At noon it is the same day in Guadeloupe, in Paris and in La Réunion.
  for (let on = from; on <= through; on = addDays(on, every)) {
    const moment = instant(`${on}T12:00:00Z`)
    given.push({
      at: moment < at ? at : moment,
      command: {
        type: 'RecordConnection',
        habilitationId,
        acteur: portail,
        data: { at: moment, outcome: 'reussie' }
      }
    })
  }
  return given
}

const portail = read(Acteur, { kind: 'systeme', id: 'portail' })

/** It may extend a model that ships. */
const deviationsOfModel = ({ model, faults }: RefusedModel, path: string): ReadonlyArray<Deviation> => {
  const resolved = resolveModel(model, shippedModels)
  const found = E.isRight(resolved) ? [] : resolved.left
  const [expected, told] = [faults, found.map(fault => fault.path)].map(codesIn)
  return expected === told
    ? []
    : [
        {
          path,
          expected: expected ?? '',
          found: found.map(({ path, message }) => `${path} : ${message}`).join(' ; ') || 'accepté'
        }
      ]
}

const deviationsOf = (step: Given, path: string, journal: MemoryJournal): ReadonlyArray<Deviation> => {
  if ('models' in step) {
    journal.restart(step.models)
    return []
  }
  if ('react' in step) return journal.react(step.at).flatMap(refused => acceptedOr(refused, `${path}.react`))
  const given = journal.give(streamOfCommand(step.command), step.command, step.at)
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
