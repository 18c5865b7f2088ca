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
import { once } from '../../once'
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

/** Some lines of a convention, one of which is enough: in which periods it says so, and by which events on the day. */
type Saying = { readonly periods: ReadonlyArray<Period>; readonly events: ReadonlyArray<Evidence> }

/** The lines of one convention around a day. Several claims rest on the same lines: each is read once, and only when it is shown. */
export class Sayings {
  readonly #lines: Lines
  readonly #dossier: Dossier
  readonly #places = new Map<ÉtablissementId, ReadonlyArray<Saying>>()
  readonly #enVigueur = once(() => this.#line('effet', '', ({ status }) => status === 'en-vigueur'))
  readonly #attributions = once(() =>
    this.#ids('attribution').map(id => ({
      of: attributionOf(id),
      saying: once(() => this.#line('attribution', id))
    }))
  )

  constructor(lines: Lines, dossier: Dossier) {
    this.#lines = lines
    this.#dossier = dossier
  }

  /** That an establishment is its own, under its number of the day. */
  établissement(etablissementId: ÉtablissementId, numeroSias: string | null): Side {
    return this.#side(this.#présence(etablissementId, numeroSias))
  }

  /** That a role is held there. */
  role(etablissementId: ÉtablissementId, numeroSias: string | null, role: StableId): Side {
    return this.#side([
      ...this.#présence(etablissementId, numeroSias),
      together(this.#attributionsWhere(of => of.etablissementId === etablissementId && of.role === role))
    ])
  }

  /** That somebody who holds a role or represents a party has that name. */
  name(personneId: PersonneId, word: string): Side {
    return this.#personneWhere(personneId, personne => nameWord(personne) === word)
  }

  /** That somebody who holds a role or represents a party has that mailbox. */
  mail(personneId: PersonneId, mail: string): Side {
    return this.#personneWhere(
      personneId,
      other => other.mail !== null && keys.mail(other.mail) === keys.mail(mail)
    )
  }

  #présence(etablissementId: ÉtablissementId, numeroSias: string | null): ReadonlyArray<Saying> {
    const known = this.#places.get(etablissementId)
    if (known !== undefined) return known
    const présence = [
      this.#enVigueur(),
      this.#line('inscription', etablissementId),
      this.#line('etablissement', etablissementId, value => value.numeroSias === numeroSias)
    ]
    this.#places.set(etablissementId, présence)
    return présence
  }

  #personneWhere(personneId: PersonneId, holds: (personne: ConventionValues['personne']) => boolean): Side {
    return this.#side([
      this.#enVigueur(),
      this.#line('personne', personneId, holds),
      together([
        ...this.#attributionsWhere(of => of.personneId === personneId),
        ...this.#ids('partie').map(id =>
          this.#line('partie', id, ({ representant }) => representant.personneId === personneId)
        )
      ])
    ])
  }

  #attributionsWhere(isOne: (of: ReturnType<typeof attributionOf>) => boolean): ReadonlyArray<Saying> {
    return this.#attributions().flatMap(({ of, saying }) => (isOne(of) ? [saying()] : []))
  }

  #ids(kind: keyof ConventionValues): ReadonlyArray<string> {
    return this.#lines.dossiers.convention.ids(this.#dossier.conventionId, kind)
  }

  #line<K extends keyof ConventionValues>(
    kind: K,
    id: string,
    holds: (value: ConventionValues[K]) => boolean = () => true
  ): Saying {
    const { conventionId, point } = this.#dossier
    const steps = this.#lines.dossiers.convention.timeline(conventionId, { kind, id }, point.knownAt)
    // The codec of the kind has read the values of its lines.
    const periods = steps.filter(({ value }) => value !== null && holds(value as ConventionValues[K]))
    const said = conventionSays(this.#lines, conventionId, kind, id, point)
    return {
      periods: periods.map(step => step.span),
      events: said?.value != null && holds(said.value) ? [said.event()] : []
    }
  }

  /** All of these hold on the day: from when to when they do without a break. */
  #side(sayings: ReadonlyArray<Saying>): Side {
    const { on } = this.#dossier.point
    const events = new Map(sayings.flatMap(({ events }) => events.map(event => [event.revision, event])))
    return {
      period: sayings.map(({ periods }) => around(on, periods)).reduce(intersect),
      events: [...events.values()].toSorted((a, b) => a.revision - b.revision)
    }
  }
}

const together = (sayings: ReadonlyArray<Saying>): Saying => ({
  periods: sayings.flatMap(({ periods }) => periods),
  events: sayings.flatMap(({ events }) => events)
})

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
