/** JSON Schemas (draft 2020-12) of what the codecs read, for programs that are not written in TypeScript. */
import * as t from 'io-ts'
import { ChoiceType } from './choice'
import {
  DefaultedType,
  DescribedType,
  defaultedIn,
  isWrapper,
  NullableType,
  OneOfType,
  PersonalType,
  StructType,
  TaggedType
} from './codec'
import { IntegerType } from './integer'
import { RecursiveType } from './recursive'

export type JsonSchema = { readonly [keyword: string]: unknown }

/**
 * The schema of a codec's JSON. It says shapes, stored values and personal data (`"x-personal": true`, G10); what a text
 * must be beyond a text (a date, a SIRET), and what must agree, the codec alone tells: what is no good here is no good
 * there, and not the other way round.
 *
 * @example
 * jsonSchema(ConventionCommand)
 */
export const jsonSchema = (codec: t.Mixed): JsonSchema => {
  const known = new Map<t.Mixed, string>()
  const definitions: Record<string, JsonSchema> = {}

  /** Each structure stands once, under its name in ASCII; another one of that name has a number. */
  const named = (inner: StructType<t.Props, t.Props> | TaggedType<Readonly<Record<string, t.Mixed>>>) => {
    const name = known.get(inner)
    if (name !== undefined) return { $ref: `#/$defs/${name}` }
    const ascii = inner.name.normalize('NFD').replace(/[^A-Za-z0-9-]/g, '')
    let free = ascii
    for (let n = 2; Object.hasOwn(definitions, free); n++) free = `${ascii}-${n}`
    known.set(inner, free)
    definitions[free] = {}
    definitions[free] = inner instanceof StructType ? objectOf(inner) : oneOfThem(inner)
    return { $ref: `#/$defs/${free}` }
  }

  const objectOf = ({ required, optional }: StructType<t.Props, t.Props>): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(
      Object.entries({ ...required, ...optional }).map(([key, inner]) => [key, schemaOf(inner)])
    ),
    required: Object.entries<t.Mixed>(required).flatMap(([key, inner]) =>
      defaultedIn(inner) === null ? [key] : []
    ),
    additionalProperties: false
  })

  const oneOfThem = ({ key, members }: TaggedType<Readonly<Record<string, t.Mixed>>>): JsonSchema => ({
    type: 'object',
    properties: { [key]: { enum: Object.keys(members) } },
    required: [key],
    // Several tags may name one member.
    oneOf: [...new Set(Object.values(members))].map(schemaOf)
  })

  const schemaOf = (inner: t.Mixed): JsonSchema => {
    if (inner instanceof PersonalType) return { ...schemaOf(inner.inner), 'x-personal': true }
    if (inner instanceof RecursiveType) return schemaOf(inner.inner)
    if (inner instanceof NullableType) return { anyOf: [schemaOf(inner.inner), { type: 'null' }] }
    if (inner instanceof DescribedType) return { description: inner.description, ...schemaOf(inner.inner) }
    if (inner instanceof DefaultedType) return { ...defaultOf(inner), ...schemaOf(inner.inner) }
    if (isWrapper(inner)) return schemaOf(inner.inner)
    if (inner instanceof ChoiceType) return { anyOf: inner.members.map(schemaOf) }
    if (inner instanceof StructType || inner instanceof TaggedType) return named(inner)
    if (inner instanceof IntegerType) return { type: 'integer', minimum: inner.min, maximum: inner.max }
    if (inner instanceof OneOfType) return { enum: inner.values }
    if (inner instanceof t.ReadonlyArrayType || inner instanceof t.ArrayType)
      return { type: 'array', items: schemaOf(inner.type) }
    if (inner instanceof t.LiteralType) return { const: inner.value }
    return leaves[inner.name] ?? { type: 'string', title: inner.name }
  }

  const root = schemaOf(codec)
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...root, $defs: definitions }
}

/** A default that no other key decides. */
const defaultOf = ({ whenAbsent, inner }: DefaultedType<t.Mixed>): JsonSchema =>
  whenAbsent.length === 0 ? { default: inner.encode(whenAbsent(nothingBeside)) } : {}
// A function that looks at no key is given none.
const nothingBeside = {} as never

/** What is no text, by the name of its codec. */
const leaves: Readonly<Record<string, JsonSchema>> = {
  boolean: { type: 'boolean' },
  'entier positif ou nul': { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  'jour du mois': { anyOf: [{ type: 'integer', minimum: 1, maximum: 31 }, { const: 'last' }] },
  article: {
    anyOf: [
      { type: 'string', title: 'article de la source du modèle' },
      {
        type: 'object',
        properties: { source: { type: 'string' }, article: { type: 'string' } },
        required: ['source', 'article'],
        additionalProperties: false
      }
    ]
  },
  'objet JSON': { type: 'object' },
  Renvoi: {
    type: 'array',
    title: 'Renvoi',
    minItems: 1,
    items: { type: ['integer', 'string', 'array'], items: { type: 'integer' } }
  }
}
