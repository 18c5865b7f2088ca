/** Which conventions have ever spoken of the same establishment or person in a way that may be amiss: where alerts look. */
import type { ConventionId, ConventionValues } from '@avenant/domain'
import type { ConventionFact } from '../../dossiers'
import { nameWord } from './same-name'

/** What conventions meet in, as one text each. */
export const keys = {
  sias: (numeroSias: string): string => `sias ${numeroSias}`,
  etablissement: (etablissementId: string): string => `etablissement ${etablissementId}`,
  personne: (personneId: string): string => `personne ${personneId}`,
  /** Mailboxes are compared whatever the case of their letters. */
  mail: (mail: string): string => `mail ${mail.toLowerCase()}`
}

/** What was told of a key: most are told of by one convention, and need no set. */
type Met = {
  conventions: ConventionId | Set<ConventionId>
  /** What the first fact said of it, until another said otherwise: null then. */
  said: string | null
}

/**
 * An inverted index: by each key, the conventions that ever told of it. A key may be amiss from the moment at which two
 * conventions have told of it and, where that matters, not the same: the director of a Caf signs every convention, under
 * one name and with one mailbox, and costs nothing.
 */
export class SharedKeys {
  readonly #met = new Map<string, Met>()
  readonly #shared = new Map<ConventionId, Set<string>>()

  /** The keys that a convention shares with others; undefined for none. Keys are added, and none is ever taken away. */
  of(conventionId: ConventionId): ReadonlySet<string> | undefined {
    return this.#shared.get(conventionId)
  }

  /** A convention and those that it shares a key with, in the order of their ids: nothing else is told on its line. */
  around(conventionId: ConventionId): ReadonlyArray<ConventionId> {
    const found = new Set([conventionId])
    for (const key of this.of(conventionId) ?? []) {
      const conventions = this.#met.get(key)?.conventions ?? []
      for (const other of typeof conventions === 'string' ? [conventions] : conventions) found.add(other)
    }
    return [...found].sort()
  }

  /** Takes the facts of an event of a convention. */
  take(conventionId: ConventionId, facts: ReadonlyArray<ConventionFact>): void {
    for (const fact of facts) {
      if (fact.value === null) continue
      if (fact.kind === 'etablissement') this.#takeÉtablissement(conventionId, fact.id, fact.value)
      else if (fact.kind === 'personne') this.#takePersonne(conventionId, fact.id, fact.value)
    }
  }

  #takeÉtablissement(
    conventionId: ConventionId,
    id: string,
    { numeroSias }: ConventionValues['etablissement']
  ): void {
    // One number twice is amiss. One id twice is, where one of the two has no number: two numbers are two establishments.
    if (numeroSias !== null) this.#take(keys.sias(numeroSias), conventionId, null)
    this.#take(keys.etablissement(id), conventionId, numeroSias === null ? null : NUMBERED)
  }

  #takePersonne(conventionId: ConventionId, id: string, personne: ConventionValues['personne']): void {
    this.#take(keys.personne(id), conventionId, nameWord(personne))
    if (personne.mail !== null) this.#take(keys.mail(personne.mail), conventionId, id)
  }

  #take(key: string, conventionId: ConventionId, said: string | null): void {
    const met = this.#met.get(key)
    if (met === undefined) {
      this.#met.set(key, { conventions: conventionId, said })
      return
    }
    if (met.said !== said) met.said = null
    const { conventions } = met
    if (conventions === conventionId) return
    if (typeof conventions === 'string') met.conventions = new Set([conventions, conventionId])
    else conventions.add(conventionId)
    if (met.said === null) this.#share(key, met, conventionId)
  }

  #share(key: string, { conventions }: Met, latest: ConventionId): void {
    if (typeof conventions === 'string') return
    // When the others are marked already, the latest alone is new.
    const [first] = conventions
    const isMarked = first !== undefined && this.#shared.get(first)?.has(key) === true
    for (const conventionId of isMarked ? [latest] : conventions) this.#mark(conventionId, key)
  }

  #mark(conventionId: ConventionId, key: string): void {
    const known = this.#shared.get(conventionId)
    if (known === undefined) this.#shared.set(conventionId, new Set([key]))
    else known.add(key)
  }
}

const NUMBERED = 'numbered'
