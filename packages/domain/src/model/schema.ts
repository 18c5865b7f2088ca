/** The JSON Schema of a model's file, for editors and for who writes one. */
import { type JsonSchema, jsonSchema } from '../json-schema'
import { ConventionModel } from './model'

type Definitions = Readonly<Record<string, JsonSchema>>

/**
 * The schema (draft 2020-12) of a file that holds one model, whole or as what differs from the one that it `extends`. Each
 * key says in French what it is for. What must agree, `resolveModel` alone tells.
 */
export const modelSchema = (): JsonSchema => {
  const { $schema, $ref, $defs } = jsonSchema(ConventionModel)
  const whole: Definitions = Object($defs)
  const differences = Object.fromEntries(
    Object.entries(whole).map(([name, definition]) => [name + DIFFERENCE, differenceOf(definition)])
  )
  const root = String($ref).replace('#/$defs/', '')
  return {
    $schema,
    title: 'Modèle de convention',
    description:
      'Une convention comme donnée : parties, champ, rôles, effet, durée, fin, habilitations, annexes. Ce qui est absent a sa valeur par défaut.',
    type: 'object',
    if: { required: ['extends'] },
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
    then: { $ref: `#/$defs/${root}${DIFFERENCE}` },
    else: { $ref: `#/$defs/${root}` },
    $defs: {
      ...whole,
      ...differences,
      [root]: withKeys(whole[root], { $schema: editors }),
      [root + DIFFERENCE]: {
        ...withKeys(differences[root + DIFFERENCE], { $schema: editors, extends: extended }),
        required: ['extends', 'id', 'version']
      }
    }
  }
}

const DIFFERENCE = '-difference'

const editors = { type: 'string', description: 'Le schéma, pour que les éditeurs aident à écrire.' }
const extended = {
  type: 'object',
  description: 'Le modèle dont celui-ci ne dit que ce qui diffère.',
  properties: {
    id: { type: 'string', description: 'Son id.' },
    version: { type: 'integer', minimum: 0, description: 'Sa version.' }
  },
  required: ['id', 'version'],
  additionalProperties: false
}

const withKeys = (definition: JsonSchema | undefined, keys: JsonSchema): JsonSchema => ({
  ...definition,
  properties: { ...keys, ...Object(definition?.properties) }
})

/** Of an object no key is required but the id by which it is merged; an item of a list may be taken away. */
const differenceOf = (definition: JsonSchema): JsonSchema => {
  const { required: _, oneOf, properties, ...rest } = definition
  const keys: Readonly<Record<string, unknown>> = Object(properties)
  const isItem = 'id' in keys
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : { properties: isItem ? { ...Object(referring(keys)), remove } : referring(keys) }),
    ...(isItem ? { required: ['id'] } : {}),
    // Fewer keys tell the members apart: several may hold what is stated.
    ...(oneOf === undefined ? {} : { anyOf: referring(oneOf) })
  }
}
const remove = { const: true, description: 'Retire cet élément du modèle étendu.' }

/** The same, of differences. */
const referring = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(referring)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' ? inner + DIFFERENCE : referring(inner)
    ])
  )
}
