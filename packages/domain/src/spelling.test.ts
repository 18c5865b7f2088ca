import * as t from 'io-ts'
import * as ts from 'typescript'
import { packageNames, sourcesOf } from '../test/sources'
import { commands, dataOf, events } from '../test/tables'
import { leavesOf } from '../test/walk'
import * as domain from '.'
import { ConventionModel, isWrapper, OneOfType, PersonalType, StructType, TaggedType } from '.'

const ascii = /^[\x20-\x7e]*$/

test('G14 event types, command types and what the domain exports are spelt in NFC', () => {
  const names = [...events.map(([type]) => type), ...commands.map(([type]) => type), ...Object.keys(domain)]
  expect(names.filter(name => name !== name.normalize('NFC'))).toEqual([])
  expect(names).toEqual(
    expect.arrayContaining(['DérogationGranted', 'GrantDérogation', 'parseActePréfecture'])
  )
})

test('G14 the sources of every package are spelt in NFC', () => {
  const sources = packageNames.flatMap(sourcesOf)
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.filter(([, text]) => text !== text.normalize('NFC')).map(([file]) => file)).toEqual([])
})

/** What the literals of a source say, but what stands in them for a value. */
const literalsOf = (file: string, source: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.ES2022))
  return found
}
const bracketed = /\p{L}\((?:e|s|es|x|aux|nt|ent)\)/u

test('G12 no sentence leaves the plural to its reader, in brackets', () => {
  expect(
    literalsOf('a.ts', 'const a = "2 titulaire(s)" + f(s)').filter(said => bracketed.test(said))
  ).toEqual(['2 titulaire(s)'])
  const faults = packageNames
    .flatMap(sourcesOf)
    .flatMap(([file, text]) =>
      literalsOf(file, text).flatMap(said => (bracketed.test(said) ? [`${file} : ${said}`] : []))
    )
  expect(faults).toEqual([])
})

test('G14 file names are ASCII', () => {
  const files = packageNames.flatMap(sourcesOf).map(([file]) => file)
  expect(files.filter(file => !ascii.test(file))).toEqual([])
})

/** JSON keys, tags and stored values of a codec. */
const machineTexts = (codec: t.Mixed): ReadonlyArray<string> => {
  if (codec instanceof StructType)
    return Object.entries<t.Mixed>({ ...codec.required, ...codec.optional }).flatMap(([key, inner]) => [
      key,
      ...machineTexts(inner)
    ])
  if (codec instanceof TaggedType)
    return [
      codec.key,
      ...Object.entries<t.Mixed>(codec.members).flatMap(([tag, inner]) => [tag, ...machineTexts(inner)])
    ]
  if (isWrapper(codec) || codec instanceof PersonalType) return machineTexts(codec.inner)
  if (codec instanceof t.ReadonlyArrayType) return machineTexts(codec.type)
  if (codec instanceof OneOfType) return codec.values
  return codec instanceof t.LiteralType ? [String(codec.value)] : []
}

test('G14 JSON keys, tags and stored values of events, commands and models are ASCII', () => {
  const texts = [
    ...events.flatMap(([, { data }]) => machineTexts(data)),
    ...commands.flatMap(([, command]) => machineTexts(dataOf(command))),
    ...machineTexts(ConventionModel)
  ]
  expect(texts).toEqual(
    expect.arrayContaining([
      'etablissementId',
      'annexe-revisee',
      'suppleant',
      'derogations',
      'fin-de-convention'
    ])
  )
  // A correction names an event or a command by its type, which spells French.
  const types = new Set([...events, ...commands].map(([type]) => type))
  expect([...new Set(texts)].filter(text => !ascii.test(text) && !types.has(text))).toEqual([])
})

test('G14 every value of an event or command is of a codec that the tests know to walk', () => {
  const opaque = [
    ...events.map(([, { data }]) => data),
    ...commands.map(([, codec]) => codec),
    ConventionModel
  ]
    .flatMap(codec => leavesOf(codec))
    .filter(
      ({ codec }) =>
        codec instanceof t.UnionType ||
        codec instanceof t.IntersectionType ||
        codec instanceof t.AnyType ||
        codec instanceof t.UnknownType ||
        codec instanceof t.DictionaryType
    )
  expect(opaque).toEqual([])
})
