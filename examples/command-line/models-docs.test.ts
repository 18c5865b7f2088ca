import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolveModel, shippedModels } from '@avenant/domain'
import { playScenario } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { scenarioIn } from '../../packages/avenant/src/cli/try'
import { avenant, examples } from './child'

const docs = readFileSync(join(examples, '..', 'docs', 'models.md'), 'utf8')
const blocks = [...docs.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json))

/** What a block stands in where it is no whole model: the keys that every model must have. */
const whole = {
  id: 'essai',
  version: 1,
  titre: 'Essai',
  source: 'E',
  zone: 'Europe/Paris',
  parties: {
    article: '1',
    change: { instrument: 'avenant', article: '1' },
    roles: [
      { id: 'bailleur', label: 'le bailleur', acteur: 'partenaire' },
      { id: 'caf', label: 'la Caf', acteur: 'agent-caf' }
    ]
  },
  effect: { from: { from: 'last-signature' }, article: '1' },
  duration: { term: { count: 1, unit: 'year' }, article: '1' },
  etablissements: {
    natures: [{ id: 'a', label: 'A' }],
    article: '1',
    change: { instrument: 'avenant', article: '1' }
  },
  roles: [{ id: 'r', label: 'R', article: '1', change: { instrument: 'avenant', article: '1' } }]
}

test.each(blocks.map((block, i) => [i, block]))('docs/models.md: block %i is good', (_, block) => {
  const written = 'extends' in block ? block : { ...whole, ...block }
  const model = resolveModel(written, shippedModels)
  expect(E.isLeft(model) ? model.left : []).toEqual([])
})

/** The rows of the table of scenarios: a clause, and the scenarios that hold it. */
const rows = (docs.split('## Which scenario holds what')[1] ?? '').split('\n').flatMap(line => {
  const [, clause = '', named = ''] = line.split('|').map(cell => cell.trim())
  const scenarios = [...named.matchAll(/\(\.\.\/(scenarios\/[a-z0-9-]+\.json)\)/g)].map(
    ([, file = '']) => file
  )
  return line.startsWith('|') && !/^(?:clause|-+)$/.test(clause) ? [{ clause, scenarios }] : []
})

test('docs/models.md has a row for each thing that the language says', () => {
  expect(rows.length).toBeGreaterThan(17)
})

test.each(rows)('docs/models.md: « $clause » is held by scenarios that play as they expect', async row => {
  expect(row.scenarios.length).toBeGreaterThan(0)
  for (const file of row.scenarios) {
    const scenario = await scenarioIn(join(examples, '..', file))
    if (E.isLeft(scenario)) throw new Error(scenario.left.join('\n'))
    expect(playScenario(scenario.right)).toEqual({ deviations: [], answers: [] })
    const { questions, refusedModels, steps } = scenario.right
    expect(
      questions.length + refusedModels.length + steps.filter(step => 'refused' in step).length
    ).toBeGreaterThan(0)
  }
})

test('docs/models.md names models that exist, and each is good', async () => {
  expect(blocks.length).toBeGreaterThan(8)
  const models = readdirSync(join(examples, 'models'))
  const linked = [...docs.matchAll(/examples\/models\/([a-z0-9-]+\.json)/g)].map(([, name]) => name)
  expect(linked.toSorted()).toEqual(models.toSorted())
  for (const name of models) {
    const { code, faults, text } = await avenant('model', 'check', join(examples, 'models', name))
    expect([name, code, faults]).toEqual([name, 0, []])
    expect(text).toMatch(/^bon : /)
  }
}, 60_000)
