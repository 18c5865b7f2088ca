/** No word and no number of a convention stands in the library outside its models (G11). */
import { sourcesOf } from '../../test/sources'
import { shippedModels } from '.'

/** What is of a model, of a signed convention, or shown to readers of the documentation only. */
const isElsewhere = (file: string): boolean => /^domain\/src\/(?:model\/shipped|fixtures)\//.test(file)

/** The code without its comments, what a schema says of its keys, and the examples of acts that the documentation shows. */
const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\bdescribed\(\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g, 'described(')
    .replace(/^( *)example: [{[](?:.*[}\]],?$|[\s\S]*?^\1[}\]],?$)/gm, '')
    .replace(/^( *)correction: correctedBy\([\s\S]*?^\1}\),?$/gm, '')

const words = [
  ...new Set(
    shippedModels.flatMap(({ parties, fiche, etablissements, roles, signalling, habilitation, id, source }) =>
      [
        ...parties.roles,
        ...(fiche?.natures ?? []),
        ...(etablissements?.natures ?? []),
        ...roles,
        ...(signalling?.channels ?? []),
        ...(habilitation?.blocking?.causes ?? [])
      ]
        .map(word => word.id as string)
        .concat(id, source, habilitation?.mailbox?.shared ?? [])
    )
  )
]
/** Ids that are also words of the library's own: the form that a change needs, the Caf whose hand acts, « autre » of the préfecture. */
const own = ['formulaire', 'caf', 'autre']

/** A word as a text of its own. */
const saysWord = (code: string): ReadonlyArray<string> =>
  words.filter(word => !own.includes(word) && new RegExp(`(['"\`])${word}\\1`).test(code))

/** A number of days, months or persons: any literal that counts more than one, in the rooms that decide. */
const counts = (code: string): ReadonlyArray<string> =>
  [...code.replace(/'[^'\n]*'|`[^`]*`|\/[^/\n]+\/[a-z]*/g, '').matchAll(/(?<![\w.$#])\d[\d_]*(?![\w.])/g)]
    .map(([number]) => number)
    .filter(number => Number(number) > 1)
const decides = (file: string): boolean => /^domain\/src\/(?:convention|habilitation|reactions)\//.test(file)

/** A delay written where it is added, in any room. */
const added = (code: string): ReadonlyArray<string> =>
  [...code.matchAll(/\b(?:addDays|addMonths|delay)\([^()]*?(?<![\w.])(\d+)(?![\w.])/g)]
    .map(([, number = '']) => number)
    .filter(number => Number(number) > 1)

/** What a number is that belongs to no convention. */
const arithmetic: Readonly<Record<string, string>> = {
  'domain/src/habilitation/request.ts : 2': 'a name and an address'
}

const sources = sourcesOf('domain').filter(([file]) => !isElsewhere(file))

test('G11 no word of a model stands in the code outside the models', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.flatMap(([file, text]) => saysWord(codeOf(text)).map(word => `${file} : ${word}`))).toEqual(
    []
  )
})

test('G11 no number of a model stands in the code that decides', () => {
  expect(
    sources
      .filter(([file]) => decides(file))
      .flatMap(([file, text]) => counts(codeOf(text)).map(number => `${file} : ${number}`))
      .filter(found => !(found in arithmetic))
  ).toEqual([])
})

test('G11 no delay is written where it is added', () => {
  expect(sources.flatMap(([file, text]) => added(codeOf(text)).map(number => `${file} : ${number}`))).toEqual(
    []
  )
})

test('G11 the check sees what it looks for', () => {
  expect(saysWord("const nature = 'eaje'")).toEqual(['eaje'])
  expect(saysWord('if (role === "approbateur")')).toEqual(['approbateur'])
  expect(counts('addMonths(from, 12); addDays(on, 45)')).toEqual(['12', '45'])
  expect(added('addMonths(from, 12); addDays(on, -45); addDays(on, 1)')).toEqual(['12', '45'])
  expect(counts("at('12', i + 1, list.slice(0, 1))")).toEqual([])
  expect(codeOf("a\n  example: {\n    role: 'activite'\n  },\n  // 'eaje'\nb")).toBe('a\n\n\nb')
  expect(words).toEqual(
    expect.arrayContaining(['gestionnaire', 'activite', 'association', 'courriel', 'incident'])
  )
})
