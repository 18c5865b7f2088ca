/** Under one convention: each way in which a person may use a role on an establishment, or why she may not (G16). */
import {
  addDays,
  type ConventionModel,
  type DateCivile,
  type HabilitationId,
  lastDayToProvide,
  minDate,
  parseDateCivile
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Point } from '../bitemporal'
import type { At, On } from './asked'
import { accessChecks, type Check, type Condition, check, roleChecks, type Use } from './conditions'
import { conventionSays, habilitationsOf, type Lines, modelUnder, ruledOn } from './lines'

/** One habilitation under one convention, or none: she may act in this way when every condition holds. */
export type Way = {
  readonly conventionId: Use['conventionId']
  readonly habilitationId: HabilitationId | null
  /** The days on which it was asked: each is under its version of the model. */
  readonly days: ReadonlyArray<DateCivile>
  readonly checks: ReadonlyArray<Check>
}

export const isOpen = ({ checks }: Way): boolean => checks.every(({ holds }) => holds)

/** A condition that fails, and where; no convention is named when none lists the establishment. */
export type Reason = Omit<Condition, 'holds'> & {
  readonly conventionId: Use['conventionId'] | null
  readonly habilitationId: HabilitationId | null
}

export const reasonsOf = ({ conventionId, habilitationId, checks }: Way): ReadonlyArray<Reason> =>
  checks.flatMap(({ holds, tell }) => {
    if (holds) return []
    const { condition, on, article, computation, event } = tell()
    return [{ conventionId, habilitationId, condition, on, article, computation, event }]
  })

/**
 * The ways under one convention, on a day, as known at a moment. The first that is open comes alone.
 *
 * @param declarationsOf the year whose declarations alone are given: a role held on its last day, or on the last day of
 *   the convention in it, stays usable until the model's last day to provide for it. The access itself is asked on the
 *   day: who has left since, or is blocked, does not act.
 */
export const waysUnder = (
  lines: Lines,
  use: Use,
  when: On | At,
  declarationsOf: number | null
): ReadonlyArray<Way> => {
  const { model, point } = ruledOn(lines, use.conventionId, when)
  if (model === null) return [unknownModel(lines, use, point)]
  const ways = waysOn(lines, model, use, { roleOn: point.on, point })
  if (declarationsOf === null || ways.some(isOpen)) return ways
  return waysForYear(lines, model, use, point, declarationsOf) ?? ways
}

/** Nothing can be decided under a model that this service does not know. */
const unknownModel = (lines: Lines, { conventionId }: Use, point: Point): Way => {
  const said = conventionSays(lines, conventionId, 'model', '', point)
  const computation =
    said?.value == null
      ? `aucune convention « ${conventionId} » n'est connue à ce moment`
      : `le modèle ${said.value.id}, version ${said.value.version}, n'est pas connu de ce service`
  return {
    conventionId,
    habilitationId: null,
    days: [point.on],
    checks: [check('modele', false, point.on, said, () => ({ article: null, computation }))]
  }
}

/** The role is asked on its day, which for the declarations of a year is the last one on which it was held. */
const waysOn = (
  lines: Lines,
  model: ConventionModel,
  use: Use,
  { roleOn, point }: { readonly roleOn: DateCivile; readonly point: Point },
  more: ReadonlyArray<Check> = []
): ReadonlyArray<Way> => {
  const { conventionId, personneId } = use
  const onDay = { ...point, on: roleOn }
  const roleModel = roleOn === point.on ? model : modelUnder(lines, conventionId, onDay)
  if (roleModel === null) return [unknownModel(lines, use, onDay)]
  const role = roleChecks(lines, roleModel, use, onDay)
  const found = habilitationsOf(lines, conventionId, personneId, point)
  const ways: Array<Way> = []
  for (const habilitationId of found.length === 0 ? [null] : found) {
    const checks = [...role, ...accessChecks(lines, model, use, habilitationId, point), ...more]
    const way = { conventionId, habilitationId, days: [roleOn, point.on], checks }
    if (isOpen(way)) return [way]
    ways.push(way)
  }
  return ways
}

/** Null: the year has no such day, or it is not over. */
const waysForYear = (
  lines: Lines,
  model: ConventionModel,
  use: Use,
  point: Point,
  year: number
): ReadonlyArray<Way> | null => {
  const last = lastDayInForce(lines, use, point, year)
  if (last === null || point.on <= last) return null
  // The declarations of a year are under the version of its last day.
  const ofYear = modelUnder(lines, use.conventionId, { ...point, on: last })
  const provided = ofYear === null ? null : lastDayToProvide(ofYear, year)
  if (provided === null) return null
  const { date, article, computation } = provided
  const isInTime = point.on <= date
  const inTime = check('declarations', isInTime, point.on, null, () => ({
    article,
    computation: isInTime ? computation : `${computation}, délai passé`
  }))
  if (isInTime) return waysOn(lines, model, use, { roleOn: last, point }, [inTime])
  // What was asked is refused by its own delay first: the role of the day is not what it waited for.
  return waysOn(lines, model, use, { roleOn: point.on, point }).map(way => ({
    ...way,
    checks: [inTime, ...way.checks]
  }))
}

/** The last day of a year on which the convention is in force; null when it is on none. */
const lastDayInForce = (
  { dossiers }: Lines,
  { conventionId }: Use,
  { knownAt }: Point,
  year: number
): DateCivile | null => {
  const [first, end] = [parseDateCivile(`${year}-01-01`), parseDateCivile(`${year}-12-31`)]
  if (E.isLeft(first) || E.isLeft(end)) return null
  let last: DateCivile | null = null
  for (const { value, span } of dossiers.convention.timeline(
    conventionId,
    { kind: 'effet', id: '' },
    knownAt
  ))
    if (value?.status === 'en-vigueur' && (span.from === null || span.from <= end.right)) {
      const until = span.to === null ? end.right : minDate(addDays(span.to, -1), end.right)
      if (until >= first.right) last = until
    }
  return last
}
