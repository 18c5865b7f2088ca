import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { playScenario } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { scenarioIn } from '../../packages/avenant/src/cli/try'

const folder = join(__dirname, '..', '..', 'scenarios')
const files = readdirSync(folder).filter(name => name.endsWith('.json'))

test.each(files)('scenarios/%s: all is as expected, and each question expects something', async name => {
  const scenario = await scenarioIn(join(folder, name))
  expect(E.isLeft(scenario) ? scenario.left : []).toEqual([])
  if (E.isLeft(scenario)) return
  const { title, steps, questions, refusedModels } = scenario.right
  expect(title).toMatch(/^(?:[AGPM]\d{1,2} )+\S/)
  expect(playScenario(scenario.right)).toEqual({ deviations: [], answers: [] })
  const isRefused = steps.some(step => 'refused' in step)
  expect(isRefused || questions.length + refusedModels.length > 0).toBe(true)
})

/** What is expected, with one part of it replaced by what no answer holds: once for each part. */
const spoiltIn = (expected: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(expected))
    return [
      [...expected, 'de trop'],
      ...expected.flatMap((item, i) => spoiltIn(item).map(spoilt => expected.toSpliced(i, 1, spoilt)))
    ]
  if (typeof expected !== 'object' || expected === null) return ['ce que personne ne répond']
  return Object.entries(expected).flatMap(
    ([key, value]): ReadonlyArray<unknown> =>
      key === 'absent' ? [{ absent: false }] : spoiltIn(value).map(spoilt => ({ ...expected, [key]: spoilt }))
  )
}

test.each(files)('scenarios/%s: each part of what it expects can fail', async name => {
  const scenario = await scenarioIn(join(folder, name))
  if (E.isLeft(scenario)) throw new Error(scenario.left.join())
  const { steps, questions, refusedModels } = scenario.right
  // One playing answers all: a question asked again, each time with another part spoilt.
  const spoilt = questions.flatMap(question =>
    spoiltIn(question.answer).map(answer => ({ ...question, answer }))
  )
  const { deviations } = playScenario({ ...scenario.right, questions: spoilt })
  const told = new Set(deviations.map(({ path }) => path.replace(/\..*/, '')))
  expect(spoilt.flatMap(({ answer }, i) => (told.has(`questions[${i}]`) ? [] : [answer]))).toEqual([])
  const good = refusedModels.map(({ model, faults }) => ({ model, faults: [...faults, 'un-chemin-de-trop'] }))
  expect(
    playScenario({ ...scenario.right, steps: [], questions: [], refusedModels: good }).deviations
  ).toHaveLength(refusedModels.length)
  const turned = steps.map(step => {
    if (!('command' in step)) return step
    const { refused, ...given } = step
    return refused === undefined ? { ...given, refused: ['un-code-que-rien-ne-donne'] } : given
  })
  const all = playScenario({ ...scenario.right, steps: turned, questions: [] }).deviations
  expect(new Set(all.map(({ path }) => path.replace(/\..*/, '')))).toEqual(
    new Set(steps.flatMap((step, i) => ('command' in step ? [`steps[${i}]`] : [])))
  )
})

test('the folder holds both signed conventions', () => {
  expect(files).toEqual(expect.arrayContaining(['psu-2017.json', 'monenfant-2023.json']))
})
