import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { contradictionsOfAccess } from '../../test/contradictions-of-access'
import { contradictionsOfContent } from '../../test/contradictions-of-content'
import { contradictionsOfDates } from '../../test/contradictions-of-dates'
import { type Contradictions, modelWithEveryBlock } from '../../test/model-with-every-block'
import { decode } from '../codec'
import { ConventionModel } from '.'

const pathsOf = (model: unknown): ReadonlyArray<string> => {
  const decoded = decode(ConventionModel)(model)
  return E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []
}

const contradictions: Contradictions = {
  ...contradictionsOfContent,
  ...contradictionsOfDates,
  ...contradictionsOfAccess
}
const names = Object.keys(contradictions)
const planted = (...chosen: ReadonlyArray<string>): ReadonlyArray<string> => {
  const model = modelWithEveryBlock()
  for (const name of chosen) contradictions[name]?.plant(model)
  return pathsOf(model)
}

test('G11 a model with every block contradicts itself in nothing', () => {
  expect(pathsOf(modelWithEveryBlock())).toEqual([])
})

test.each(Object.entries(contradictions))(
  'G11 a contradiction is found, with its path: %s',
  (name, { path }) => {
    expect(planted(name)).toContain(path)
  }
)

const hidesOther = (one: string, other: string): boolean =>
  (contradictions[one]?.hides ?? []).some(hidden => contradictions[other]?.path.startsWith(hidden))

/** A quarter of the pairs by seed, so that the four of the zones plant each pair; all of them with PAIRS=all. */
const quarter = process.env.PAIRS === 'all' ? null : Number(process.env.PROPERTY_SEED ?? 2017) % 4

test('G11 contradictions in pairs are found both, at once', () => {
  let [pairs, hidden] = [0, 0]
  for (const [i, one] of names.entries())
    for (const [j, other] of names.entries()) {
      if (j <= i || (quarter !== null && (i + j) % 4 !== quarter)) continue
      pairs++
      if (hidesOther(one, other) || hidesOther(other, one)) {
        hidden++
        continue
      }
      const paths = planted(one, other)
      const missing = [one, other].filter(name => !paths.includes(contradictions[name]?.path ?? ''))
      expect([one, other, missing]).toEqual([one, other, []])
    }
  // Hardly any hides another.
  expect(hidden / pairs).toBeLessThan(0.06)
})

/** The sentences that a file gives faults, each as its longest part that no value interrupts. */
const sentencesIn = (path: string, from: string): ReadonlyArray<string> => {
  const source = readFileSync(join(__dirname, path), 'utf8')
  const code = source.slice(source.indexOf(from)).replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
  return (code.match(/'(?:[^'\\\n]|\\.)+'|"[^"\n]+"|`[^`]+`/g) ?? [])
    .map(
      text =>
        text
          .slice(1, -1)
          .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
          .toSorted((a, b) => b.length - a.length)[0]
          ?.trim() ?? ''
    )
    .filter(text => /[a-zàé]{2} [a-zàé]{2}/.test(text))
}

test('G11 each sentence that a contradiction is told by is that of one which is planted', () => {
  const told = Object.keys(contradictions).flatMap(name => {
    const model = modelWithEveryBlock()
    contradictions[name]?.plant(model)
    const decoded = decode(ConventionModel)(model)
    return E.isLeft(decoded) ? decoded.left.map(({ message }) => message) : []
  })
  const sentences = [
    ...readdirSync(__dirname).filter(name => /^coherence[a-z-]*\.ts$/.test(name)),
    '../dates/coherence.ts'
  ].flatMap(path => sentencesIn(path, 'export const'))
  const others = [
    ...sentencesIn('deadlines.ts', 'export const deadlineIncoherences'),
    ...sentencesIn('../dates/calendar.ts', 'export const calendarIncoherences')
  ]
  const all = [...sentences, ...others]
  expect(all.length).toBeGreaterThan(60)
  expect(all.filter(sentence => !told.some(message => message.includes(sentence)))).toEqual([])
})

test('G11 an acknowledgement may come after the check, and nothing else changes its place', () => {
  const model = modelWithEveryBlock()
  const order = (...steps: ReadonlyArray<string>) => {
    model.habilitation.steps = steps.map(step => ({ step, article: model.habilitation.article }))
    return pathsOf(model)
  }
  expect(
    order('requested', 'checked', 'acknowledged', 'convention-sent', 'signed-return', 'delivered')
  ).toEqual([])
  expect(order('requested', 'convention-sent', 'checked', 'delivered')).toEqual([
    'habilitation.steps[2].step'
  ])
})

test('G11 a convention without habilitations, establishments, fiche or annexe contradicts itself in nothing', () => {
  const { id, version, titre, source, zone, parties, effect, termination, duration } = modelWithEveryBlock()
  const roles = parties.roles.slice(0, 2)
  const small = {
    id,
    version,
    titre,
    source,
    zone,
    parties: { ...parties, roles },
    effect,
    termination,
    duration
  }
  expect(pathsOf(small)).toEqual([])
})
