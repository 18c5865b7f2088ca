/**
 * Models that people may write, drawn from the schema of a model's file alone: a key that is added to the language is drawn
 * without a word here. A model that is good, with a few of its values replaced: by what another model has at that place, or
 * by whatever the schema takes there.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { ConventionModel, modelSchema, shippedModels } from '../src'

type Schema = Readonly<Record<string, unknown>>
type Path = ReadonlyArray<string | number>

const root = modelSchema()
const definitions: Readonly<Record<string, Schema>> = Object(root.$defs)

/** The schema that a reference names. */
const named = (schema: Schema): Schema => {
  if (typeof schema.$ref !== 'string') return schema
  return named(definitions[schema.$ref.replace('#/$defs/', '')] ?? {})
}
const schemaOfFile = (model: object): Schema => named(Object('extends' in model ? root.then : root.else))

const alternativesOf = (schema: Schema): ReadonlyArray<Schema> | null => {
  const several = schema.oneOf ?? schema.anyOf
  return Array.isArray(several) ? several : null
}
const propertiesOf = ({ properties }: Schema): ReadonlyArray<readonly [string, Schema]> =>
  Object.entries(Object(properties))
const requiredOf = ({ required }: Schema): ReadonlyArray<string> => (Array.isArray(required) ? required : [])

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/** Whether a value is of this alternative rather than of another. */
const fits = (written: Schema, value: unknown): boolean => {
  const schema = named(written)
  const several = alternativesOf(schema)
  if (several !== null) return several.some(one => fits(one, value))
  if ('const' in schema) return schema.const === value
  if (Array.isArray(schema.enum)) return schema.enum.includes(value)
  if (schema.type === 'object')
    return (
      isObject(value) &&
      requiredOf(schema).every(key => key in value) &&
      Object.keys(value).every(key => key in Object(schema.properties)) &&
      propertiesOf(schema).every(([key, property]) => !(key in value) || fits(property, value[key]))
    )
  if (schema.type === 'array')
    return Array.isArray(value) && value.every(item => fits(Object(schema.items), item))
  return schema.type === (value === null ? 'null' : Number.isInteger(value) ? 'integer' : typeof value)
}

/** A place in a model: `key` is that of the nearest object; `name` is the path without its indexes. */
type Place = {
  readonly path: Path
  readonly name: string
  readonly key: string
  readonly schema: Schema
  readonly isOptional: boolean
  readonly value: unknown
}

const placesIn = (written: Schema, value: unknown, path: Path = []): ReadonlyArray<Place> => {
  const schema = named(written)
  const several = alternativesOf(schema)
  if (several !== null) {
    const one = several.find(each => fits(each, value))
    return one === undefined ? [] : placesIn(one, value, path)
  }
  if (Array.isArray(value))
    return value.flatMap((item, i) => placesIn(Object(schema.items), item, [...path, i]))
  if (!isObject(value)) return []
  return propertiesOf(schema).flatMap(([key, property]) => {
    const at = [...path, key]
    const place: Place = {
      path: at,
      name: at.filter(part => typeof part === 'string').join('.'),
      key,
      schema: property,
      isOptional: !requiredOf(schema).includes(key),
      value: value[key]
    }
    return key in value ? [place, ...placesIn(property, value[key], at)] : [place]
  })
}

const files = (folder: string): ReadonlyArray<object> => {
  const path = join(__dirname, '../../..', folder)
  return readdirSync(path)
    .filter(name => name.endsWith('.json'))
    .map(name => JSON.parse(readFileSync(join(path, name), 'utf8')))
}

/** Good models: those that ship, whole, and those of files. */
const good: ReadonlyArray<object> = [
  ...shippedModels.map(model => JSON.parse(JSON.stringify(ConventionModel.encode(model)))),
  ...files('examples/models'),
  ...files('scenarios/models')
]
const placesOfGood = good.map(model => placesIn(schemaOfFile(model), model))

/** What good models have, by the name of its place; and the texts that they write under a key. */
const donors = new Map<string, Array<unknown>>()
const texts = new Map<string, Array<string>>()
for (const { name, key, value } of placesOfGood.flat()) {
  if (value === undefined) continue
  donors.set(name, [...(donors.get(name) ?? []), value])
  for (const text of [value].flat())
    if (typeof text === 'string') texts.set(key, [...(texts.get(key) ?? []), text])
}

const anyText = (key: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...(texts.get(key) ?? ['france', 'caf', '2030-06-30'])) },
    { weight: 1, arbitrary: fc.constantFrom('a', '', '1', 'é', '2031-02-29', '__proto__', 'a b') }
  )

const anyInteger = ({ minimum, maximum }: Schema): fc.Arbitrary<number> => {
  const [min, max] = [Number(minimum ?? -9), Number(maximum ?? 99)]
  return fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min, max: Math.min(max, Math.max(min, 0) + 6) }) },
    { weight: 1, arbitrary: fc.integer({ min, max: Math.min(max, min + 100) }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max) }
  )
}

/** Whatever a schema takes. Beneath this depth lists are empty, and what is optional is absent. */
const anyValue = (written: Schema, key: string, depth: number): fc.Arbitrary<unknown> => {
  const schema = named(written)
  const several = alternativesOf(schema)
  if (several !== null) return fc.constantFrom(...several).chain(one => anyValue(one, key, depth - 1))
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer') return anyInteger(schema)
  if (schema.type === 'string') return anyText(key)
  if (schema.type === 'array')
    return depth <= 0
      ? fc.constant([])
      : fc.array(
          fc.constant(Object(schema.items)).chain(items => anyValue(items, key, depth - 1)),
          { maxLength: 3 }
        )
  const required = requiredOf(schema)
  const record = Object.fromEntries(
    propertiesOf(schema).flatMap(([name, property]) =>
      required.includes(name) || depth > 0 ? [[name, anyValue(property, name, depth - 1)]] : []
    )
  )
  return fc.record(record, { requiredKeys: [...required] })
}

const absent = Symbol('absent')

const edit = ({ path, name, key, schema, isOptional }: Place): fc.Arbitrary<readonly [Path, unknown]> => {
  const given = (donors.get(name) ?? []).filter(value => fits(schema, value))
  return fc
    .oneof(
      { weight: given.length === 0 ? 0 : 5, arbitrary: fc.constantFrom(...given, null) },
      { weight: 5, arbitrary: anyValue(schema, key, 5) },
      { weight: isOptional ? 1 : 0, arbitrary: fc.constant(absent) }
    )
    .filter(value => value !== null || fits(schema, null))
    .map(value => [path, value] as const)
}

/** The model with one value replaced; as it was where an earlier edit has taken the place away. */
const edited = (model: unknown, [[head, ...rest], value]: readonly [Path, unknown]): unknown => {
  if (head === undefined) return value
  if (Array.isArray(model)) return model.map((item, i) => (i === head ? edited(item, [rest, value]) : item))
  if (!isObject(model) || (rest.length > 0 && !(head in model))) return model
  const inner = edited(model[head], [rest, value])
  const { [head]: _, ...others } = model
  return inner === absent ? others : { ...others, [head]: inner }
}

/** What people read and cite decides nothing: seldom replaced. */
const isRead = ({ name }: Place): boolean => /article|label|titre|source$|\$schema|description/i.test(name)

const edits = (places: ReadonlyArray<Place>): fc.Arbitrary<ReadonlyArray<readonly [Path, unknown]>> => {
  const names = [...new Set(places.map(({ name }) => name))]
  const of = (isOne: (name: string) => boolean) =>
    fc
      .constantFrom(...names.filter(isOne))
      .chain(name => fc.constantFrom(...places.filter(place => place.name === name)).chain(edit))
  const read = new Set(places.filter(isRead).map(({ name }) => name))
  return fc.array(
    fc.oneof(
      { weight: 14, arbitrary: of(name => !read.has(name)) },
      { weight: 1, arbitrary: of(name => read.has(name)) }
    ),
    { minLength: 1, maxLength: 5 }
  )
}

export const modelBySchema: fc.Arbitrary<unknown> = fc.nat(good.length - 1).chain(i => {
  const [model, places] = [good[i] ?? {}, placesOfGood[i] ?? []]
  return edits(places).map(each => each.reduce<unknown>(edited, model))
})
