import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020'
import * as fc from 'fast-check'
import { writtenFor } from '../test/arbitrary'
import { conventionExamples, habilitationExamples } from '../test/examples'
import { commands, events } from '../test/tables'
import { jsonSchema } from './json-schema'
import { ConventionModel } from './model'
import { Metadata } from './recorded'

/** Strict: a keyword or a type that the draft does not know is an error. */
const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true })
ajv.addKeyword({ keyword: 'x-personal', schemaType: 'boolean' })
const validators = new Map(
  [...commands, ...events.map(([type, { data }]) => [type, data] as const)].map(([type, codec]) => [
    type,
    ajv.compile(jsonSchema(codec))
  ])
)
/** Why a value is not good; nothing when it is. */
const faults = (type: string, value: unknown): unknown => {
  const validate = validators.get(type)
  if (validate === undefined) throw new Error(`no schema of ${type}`)
  return validate(value) ? [] : validate.errors
}
const folder = join(__dirname, '../test/golden')

test('G15 each example is good by the schema of its command', () => {
  for (const { command } of [...conventionExamples, ...habilitationExamples])
    expect([command.type, faults(command.type, JSON.parse(JSON.stringify(command)))]).toEqual([
      command.type,
      []
    ])
})

test('G9 each golden file is good by the schema of its event', () => {
  const files = readdirSync(folder)
  expect(files).toHaveLength(events.length)
  for (const file of files) {
    const { type, data } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    expect([file, faults(type, data)]).toEqual([file, []])
  }
})

test('G15 what a codec reads is good by its schema, whatever it is', () => {
  for (const [type, codec] of [...commands, ...events.map(([type, { data }]) => [type, data] as const)])
    fc.assert(
      fc.property(writtenFor(codec), written => {
        expect(faults(type, written)).toEqual([])
      }),
      { numRuns: 10 }
    )
})

test('G15 what lacks a key, has another, or a value that is not stored, is not good', () => {
  const acteur = { kind: 'agent-caf', id: 'agent-1' }
  const good = {
    type: 'BlockAccess',
    acteur,
    data: { from: '2018-05-02', cause: 'incident', motif: 'codes perdus' }
  }
  expect(faults('BlockAccess', good)).toEqual([])
  for (const bad of [
    { ...good, acteur: { kind: 'agent-caf' } },
    { ...good, data: { ...good.data, cause: 3 } },
    { ...good, data: { ...good.data, motif: null } },
    { ...good, data: { ...good.data, jusqu: '2018-06-01' } },
    { ...good, type: 'UnblockAccess' }
  ])
    expect(faults('BlockAccess', bad)).not.toEqual([])
})

test('G10 the schemas mark personal data, and their names are ASCII', () => {
  const text = JSON.stringify(
    jsonSchema(events.find(([type]) => type === 'HabilitationRequested')?.[1].data ?? Metadata)
  )
  expect(text).toContain(
    '"mail":{"anyOf":[{"type":"string","title":"adresse mail","x-personal":true},{"type":"null"}]}'
  )
  const names = [...commands.map(([, codec]) => codec), ConventionModel, Metadata].flatMap(codec =>
    Object.keys(Object(jsonSchema(codec).$defs))
  )
  expect(names.filter(name => !/^[A-Za-z0-9-]+$/.test(name))).toEqual([])
  expect(names.length).toBeGreaterThan(50)
})
