import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { playScenario } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { scenarioIn } from './try'

const folder = join(__dirname, '..', '..', 'scenarios')
const files = readdirSync(folder).filter(name => name.endsWith('.json'))

test.each(files)('scenarios/%s: all is as expected, and each question expects something', async name => {
  const scenario = await scenarioIn(join(folder, name))
  expect(E.isLeft(scenario) ? scenario.left : []).toEqual([])
  if (E.isLeft(scenario)) return
  const { title, steps, questions } = scenario.right
  expect(title).toMatch(/^(?:[GPM]\d{1,2} )+\S/)
  expect(playScenario(scenario.right)).toEqual({ deviations: [], answers: [] })
  const isRefused = steps.some(step => 'refused' in step)
  expect(isRefused || questions.length > 0).toBe(true)
})

test('the folder holds both signed conventions', () => {
  expect(files).toEqual(expect.arrayContaining(['psu-2017.json', 'monenfant-2023.json']))
})
