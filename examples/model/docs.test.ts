import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolveModel, shippedModels } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { examples } from '../program/child'

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

test('docs/models.md names scenarios and models that exist', () => {
  expect(blocks.length).toBeGreaterThan(8)
  const scenarios = readdirSync(join(examples, '..', 'scenarios'))
  const named = [...docs.matchAll(/\| `([a-z0-9-]+)` +\|/g)].map(([, name]) => `${name}.json`)
  expect(named.length).toBeGreaterThan(4)
  expect(scenarios).toEqual(expect.arrayContaining(named))
  const models = readdirSync(join(examples, 'models'))
  const linked = [...docs.matchAll(/examples\/models\/([a-z0-9-]+\.json)/g)].map(([, name]) => name)
  expect(models).toEqual(expect.arrayContaining(linked))
  expect(linked).toHaveLength(4)
})
