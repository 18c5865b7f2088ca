/** A history made from a model alone: whether what it says can be done at all, before anybody relies on it. */
import { addDays, ConventionId, type ConventionModel, read } from '@avenant/domain'
import { accessWays } from './access-ways'
import { agreementWays } from './agreements'
import { castOf, mostSeats, otherVersionOf } from './cast'
import { changeWays } from './changes'
import { deadlineWays } from './deadline-ways'
import { endWays } from './ends'
import { type Begun, conventionId, opening, situationOn, startOf, type Way } from './opening'
import { type Trial, trialOf, type Why } from './trial'

/** Something that was tried. `path` is where the model says it; `why` it cannot be done, in French: none when it can. */
export type Tried = { readonly what: string; readonly path: string; readonly why: Why }

/**
 * Plays a model with invented parties, persons and establishments: it is drafted, signed and takes effect; then, each from
 * there, every kind of change that it knows, by the instrument that it asks, an adoption of another version too; every role given and taken back; an
 * habilitation asked for, delivered, blocked and closed; renewal, term, notice, termination; and the questions, on chosen
 * days. What cannot be done is told with its reason. When the beginning fails, nothing after it is tried. Pure: the same
 * model always gives the same.
 *
 * @example
 * probeModel(psu).filter(({ why }) => why.length > 0) // []
 */
export const probeModel = (model: ConventionModel): ReadonlyArray<Tried> => {
  const crowd = model.roles.findIndex(
    ({ min, minPerConvention }) => Math.max(min, minPerConvention) > mostSeats
  )
  if (crowd !== -1)
    return [
      {
        what: 'ses rôles sont tenus',
        path: `roles[${crowd}].min`,
        why: [`son minimum demande plus de ${mostSeats} personnes`]
      }
    ]
  const cast = castOf(model)
  const first = opening(model, cast)
  const trial = trialOf(model, otherVersionOf(model))
  const tried = begin(trial, first)
  if (tried.some(({ why }) => why.length > 0)) return tried
  const begun = { model, cast, start: startOf(model, trial) }
  return [
    ...tried,
    ...[
      ...changeWays(begun),
      ...agreementWays(begun),
      ...accessWays(begun),
      ...endWays(begun),
      ...deadlineWays(begun),
      questions(begun)
    ].map(({ what, path, play }) => ({ what, path, why: play(trial.fork()) }))
  ]
}

/** Each in turn, until one cannot be done. */
const begin = (trial: Trial, ways: ReadonlyArray<Way>): ReadonlyArray<Tried> => {
  const begun: Array<Tried> = []
  for (const { what, path, play } of ways) {
    const why = play(trial)
    begun.push({ what, path, why })
    if (why.length > 0) break
  }
  return begun
}

/** On the day before it begins, on its first day, and a year later. */
const questions = ({ model, start }: Begun): Way => ({
  what: 'ses annexes, le registre et son histoire se lisent',
  path: 'annexes',
  play: trial => {
    const index = trial.index()
    const id = read(ConventionId, conventionId)
    for (const on of [addDays(start, -1), start, addDays(start, DAYS_IN_A_YEAR)]) {
      index.register({ on })
      index.access({ conventionId: id, on })
    }
    index.history({ dossier: `convention-${conventionId}`, order: 'effect' })
    const shown = index.describe(id, { on: start }).annexes.length
    return shown === model.annexes.length
      ? []
      : [`${situationOn(trial, start).sentence} ; ${shown} annexes sur ${model.annexes.length}`]
  }
})

const DAYS_IN_A_YEAR = 365
