/** Scenarios from files, played in memory: what is not as expected, or the answers where nothing is. */
import { dirname, resolve } from 'node:path'
import { type Fault, visible } from '@avenant/domain'
import {
  type Deviation,
  decodeScenario,
  modelFilesOf,
  playScenario,
  type Scenario
} from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { failed, type Said } from '../program'
import { readJson } from './json-file'
import type { Subcommand } from './subcommand'

export const trying: Subcommand = {
  options: program => program.argument('[fichiers...]', 'un scénario par fichier JSON'),
  notes:
    "Une question sans réponse attendue est répondue, en JSON ; un fichier qui n'attend rien ne donne que ses réponses.",
  codes: { done: 'tout est comme attendu', not: 'non' },
  examples: ['scenarios/psu-2017.json', 'scenarios/*.json'],
  run: async ({ args: files }) => {
    if (files.length === 0) return failed(['il manque un fichier : avenant try FICHIER…'])
    const outcomes: Array<Outcome> = []
    for (const file of files) outcomes.push(await outcomeOf(file))
    return toldTogether(outcomes)
  }
}

/** `text` is what a file alone says; `line` what it says among several, before what is not as expected of it. */
type Outcome = {
  readonly faults: ReadonlyArray<string>
  readonly lines: ReadonlyArray<string>
  readonly answers: ReadonlyArray<unknown>
  readonly expectsNothing: boolean
  readonly code: 0 | 1 | 2
}

const toldTogether = (outcomes: ReadonlyArray<Outcome>): Said => {
  const [only, ...others] = outcomes
  const isAnswerOnly = only !== undefined && others.length === 0 && only.expectsNothing && only.code === 0
  const lines = isAnswerOnly
    ? [json(only.answers)]
    : outcomes.flatMap(({ lines, answers }) => [...lines, ...(answers.length === 0 ? [] : [json(answers)])])
  const code = Math.max(...outcomes.map(outcome => outcome.code))
  return { text: lines.join('\n'), faults: outcomes.flatMap(({ faults }) => faults), code }
}

const json = (answers: ReadonlyArray<unknown>): string => JSON.stringify(answers, null, 2)

const unreadable = (faults: ReadonlyArray<string>): Outcome => ({
  faults,
  lines: [],
  answers: [],
  expectsNothing: false,
  code: 2
})

const outcomeOf = async (file: string): Promise<Outcome> => {
  const scenario = await scenarioIn(file)
  if (E.isLeft(scenario)) return unreadable(scenario.left)
  const { title } = scenario.right
  const { deviations, answers } = playScenario(scenario.right)
  const verdict = deviations.length === 0 ? 'conforme' : 'non conforme'
  return {
    faults: [],
    lines: [`${verdict} : ${file} – ${visible(title)}`, ...deviations.map(deviationLine)],
    answers,
    expectsNothing: answers.length > 0 && expectsNothing(scenario.right),
    code: deviations.length === 0 ? 0 : 1
  }
}

const deviationLine = ({ path, expected, found }: Deviation): string =>
  `  ${path} : attendu : ${expected} ; trouvé : ${found}`

const expectsNothing = ({ steps, questions }: Scenario): boolean =>
  steps.every(step => !('refused' in step)) && questions.every(({ answer }) => answer === undefined)

/** A scenario, and the models of the files that it names: their paths are relative to it. Every fault is told. */
export const scenarioIn = async (file: string): Promise<E.Either<ReadonlyArray<string>, Scenario>> => {
  const input = await readJson(file)
  if (E.isLeft(input)) return E.left([input.left])
  const models = new Map<string, E.Either<string, unknown>>()
  for (const name of modelFilesOf(input.right))
    models.set(name, await readJson(resolve(dirname(file), name), name))
  return E.mapLeft((faults: ReadonlyArray<Fault>) =>
    faults.map(({ path, message }) => [file, path, message].filter(part => part !== '').join(' : '))
  )(decodeScenario(models)(input.right))
}
