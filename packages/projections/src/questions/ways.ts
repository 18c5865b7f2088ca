/** Under one convention: each way in which a person may use a role on an establishment, or why she may not (G16). */
import {
  type Article,
  addDays,
  type ConventionModel,
  type DateCivile,
  frenchArticle,
  frenchDate,
  type HabilitationId,
  lastDayToProvide,
  minDate,
  parseDateCivile
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Point } from '../bitemporal'
import { accessChecks } from './access-conditions'
import type { At, On } from './asked'
import { type Check, type Condition, check, roleChecks, type Use } from './conditions'
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
export const unknownModel = (
  lines: Lines,
  { conventionId }: Pick<Use, 'conventionId'>,
  point: Point
): Way & { readonly checks: readonly [Check] } => {
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
  const lastDay = lastDaysInForce(lines, use.conventionId, point)(year)
  const over = yearOver(lines, use.conventionId, point, lastDay, year)
  if (over === null || over === 'untold') return null
  const { last, until, article, computation } = over
  const isInTime = point.on <= until
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

/** A year whose last day in force is over, and until when its declarations are given. */
type YearOver = {
  readonly year: number
  readonly last: DateCivile
  readonly until: DateCivile
  readonly article: Article
  readonly computation: string
}

/** Null: the year has no such day, or it is not over; `untold`: the model has no last day to declare it. */
const yearOver = (
  lines: Lines,
  conventionId: Use['conventionId'],
  point: Point,
  last: DateCivile | null,
  year: number
): YearOver | 'untold' | null => {
  if (last === null || point.on <= last) return null
  // The declarations of a year are under the version of its last day.
  const ofYear = modelUnder(lines, conventionId, { ...point, on: last })
  const provided = ofYear === null ? null : lastDayToProvide(ofYear, year)
  return provided === null
    ? 'untold'
    : { year, last, until: provided.date, article: provided.article, computation: provided.computation }
}

/** The declarations of a year that are still given, although its last day in force is over. */
export type DeclarationsOpen = Pick<YearOver, 'year' | 'until' | 'article'> & {
  /** « les déclarations de 2020, ouvertes jusqu'au 30/06/2021 (PSU, article 3) ». */
  readonly sentence: string
}

/** Those of a convention on a day, the latest year first, whoever might give them. */
export const declarationsOpen = (
  lines: Lines,
  conventionId: Use['conventionId'],
  point: Point
): ReadonlyArray<DeclarationsOpen> => {
  const open: Array<DeclarationsOpen> = []
  const thisYear = Number(point.on.slice(0, 4))
  const lastDayOf = lastDaysInForce(lines, conventionId, point)
  // A year of which the last day to declare is over is followed by earlier ones, of which it is over too.
  for (let year = thisYear; year > thisYear - MOST_YEARS; year--) {
    const over = yearOver(lines, conventionId, point, lastDayOf(year), year)
    if (over === null) continue
    if (over === 'untold' || over.until < point.on) break
    const { until, article } = over
    const sentence = `les déclarations de ${year}, ouvertes jusqu'au ${frenchDate(until)} (${frenchArticle(article)})`
    open.push({ year, until, article, sentence })
  }
  return open
}

/** No model gives more time than that to declare a year. */
const MOST_YEARS = 10

/** Those that a person may still give by a role, although she may not use it on that day. */
export const stillDeclaring = (
  lines: Lines,
  use: Use,
  when: On | At,
  among: ReadonlyArray<DeclarationsOpen> = declarationsOpen(
    lines,
    use.conventionId,
    ruledOn(lines, use.conventionId, when).point
  )
): ReadonlyArray<DeclarationsOpen> =>
  among.filter(({ year }) => waysUnder(lines, use, when, year).some(isOpen))

/** « , sauf pour les déclarations de 2020, ouvertes jusqu'au 30/06/2021 (PSU, article 3) »; nothing for none. */
export const frenchExceptions = (declarations: ReadonlyArray<DeclarationsOpen>): string => {
  const sentences = [...new Set(declarations.map(({ sentence }) => sentence))]
  return sentences.length === 0 ? '' : `, sauf pour ${sentences.join(' et ')}`
}

/** The last day of a year on which the convention is in force; null when it is on none. */
const lastDaysInForce = (
  { dossiers }: Lines,
  conventionId: Use['conventionId'],
  { knownAt }: Point
): ((year: number) => DateCivile | null) => {
  const steps = dossiers.convention.timeline(conventionId, { kind: 'effet', id: '' }, knownAt)
  return year => {
    const [first, end] = [parseDateCivile(`${year}-01-01`), parseDateCivile(`${year}-12-31`)]
    if (E.isLeft(first) || E.isLeft(end)) return null
    let last: DateCivile | null = null
    for (const { value, span } of steps)
      if (value?.status === 'en-vigueur' && (span.from === null || span.from <= end.right)) {
        const until = span.to === null ? end.right : minDate(addDays(span.to, -1), end.right)
        if (until >= first.right) last = until
      }
    return last
  }
}
