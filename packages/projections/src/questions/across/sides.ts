/** How long a convention says what it says of an establishment or a person around a day, and the events that say it. */
import {
  attributionOf,
  type ConventionId,
  type ConventionValues,
  covers,
  type DateCivile,
  intersect,
  type Period,
  type PersonneId,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import type { Point } from '../../bitemporal'
import type { Evidence } from '../asked'
import { conventionSays, type Lines } from '../lines'
import { nameWord } from './same-name'
import { keys } from './shared-keys'

export type Side = {
  readonly period: Period
  /** In the order of their recording, each once. */
  readonly events: ReadonlyArray<Evidence>
}

type Dossier = { readonly conventionId: ConventionId; readonly point: Point }
type Place = Dossier & { readonly etablissementId: ÉtablissementId; readonly numeroSias: string | null }
type Who = Dossier & { readonly personneId: PersonneId }

/** Some lines of a convention, one of which is enough: in which periods it says so, and by which events on the day. */
type Saying = { readonly periods: ReadonlyArray<Period>; readonly events: ReadonlyArray<Evidence> }

export const sideOfÉtablissement = (lines: Lines, place: Place): Side => sideOf(place, présence(lines, place))

export const sideOfRole = (lines: Lines, place: Place, role: StableId): Side =>
  sideOf(place, [
    ...présence(lines, place),
    together(
      attributionsWhere(lines, place, of => of.etablissementId === place.etablissementId && of.role === role)
    )
  ])

export const sideOfName = (lines: Lines, who: Who, word: string): Side =>
  sideOf(
    who,
    personneWhere(lines, who, personne => nameWord(personne) === word)
  )

export const sideOfMail = (lines: Lines, who: Who, mail: string): Side =>
  sideOf(
    who,
    personneWhere(lines, who, other => other.mail !== null && keys.mail(other.mail) === keys.mail(mail))
  )

const présence = (lines: Lines, place: Place): ReadonlyArray<Saying> => {
  const { etablissementId, numeroSias } = place
  return [
    enVigueur(lines, place),
    sayingOf(lines, place, 'inscription', etablissementId),
    sayingOf(lines, place, 'etablissement', etablissementId, value => value.numeroSias === numeroSias)
  ]
}

const personneWhere = (
  lines: Lines,
  who: Who,
  holds: (personne: ConventionValues['personne']) => boolean
): ReadonlyArray<Saying> => {
  const parties = lines.dossiers.convention.ids(who.conventionId, 'partie')
  return [
    enVigueur(lines, who),
    sayingOf(lines, who, 'personne', who.personneId, holds),
    together([
      ...attributionsWhere(lines, who, of => of.personneId === who.personneId),
      ...parties.map(id =>
        sayingOf(lines, who, 'partie', id, ({ representant }) => representant.personneId === who.personneId)
      )
    ])
  ]
}

const enVigueur = (lines: Lines, dossier: Dossier): Saying =>
  sayingOf(lines, dossier, 'effet', '', ({ status }) => status === 'en-vigueur')

const attributionsWhere = (
  lines: Lines,
  dossier: Dossier,
  isOne: (of: ReturnType<typeof attributionOf>) => boolean
): ReadonlyArray<Saying> =>
  lines.dossiers.convention
    .ids(dossier.conventionId, 'attribution')
    .filter(id => isOne(attributionOf(id)))
    .map(id => sayingOf(lines, dossier, 'attribution', id))

const sayingOf = <K extends keyof ConventionValues>(
  lines: Lines,
  { conventionId, point }: Dossier,
  kind: K,
  id: string,
  holds: (value: ConventionValues[K]) => boolean = () => true
): Saying => {
  const steps = lines.dossiers.convention.timeline(conventionId, { kind, id }, point.knownAt)
  // The codec of the kind has read the values of its lines.
  const periods = steps.filter(({ value }) => value !== null && holds(value as ConventionValues[K]))
  const said = conventionSays(lines, conventionId, kind, id, point)
  return {
    periods: periods.map(step => step.span),
    events: said?.value != null && holds(said.value) ? [said.event()] : []
  }
}

const together = (sayings: ReadonlyArray<Saying>): Saying => ({
  periods: sayings.flatMap(({ periods }) => periods),
  events: sayings.flatMap(({ events }) => events)
})

/** All of these hold on the day: from when to when they do without a break. */
const sideOf = ({ point }: Dossier, sayings: ReadonlyArray<Saying>): Side => {
  const events = new Map(sayings.flatMap(({ events }) => events.map(event => [event.revision, event])))
  return {
    period: sayings.map(({ periods }) => around(point.on, periods)).reduce(intersect),
    events: [...events.values()].toSorted((a, b) => a.revision - b.revision)
  }
}

/** The longest period around a day that these cover without a break: one may start on the day on which another ends. */
const around = (on: DateCivile, periods: ReadonlyArray<Period>): Period => {
  const runs: Array<Period> = []
  for (const period of periods.toSorted((a, b) => compareTexts(a.from ?? '', b.from ?? ''))) {
    const last = runs.at(-1)
    if (last !== undefined && (last.to === null || period.from === null || period.from <= last.to))
      runs[runs.length - 1] = { from: last.from, to: later(last.to, period.to) }
    else runs.push(period)
  }
  return runs.find(run => covers(run)(on)) ?? { from: on, to: on }
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The later of two ends; `null` is no end. */
const later = (a: DateCivile | null, b: DateCivile | null): DateCivile | null =>
  a === null || b === null ? null : a < b ? b : a
