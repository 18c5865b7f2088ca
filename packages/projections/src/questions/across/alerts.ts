/** What two conventions in force say of one establishment or person and cannot both be right about: told on the line of each. */
import {
  type Article,
  type ConventionId,
  type DateCivile,
  frenchPeriod,
  intersect,
  lastDay,
  type PersonneId,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import type { Evidence } from '../asked'
import type { Claim, Recoupement } from './claims'

/**
 * JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. It is told to who sees both conventions: of the other it
 * gives the id and the events, not what they say, nor who gave them and why.
 */
export type AcrossAlert = {
  readonly code: Recoupement
  readonly titre: string
  /** Of the model of the convention of this line. */
  readonly article: Article
  /** In French. */
  readonly computation: string
  /** What people can do about it, in French. */
  readonly aFaire: string
  readonly conventionId: ConventionId
  readonly other: OtherDossier
  /** The first and the last day around the day asked on which both say so; null: no bound. */
  readonly firstDay: DateCivile | null
  readonly lastDay: DateCivile | null
  /** What it is about, as the convention of this line names it. */
  readonly etablissementId: ÉtablissementId | null
  readonly role: StableId | null
  readonly personneId: PersonneId | null
  /** Of the convention of this line, in the order of recording. */
  readonly events: ReadonlyArray<Evidence>
  /** In how many more places the same is amiss: a line tells of {@link MOST} for each thing. */
  readonly besides: number
}

/** The other convention, and the events by which it says otherwise. */
export type OtherDossier = {
  readonly conventionId: ConventionId
  readonly events: ReadonlyArray<Pick<Evidence, 'dossier' | 'revision' | 'type' | 'nom' | 'recordedAt'>>
}

/** What a line tells of one thing: a number given to a thousand conventions by mistake is told ten times, not a thousand. */
const MOST = 10

type Claims = ReadonlyMap<ConventionId, ReadonlyArray<Claim>>

/**
 * The claims of one day. From one day to the next few of them change: what the others come to stays, and what is told on the
 * line of a convention is worked out when it is asked for.
 */
export class Meetings {
  #claims: Claims = new Map()
  readonly #groups = new Map<string, Group>()
  readonly #told = new Map<ConventionId, ReadonlyArray<AcrossAlert>>()

  /**
   * Takes the claims of a day in the place of those before.
   *
   * @param claims those of each convention that claims something; the very same where nothing of it has changed
   */
  at(claims: Claims): Meetings {
    const speaking = new Set<ConventionId>()
    const touched = new Set<string>()
    for (const all of [claims, this.#claims])
      for (const conventionId of all.keys()) {
        const [before, after] = [this.#claims.get(conventionId), claims.get(conventionId)]
        if (before === after) continue
        speaking.add(conventionId)
        for (const { group } of [...(before ?? []), ...(after ?? [])]) touched.add(group)
      }
    for (const group of touched) {
      for (const conventionId of this.#groups.get(group)?.conventions ?? []) speaking.add(conventionId)
      this.#groups.delete(group)
    }
    // A line tells of the first of them, by their ids.
    for (const conventionId of [...speaking].sort()) {
      this.#told.delete(conventionId)
      for (const claim of claims.get(conventionId) ?? [])
        if (touched.has(claim.group)) this.#groupOf(claim).take(claim)
    }
    this.#claims = claims
    return this
  }

  /** What is told on the line of a convention. */
  of(conventionId: ConventionId): ReadonlyArray<AcrossAlert> {
    const claims = this.#claims.get(conventionId)
    if (claims === undefined) return NONE
    const known = this.#told.get(conventionId)
    if (known !== undefined) return known
    const told = claims.flatMap(claim => {
      const { article } = claim
      if (article === null) return []
      const { told, besides } = this.#groupOf(claim).amissWith(claim)
      return told.map(other => alertOf(claim, article, other, besides))
    })
    this.#told.set(conventionId, told)
    return told
  }

  #groupOf({ group }: Claim): Group {
    const known = this.#groups.get(group) ?? new Group()
    this.#groups.set(group, known)
    return known
  }
}

const NONE: ReadonlyArray<AcrossAlert> = []

/** The claims about one thing, in the order of the conventions' ids. */
class Group {
  readonly #claims: Array<Claim> = []
  /** How many claims there are with a word. */
  readonly #byWord = new Map<string, number>()
  readonly #byConvention = new Map<ConventionId, Array<Claim>>()
  /** By word, the claims that contradict it: as many as a line tells of. */
  readonly #amiss = new Map<string, ReadonlyArray<Claim>>()

  get conventions(): Iterable<ConventionId> {
    return this.#byConvention.keys()
  }

  take(claim: Claim): void {
    this.#claims.push(claim)
    this.#byWord.set(claim.word, (this.#byWord.get(claim.word) ?? 0) + 1)
    const own = this.#byConvention.get(claim.conventionId)
    if (own === undefined) this.#byConvention.set(claim.conventionId, [claim])
    else own.push(claim)
  }

  /** The first of other conventions that are amiss with a claim, and how many there are besides. */
  amissWith(claim: Claim): { readonly told: ReadonlyArray<Claim>; readonly besides: number } {
    const own = (this.#byConvention.get(claim.conventionId) ?? []).filter(other => isAmiss(claim, other))
    const first = this.#firstAmiss(claim)
    const told = first.filter(({ conventionId }) => conventionId !== claim.conventionId).slice(0, MOST)
    return { told, besides: this.#countAmiss(claim) - own.length - told.length }
  }

  /** Enough of them, whichever convention is left out: they are looked for once for each word. */
  #firstAmiss(claim: Claim): ReadonlyArray<Claim> {
    const key = wordOf(claim)
    const known = this.#amiss.get(key)
    if (known !== undefined) return known
    const found: Array<Claim> = []
    const conventions = new Set<ConventionId>()
    for (const other of this.#claims) {
      if (!isAmiss(claim, other)) continue
      found.push(other)
      conventions.add(other.conventionId)
      if (conventions.size > MOST) break
    }
    this.#amiss.set(key, found)
    return found
  }

  #countAmiss({ amiss, word }: Claim): number {
    const all = this.#claims.length
    switch (amiss) {
      case 'always':
        return all
      case 'words-differ':
        return all - (this.#byWord.get(word) ?? 0)
      case 'one-wordless':
        return word === '' ? all : (this.#byWord.get('') ?? 0)
    }
  }
}

/** Whatever its number is, an establishment is amiss with those that have none. */
const wordOf = ({ amiss, word }: Claim): string =>
  amiss === 'one-wordless' && word !== '' ? 'numbered' : word

const isAmiss = ({ amiss, word }: Claim, other: Claim): boolean => {
  switch (amiss) {
    case 'always':
      return true
    case 'words-differ':
      return word !== other.word
    case 'one-wordless':
      return word === '' || other.word === ''
  }
}

/** What is said of two claims, while both stand: the register keeps those of a convention in which nothing has changed. */
const kept = new WeakMap<Claim, WeakMap<Claim, AcrossAlert>>()

const alertOf = (claim: Claim, article: Article, other: Claim, besides: number): AcrossAlert => {
  const known = kept.get(claim)?.get(other)
  if (known?.besides === besides) return known
  const alert = writtenAlert(claim, article, other, besides)
  const others = kept.get(claim) ?? new WeakMap<Claim, AcrossAlert>()
  kept.set(claim, others.set(other, alert))
  return alert
}

const writtenAlert = (claim: Claim, article: Article, other: Claim, besides: number): AcrossAlert => {
  const { code, conventionId, etablissementId, role, personneId, named } = claim
  const [here, there] = [claim.side(), other.side()]
  const period = intersect(here.period, there.period)
  const { titre, says, aFaire } = frenchAlerts[code]
  return {
    code,
    titre,
    article,
    computation: `${named} : ${says(other.conventionId)}, ${frenchPeriod(period)}`,
    aFaire,
    conventionId,
    other: {
      conventionId: other.conventionId,
      events: there.events.map(({ dossier, revision, type, nom, recordedAt }) => ({
        dossier,
        revision,
        type,
        nom,
        recordedAt
      }))
    },
    firstDay: period.from,
    lastDay: lastDay(period),
    etablissementId,
    role,
    personneId,
    events: here.events,
    besides
  }
}

type French = { readonly titre: string; readonly says: (other: string) => string; readonly aFaire: string }

const frenchAlerts: Readonly<Record<Recoupement, French>> = {
  'etablissement-twice': {
    titre: 'Établissement dans deux conventions',
    says: other => `dans cette convention et dans la convention ${other}, toutes deux en vigueur`,
    aFaire:
      "vérifier qui en assure la gestion ; le retirer de l'annexe d'une des deux conventions, ou mettre fin à l'une"
  },
  'role-twice': {
    titre: 'Rôle tenu sous deux conventions',
    says: other => `tenu sous cette convention et sous la convention ${other}, toutes deux en vigueur`,
    aFaire:
      "vérifier qui assure la gestion de cet établissement ; retirer ce rôle sous l'une des deux conventions"
  },
  'personne-renamed': {
    titre: 'Personne sous deux noms',
    says: other => `nommée autrement, sous le même identifiant, dans la convention ${other}`,
    aFaire:
      "vérifier de qui il s'agit ; une seule personne : porter le même nom dans les deux conventions ; deux : donner à chacune son identifiant"
  },
  'mail-of-two': {
    titre: 'Adresse mail de deux personnes',
    says: other => `même adresse mail qu'une autre personne dans la convention ${other}`,
    aFaire:
      "vérifier de qui il s'agit ; une seule personne : lui donner un seul identifiant ; deux : demander à chacune une adresse individuelle"
  }
}
