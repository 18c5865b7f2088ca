import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { type Day, daysOf, oracle, type Recorded } from '../../test/acts-oracle'
import { aThrow, commandOn, type Setting, settings, type Throw } from '../../test/any-history'
import { models } from '../../test/convention-commands'
import { derivedOver } from '../dossier/derive'
import { groupOf } from '../dossier/dossier'
import type { ConventionModel } from '../model/model'
import type { DateCivile } from '../time'
import { conventionActs, conventionAggregate, conventionDecider } from '.'
import { modificationOf } from './ground'
import { listedGroup } from './groups'
import type { ConventionValues } from './kinds'
import { type ConventionState, lineOf, valueOn } from './lines'

const { initial, decide, evolve } = conventionDecider(models)

/** What the lines say on a day, in the words of the oracle. */
const shown = (dossier: ConventionState, on: DateCivile): Day => {
  const idsOf = (kind: keyof ConventionValues) =>
    [...dossier.lines.keys()].flatMap(key => (key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : []))
  const all = <K extends keyof ConventionValues>(kind: K): Record<string, ConventionValues[K]> =>
    Object.fromEntries(
      idsOf(kind).flatMap(id => {
        const value = valueOn(dossier, kind, id, on)
        return value === null ? [] : [[id, value] as const]
      })
    )
  const listed = groupOf(dossier, listedGroup).filter(id => valueOn(dossier, 'inscription', id, on) !== null)
  return {
    effet: valueOn(dossier, 'effet', '', on)?.status ?? 'projet',
    etablissements: Object.fromEntries(
      listed.flatMap(id => {
        const value = valueOn(dossier, 'etablissement', id, on)
        return value === null ? [] : [[id, value] as const]
      })
    ),
    attributions: Object.fromEntries(
      Object.keys(all('attribution')).map(id => [id, valueOn(dossier, 'rang', id, on) ?? 'titulaire'])
    ),
    personnes: all('personne'),
    parties: all('partie'),
    fiche: valueOn(dossier, 'fiche', '', on),
    derogations: Object.keys(all('derogation')).sort(),
    nonRespect: valueOn(dossier, 'non-respect', '', on)?.etablissementIds ?? null,
    pending: Object.keys(all('modification')).sort(),
    transmissions: Object.fromEntries(
      Object.entries(all('transmission')).map(([id, { acte, ...dates }]) => [
        id,
        { acte: acte.asWritten, ...dates }
      ])
    ),
    clauses: Object.keys(all('clause')).sort(),
    verifications: Object.fromEntries(
      Object.entries(all('verification')).map(([id, { resultat }]) => [id, resultat])
    )
  } as unknown as Day
}

/** The accepted commands of a history, each with the revision of its event, and the dossier after each. */
const play = (setting: Setting, throws: ReadonlyArray<Throw>) => {
  let dossier = initial
  const recorded: Array<Recorded> = []
  const dossiers: Array<ConventionState> = []
  const give = (command: ReturnType<ReturnType<ReturnType<typeof commandOn>>>) => {
    const decided = decide(command)(dossier)
    if (E.isLeft(decided) || decided.right.length === 0) return
    recorded.push({ place: dossier.revision, command } as unknown as Recorded)
    dossier = decided.right.reduce(evolve, dossier)
    dossiers.push(dossier)
  }
  for (const command of setting.draft) give(command)
  // Two in three begin when it is signed.
  if ((throws[0]?.[0] ?? 0) % 3 > 0) for (const command of setting.signatures) give(command)
  for (const numbers of throws) give(commandOn(setting)(numbers)(dossier))
  return { dossier, recorded, dossiers }
}

const modelOf = ({ dossier }: ReturnType<typeof play>): ConventionModel => {
  const model = models.find(
    ({ id, version }) => id === dossier.model?.id && version === dossier.model.version
  )
  if (model === undefined) throw new Error('no model')
  return model
}

const counted: Record<string, number> = {}
/** How often the end of a convention was moved, and an avenant held from another day than that of its last signature. */
const moved: Record<string, number> = {}

test.each(Object.entries(settings))(
  'G17 G18 the lines of any history hold, on every day and knowledge, what is computed from its acts: %s',
  (name, setting) => {
    fc.assert(
      fc.property(fc.array(aThrow, { minLength: 10, maxLength: 60 }), throws => {
        const played = play(setting, throws)
        const model = modelOf(played)
        played.recorded.forEach((_, i) => {
          const known = played.recorded.slice(0, i + 1)
          const isLast = i === played.recorded.length - 1
          // Every knowledge, and at the last of them every day; else one day in five.
          const judge = oracle(model, known)
          daysOf(known, model).forEach((day, n) => {
            if (!isLast && (n + i) % 5 !== 0) return
            const dossier = played.dossiers[i]
            if (dossier === undefined) return
            expect({ day, ...shown(dossier, day) }).toEqual({ day, ...judge(day) })
          })
        })
        for (const { command } of played.recorded) counted[command.type] = (counted[command.type] ?? 0) + 1
        const { ground } = played.dossier
        for (const { kind } of ground.effect?.extensions ?? []) moved[kind] = (moved[kind] ?? 0) + 1
        for (const id of ground.signals.keys()) {
          const effective = modificationOf(ground, id)?.effective
          if (effective != null && effective.on !== effective.givenOn) moved.stated = (moved.stated ?? 0) + 1
        }
      }),
      // Stated days are rare.
      { numRuns: name === 'moved' ? 200 : 40 }
    )
  },
  120_000
)

test('G1 the lines of a dossier are those that its acts make, from nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(settings)),
      fc.array(aThrow, { maxLength: 40 }),
      (setting, throws) => {
        const { dossier } = play(setting, throws)
        for (const key of dossier.laid.keys()) {
          const [kind = '', ...rest] = key.split('/')
          const id = rest.join('/')
          const line = lineOf(dossier, kind as keyof ConventionValues, id)
          const derived = derivedOver(conventionAggregate, dossier, {
            kind,
            id,
            period: { from: null, to: null }
          })
          for (const { from } of [...line, ...derived]) {
            const at =
              derived.findLast(step => step.from === null || (from !== null && step.from <= from))?.value ??
              null
            expect({ key, from, value: valueOn(dossier, kind as keyof ConventionValues, id, from) }).toEqual({
              key,
              from,
              value: at
            })
          }
        }
      }
    ),
    { numRuns: 40 }
  )
})

test('M21 P27 these histories moved ends, and stated days', () => {
  expect(Object.keys(moved).sort()).toEqual(['prolongation', 'renouvellement', 'stated'])
})

test('G18 these histories gave every command', () => {
  const commands = Object.values(conventionActs).map(({ command }) => command)
  expect(Object.keys(counted).sort()).toEqual([...commands, 'CorrectConvention'].sort())
})
