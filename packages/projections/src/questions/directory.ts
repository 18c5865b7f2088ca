/** Which dossiers have ever spoken of whom and what: where a question looks. The lines say whether they do on a day. */
import {
  type Attribution,
  attributionId,
  attributionOf,
  type ConventionId,
  conventionAggregate,
  type HabilitationId,
  type HabilitationValues,
  habilitationAggregate,
  type Move,
  type Period,
  type PersonneId,
  type Recorded,
  type ÉtablissementId
} from '@avenant/domain'
import { isAct } from './asked'

export class Directory {
  readonly #conventions = new Set<ConventionId>()
  /** In the order of their ids; null once another has come. */
  #sorted: ReadonlyArray<ConventionId> | null = null
  readonly #byÉtablissement = new Map<ÉtablissementId, Set<ConventionId>>()
  readonly #byPersonne = new Map<PersonneId, Set<ConventionId>>()
  /** By the id of the attribution of a role that is held on no establishment. */
  readonly #byAttribution = new Map<string, Set<ConventionId>>()
  readonly #signed = new Set<ConventionId>()
  readonly #given = new Map<ConventionId, Map<string, Given>>()
  readonly #byConvention = new Map<ConventionId, Map<PersonneId, Set<HabilitationId>>>()
  readonly #under = new Map<ConventionId, Array<HabilitationId>>()
  readonly #conventionsOf = new Map<HabilitationId, Set<ConventionId>>()
  readonly #versions = new Map<ConventionId, number>()

  /** In the order of their ids. */
  get conventions(): ReadonlyArray<ConventionId> {
    this.#sorted ??= [...this.#conventions].sort()
    return this.#sorted
  }

  /** Those that ever listed the establishment; those that ever gave the role, where it is held on none. */
  conventionsOf(attribution: Attribution): Iterable<ConventionId> {
    const { etablissementId } = attribution
    return (
      (etablissementId === null
        ? this.#byAttribution.get(attributionId(attribution))
        : this.conventionsListing(etablissementId)) ?? []
    )
  }

  /** Those that have ever named a person, and those under which she has ever asked for an habilitation. */
  conventionsNaming(personneId: PersonneId): Iterable<ConventionId> {
    return this.#byPersonne.get(personneId) ?? []
  }

  /** Those that have ever listed an establishment. */
  conventionsListing(etablissementId: ÉtablissementId): Iterable<ConventionId> {
    return this.#byÉtablissement.get(etablissementId) ?? []
  }

  habilitationsOf(conventionId: ConventionId, personneId: PersonneId): ReadonlyArray<HabilitationId> {
    return [...(this.#byConvention.get(conventionId)?.get(personneId) ?? [])]
  }

  /** Whoever has ever asked for an habilitation under a convention. */
  personnesUnder(conventionId: ConventionId): ReadonlyArray<PersonneId> {
    return [...(this.#byConvention.get(conventionId)?.keys() ?? [])]
  }

  /** Whatever habilitation was ever asked for under a convention. */
  habilitationsUnder(conventionId: ConventionId): ReadonlyArray<HabilitationId> {
    return this.#under.get(conventionId) ?? NONE
  }

  /** Under which conventions an habilitation was ever asked for. */
  conventionsAbove(habilitationId: HabilitationId): ReadonlyArray<ConventionId> {
    return [...(this.#conventionsOf.get(habilitationId) ?? [])]
  }

  /** How many events came of a convention and of its habilitations. */
  versionOf(conventionId: ConventionId): number {
    return this.#versions.get(conventionId) ?? 0
  }

  /**
   * How an attribution came under a convention once it was being signed. Null: it was told before, if ever, and never since, so that
   * it holds on every day of the convention, in any knowledge that has its signatures.
   */
  givenLater(conventionId: ConventionId, attribution: string): Given | null {
    return this.#given.get(conventionId)?.get(attribution) ?? null
  }

  /** Takes an event of a dossier, once its lines were taken; one that is no act moves nothing. */
  take({ stream, type, data, recordedAt }: Recorded): void {
    // The codec of the aggregate's events has read the data, and the store the id of the stream.
    const { moves } = isAct(type) ? (data as { readonly moves: ReadonlyArray<Move> }) : { moves: [] }
    const conventionId = idIn<ConventionId>(stream, conventionAggregate)
    if (conventionId !== null) {
      if (isAct(type) && !this.#conventions.has(conventionId)) this.#sorted = null
      if (isAct(type)) this.#conventions.add(conventionId)
      this.#turn(conventionId)
      for (const { kind, id, period, value, at } of moves)
        if (kind === 'inscription') added(this.#byÉtablissement, id as ÉtablissementId, conventionId)
        else if (kind === 'personne') added(this.#byPersonne, id as PersonneId, conventionId)
        else if (kind === 'attribution') {
          if (attributionOf(id).etablissementId === null) added(this.#byAttribution, id, conventionId)
          const isGiven = period.to === null && (value != null || at !== undefined)
          if (!isGiven || period.from !== null || this.#signed.has(conventionId))
            this.#takeGiven(conventionId, id, isGiven ? { from: period.from, recordedAt } : 'moved')
        } else if (kind === 'signature') this.#signed.add(conventionId)
    }
    const habilitationId = idIn<HabilitationId>(stream, habilitationAggregate)
    if (habilitationId !== null) {
      for (const { kind, value } of moves)
        if (kind === 'sujet' && value != null)
          this.#takeSujet(habilitationId, value as HabilitationValues['sujet'])
      for (const id of this.#conventionsOf.get(habilitationId) ?? []) this.#turn(id)
    }
  }

  #takeSujet(
    habilitationId: HabilitationId,
    { conventionId, personneId }: HabilitationValues['sujet']
  ): void {
    const personnes = this.#byConvention.get(conventionId) ?? new Map<PersonneId, Set<HabilitationId>>()
    this.#byConvention.set(conventionId, personnes)
    added(personnes, personneId, habilitationId)
    added(this.#byPersonne, personneId, conventionId)
    if (this.#conventionsOf.get(habilitationId)?.has(conventionId) === true) return
    added(this.#conventionsOf, habilitationId, conventionId)
    this.#under.set(conventionId, [...(this.#under.get(conventionId) ?? []), habilitationId])
  }

  #takeGiven(conventionId: ConventionId, attribution: string, given: Given): void {
    const all = this.#given.get(conventionId) ?? new Map<string, Given>()
    this.#given.set(conventionId, all)
    const isFirst = all.get(attribution) === undefined
    if (isFirst || given === 'moved') all.set(attribution, given)
  }

  #turn(conventionId: ConventionId): void {
    this.#versions.set(conventionId, this.versionOf(conventionId) + 1)
  }
}

/** For good, from a day on, by what was recorded at an instant; `moved`: it was taken away, or given until a day. */
type Given = Readonly<Pick<Period, 'from'> & Pick<Recorded, 'recordedAt'>> | 'moved'

const NONE: ReadonlyArray<HabilitationId> = []

const idIn = <Id extends string>(stream: string, { category }: { readonly category: string }): Id | null =>
  stream.startsWith(`${category}-`) ? (stream.slice(category.length + 1) as Id) : null

const added = <K, V>(known: Map<K, Set<V>>, key: K, value: V): void => {
  const values = known.get(key)
  if (values === undefined) known.set(key, new Set([value]))
  else values.add(value)
}
