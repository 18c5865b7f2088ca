import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { anyModel } from '../../test/any-model'
import { modelBySchema } from '../../test/models-by-schema'
import { ConventionModel, modelSchema, resolveModel, shippedModels } from '.'

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
const validate = ajv.compile(modelSchema())
const faults = (model: unknown): ReadonlyArray<string> => {
  validate(model)
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}
const root = join(__dirname, '../../../..')
const file = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

test('G11 the schema that ships is the one that the codec gives', () => {
  const shipped = file('packages/domain/schemas/convention-model.schema.json')
  expect(shipped).toEqual(JSON.parse(JSON.stringify(modelSchema())))
})

test('G11 each key of a model says in French what it is for', () => {
  const undescribed = Object.entries(Object(modelSchema().$defs)).flatMap(([name, definition]) =>
    Object.entries(Object(Object(definition).properties)).flatMap(([key, property]) =>
      // A tag tells members apart; each of them says what it is for.
      'description' in Object(property) || Object(definition).oneOf || Object(definition).anyOf
        ? []
        : [`${name}.${key}`]
    )
  )
  expect(undescribed).toEqual([])
})

test('G11 the models that ship, and those of the examples, are good by the schema', () => {
  for (const model of shippedModels) expect(faults(ConventionModel.encode(model))).toEqual([])
  for (const path of ['examples/own-model/relais.json', 'scenarios/models/monenfant-jours-ouvres.json'])
    expect([path, faults(file(path))]).toEqual([path, []])
})

test('G11 a model that states what differs is good with few keys, and no others', () => {
  const psu92 = { $schema: 'x.json', extends: { id: 'psu', version: 1 }, id: 'psu-92', version: 1 }
  expect(faults(psu92)).toEqual([])
  expect(
    faults({
      ...psu92,
      roles: [
        { id: 'import', remove: true },
        { id: 'activite', cap: 3 }
      ]
    })
  ).toEqual([])
  expect(
    faults({ ...psu92, notice: null, habilitation: { endOfMission: { delay: { offset: { count: 3 } } } } })
  ).toEqual([])
  expect(faults({ ...psu92, effect: { from: { from: 'last-signature' } } })).toEqual([])
  for (const bad of [
    { ...psu92, prix: 3 },
    { ...psu92, extends: 'psu' },
    { ...psu92, roles: [{ cap: 3 }] },
    { ...psu92, roles: [{ id: 'import', remove: false }] },
    { ...psu92, duration: { term: { count: '12' } } }
  ])
    expect(faults(bad)).not.toEqual([])
})

test.each([
  ['nothing', {}],
  ['a list', []],
  ['an unknown key', { ...shippedModels[0], prix: 3 }],
  ['a cap that is a text', { ...shippedModels[0], roles: [{ ...shippedModels[0]?.roles[0], cap: '2' }] }],
  ['no party', { ...shippedModels[0], parties: undefined }],
  ['an unknown effect', { ...shippedModels[0], effect: { from: 'some-day', article: '1' } }]
])('G11 a model with %s is not good by the schema', (_, model) => {
  expect(faults(JSON.parse(JSON.stringify(model)))).not.toEqual([])
})

/** Raise it with MODELS to look further: `MODELS=100000 PROPERTY_SEED=1 npx jest schema.test`. */
const numRuns = Number(process.env.MODELS ?? 200)

test.each([
  ['written at random', anyModel],
  ['that varies a good one', modelBySchema]
])(
  'G11 G15 a model %s, good by the schema, is refused with reasons, or resolved: it never throws',
  (_, models) => {
    let accepted = 0
    fc.assert(
      fc.property(models, model => {
        expect(faults(model)).toEqual([])
        const resolved = resolveModel(model, shippedModels)
        if (E.isLeft(resolved)) {
          expect(resolved.left.length).toBeGreaterThan(0)
          for (const { message } of resolved.left) expect(message).not.toBe('')
          return
        }
        accepted++
        // What is resolved is resolved once for all.
        expect(resolveModel(ConventionModel.encode(resolved.right), [])).toEqual(resolved)
      }),
      { numRuns }
    )
    expect(accepted).toBeGreaterThan(numRuns / 100)
  }
)
