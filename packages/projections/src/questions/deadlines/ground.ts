/** What the deadlines of one convention come from, over what is known between two recordings, whatever the day. */
import {
  addDays,
  type ConventionId,
  type ConventionModel,
  type ConventionValues,
  conventionDeadlineLines,
  conventionStream,
  type DateCivile,
  type Effect,
  type Effet,
  type HabilitationId,
  type HabilitationValues,
  habilitationDeadlineLines,
  habilitationStream,
  type Instant,
  isChanging,
  lastDate,
  lastDayOfNoticeUnder,
  type ModelGiven,
  modelGiven,
  namedPartie,
  type Period,
  type PersonneId,
  roleOfPartie,
  type Term,
  termsOf
} from '@avenant/domain'
import { type NamedVersion, versionsIn } from '../../annexes/versions'
import type { Cause, Step } from '../../bitemporal'
import type { ConventionFact, HabilitationFact } from '../../dossiers'
import { type Evidence, evidenceOf } from '../asked'
import type { Lines } from '../lines'

/** A line that holds or has held, from the last day on which it came to hold. */
export type Line = {
  readonly stream: string
  readonly id: string
  readonly value: unknown
  readonly span: Period
  readonly cause: Cause
}

/** What is followed of an access from day to day. */
type AccessKind = 'suivi' | 'mot-de-passe'

export type Course<K extends AccessKind> = {
  readonly habilitationId: HabilitationId
  readonly id: string
  readonly steps: ReadonlyArray<Step<Extract<HabilitationFact, { readonly kind: K }>>>
}

export type EffetSteps = ReadonlyArray<Step<Extract<ConventionFact, { readonly kind: 'effet' }>>>

/** A version of its model, from its day on, and whether the model given is the recorded one. */
type Version = NamedVersion & { readonly given: ModelGiven }

export type Ground = {
  readonly conventionId: ConventionId
  readonly stream: string
  /** The versions of its model, in the order of their days. */
  readonly versions: ReadonlyArray<Version>
  /** The version of a day; null: since always. */
  readonly versionOn: (day: DateCivile | null) => Version
  readonly zone: ConventionModel['zone']
  /** The line of its effect. */
  readonly effet: EffetSteps
  /** Whether nobody joins nor leaves, and each role has one name. */
  readonly isPartyOnAnyDay: boolean
  /** Whether an avenant may state its day: under its only model, or under one of several that it was recorded under. */
  readonly statesDays: boolean
  /** Null until every party has signed. */
  readonly inForce: {
    readonly effect: Effect
    readonly from: DateCivile | null
    readonly cause: Cause
  } | null
  /** What ends it, from the first day on which it is no longer in force; null: nothing is known to. */
  readonly end: {
    readonly value: Extract<Effet, { status: 'terminee' }>
    readonly on: DateCivile
    readonly cause: Cause
  } | null
  /** The lines of one of `kindsRead`. */
  readonly linesOf: (kind: string) => ReadonlyArray<Line>
  /** Each line of one kind of its habilitations, from day to day: null where it no longer holds. */
  readonly courseOf: <K extends AccessKind>(kind: K) => ReadonlyArray<Course<K>>
  /** Whose an habilitation is, by its stream, and for which roles it was asked; null: it is under no convention, or another. */
  readonly personOf: (stream: string) => {
    readonly habilitationId: HabilitationId
    readonly personneId: PersonneId
    readonly roles: HabilitationValues['roles']
  } | null
  /** The last day in force; null: none is known. */
  readonly lastDay: DateCivile | null
  /** Who is party on a day, by their ids. */
  readonly partiesOn: (on: DateCivile) => ReadonlyArray<string>
  /** The role in the model of a party. */
  readonly roleOf: (partie: string) => string
  /** Its name in the convention on a day: « la commune (VILLE DE SCEAUX) ». */
  readonly labelOf: (partie: string, on: DateCivile) => string
}

/** The roles of the parties that are partners of the Caf. */
export const partnersIn = (model: ConventionModel): ReadonlyArray<string> =>
  model.parties.roles.filter(({ acteur }) => acteur === 'partenaire').map(({ id }) => id)

export const eventOf = ({ stream, cause }: Pick<Line, 'stream' | 'cause'>): Evidence =>
  evidenceOf(stream, cause)

/** The kinds of lines that every ground reads, in one walk over what is known. */
export const everyGround = ['effet', 'model', 'derogation', 'adhesion'] as const

export type Readers = ReturnType<typeof readersOf>
export const readersOf = ({ dossiers: { convention } }: Lines) => ({
  all: convention.linesOf(everyGround),
  byKind: new Map(conventionKinds.map(kind => [kind, convention.linesOf([kind])] as const))
})

/** Null: nothing is known of it, or nobody gave this service the version of its model that opens it. */
export const groundOf = (
  lines: Lines,
  readers: Readers,
  conventionId: ConventionId,
  knownAt: Instant
): Ground | null => {
  const { dossiers, directory, modelOf } = lines
  const stream = conventionStream(conventionId)
  const [[effet], [model], ...others] = readers.all(conventionId, knownAt)
  const models = dossiers.modelsOf('convention', conventionId)
  const versions = versionsIn(model?.steps ?? [], modelOf).map(
    (version): Version => ({
      ...version,
      given: modelGiven(stream, models, version.ref, version.model, knownAt)
    })
  )
  const [opening] = versions
  if (opening === undefined || opening.model === null) return null
  const { zone, changes } = opening.model
  const versionOn = (day: DateCivile | null): Version =>
    versions.length === 1
      ? opening
      : (versions.findLast(({ from }) => from === null || (day !== null && from <= day)) ?? opening)
  const steps = effet?.steps ?? []
  let inForce: Ground['inForce'] = null
  let end: Ground['end'] = null
  for (const { value, span, cause } of steps) {
    if (value?.status === 'en-vigueur') {
      inForce ??= { effect: value.effect, from: span.from, cause }
      end = null
    }
    if (value?.status === 'terminee' && span.from !== null) end = { value, on: span.from, cause }
  }
  /** Under its last name. */
  const partieOf = (id: string) =>
    dossiers.convention
      .timeline(conventionId, { kind: 'partie', id }, knownAt)
      .findLast(({ value }) => value !== null)?.value ?? null
  const found = new Map<string, ReadonlyArray<Line>>(
    others.map((lines, i) => [
      everyGround[i + 2] ?? '',
      lines.flatMap(({ id, steps }) => lineIn(stream, id, steps))
    ])
  )
  const linesOf = (kind: string): ReadonlyArray<Line> => {
    const kept = found.get(kind) ?? readLines(kind)
    found.set(kind, kept)
    return kept
  }
  const readLines = (kind: string): ReadonlyArray<Line> => {
    if (isOf(conventionKinds, kind)) {
      const [all] = readers.byKind.get(kind)?.(conventionId, knownAt) ?? [[]]
      return all.flatMap(({ id, steps }) => lineIn(stream, id, steps))
    }
    if (!isOf(habilitationDeadlineLines, kind)) return []
    return directory.habilitationsUnder(conventionId).flatMap(id => {
      const steps = dossiers.habilitation.line(id, { kind, id: '' }, knownAt)
      // Most habilitations have no such line.
      return steps.length > 0 && isUnder(lines, id, conventionId, knownAt)
        ? lineIn(habilitationStream(id), '', lastRunOf(steps))
        : []
    })
  }
  return {
    conventionId,
    stream,
    versions,
    versionOn,
    zone,
    effet: steps,
    isPartyOnAnyDay: versions.length === 1 && !opening.model.parties.roles.some(isChanging),
    statesDays: models.length > 1 || versions.length > 1 || changes?.avenantEffect?.when === 'stated',
    inForce,
    end,
    linesOf,
    courseOf: kind =>
      directory.habilitationsUnder(conventionId).flatMap(habilitationId => {
        const courses = dossiers.habilitation.ids(habilitationId, kind).map(id => ({
          habilitationId,
          id,
          steps: dossiers.habilitation.line(habilitationId, { kind, id }, knownAt)
        }))
        return courses.length > 0 && isUnder(lines, habilitationId, conventionId, knownAt) ? courses : []
      }),
    personOf: keptBy(habilitation => {
      const id = habilitation.slice(habilitationStream('' as HabilitationId).length) as HabilitationId
      const lastOf = <K extends 'sujet' | 'roles'>(kind: K) =>
        dossiers.habilitation.line(id, { kind, id: '' }, knownAt).findLast(({ value }) => value !== null)
          ?.value ?? null
      const sujet = lastOf('sujet')
      return sujet === null || sujet.conventionId !== conventionId
        ? null
        : { habilitationId: id, personneId: sujet.personneId, roles: lastOf('roles') ?? [] }
    }),
    lastDay: end === null ? null : eveOf(end.on),
    partiesOn: on =>
      dossiers.convention
        .ids(conventionId, 'partie')
        .filter(
          id =>
            dossiers.convention.factOn(conventionId, { kind: 'partie', id }, { on, knownAt })?.value != null
        ),
    roleOf: id => {
      const partie = partieOf(id)
      return partie === null ? id : roleOfPartie(partie)
    },
    labelOf: (id, on) => {
      const [partie, { model }] = [partieOf(id), versionOn(on)]
      return partie === null ? id : namedPartie(model?.parties.roles ?? [], partie).label
    }
  }
}

/** What is found of a name, found once. */
const keptBy = <A>(find: (name: string) => A): ((name: string) => A) => {
  const kept = new Map<string, A>()
  return name => {
    const known = kept.get(name)
    if (known !== undefined) return known
    const found = find(name)
    kept.set(name, found)
    return found
  }
}

const conventionKinds = [
  ...conventionDeadlineLines,
  'modification',
  'adhesion'
] as const satisfies ReadonlyArray<keyof ConventionValues>

const isOf = <K extends string>(kinds: ReadonlyArray<K>, kind: string): kind is K =>
  kinds.some(one => one === kind)

/** The day before. Many conventions end on one day, and to compute it takes as long as all else that is told of an end. */
export const eveOf = (day: DateCivile): DateCivile => {
  const known = eves.get(day) ?? addDays(day, -1)
  eves.set(day, known)
  return known
}

const eves = new Map<DateCivile, DateCivile>()

/**
 * Of an access, the day on which it came to be so counts: an earlier day that was told later closes it earlier, and the
 * act of the later day says nothing any more.
 */
const lastRunOf = <S extends { readonly value: unknown }>(steps: ReadonlyArray<S>): ReadonlyArray<S> => {
  const last = steps.findLastIndex(({ value }) => value !== null)
  const before = steps.slice(0, last + 1).findLastIndex(({ value }) => value === null)
  return last < 0 ? [] : steps.slice(before + 1, before + 2)
}

/** Where a line held twice, the last time. */
const lineIn = (
  stream: string,
  id: string,
  steps: ReadonlyArray<{ readonly value: unknown; readonly span: Period; readonly cause: Cause }>
): ReadonlyArray<Line> => {
  const last = steps.findLast(({ value }) => value !== null)
  if (last === undefined) return []
  const { value, span } = last
  return [
    {
      stream,
      id,
      value,
      span,
      // It is read from the index where a deadline is shown: most are not.
      get cause() {
        return last.cause
      }
    }
  ]
}

/** The line of a modification, as known at a moment. */
export const modificationOf = (
  { dossiers }: Lines,
  conventionId: ConventionId,
  id: string,
  knownAt: Instant
): Line | null => {
  const steps = dossiers.convention.line(conventionId, { kind: 'modification', id }, knownAt)
  return lineIn(conventionStream(conventionId), id, steps)[0] ?? null
}

const isUnder = (
  { dossiers }: Lines,
  id: HabilitationId,
  conventionId: ConventionId,
  knownAt: Instant
): boolean =>
  dossiers.habilitation
    .timeline(id, { kind: 'sujet', id: '' }, knownAt)
    .some(({ value }) => value?.conventionId === conventionId)

/** The terms, in their order, of which the échéance or its last day of notice comes by a day. */
export const termsUntil = ({ inForce, versions, end }: Ground, to: DateCivile): ReadonlyArray<Term> => {
  const terms: Array<Term> = []
  if (inForce === null) return terms
  for (const term of termsOf(inForce.effect)) {
    const { firstDay, next } = term
    const isOver = next > lastDate || (end !== null && firstDay >= end.on)
    if (isOver || (next > to && (lastDayOfNoticeUnder(versions, next)?.date ?? next) > to)) return terms
    terms.push(term)
  }
  return terms
}
