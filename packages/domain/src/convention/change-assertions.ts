/** What the changes of a list assert, and what they speak of. */
import type { Reference } from '../dossier/act'
import type { Assertion, Pointer } from '../dossier/assertion'
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { DateCivile } from '../time/date-civile'
import type { AnnexeChange } from './changes'
import { ficheMissing, unknownPersonne, unknownÉtablissement } from './refusals'
import { attributionId } from './values'

/** Where a list of changes stands: in its event, in its command, and from when it holds. */
export type Listing = {
  readonly at: (i: number, key: string) => Pointer
  readonly path: (i: number) => string
  readonly from: DateCivile | null
}

/** Persons and establishments come before the roles that speak of them, whatever the order of the list. */
export const assertionsOf = (
  changes: ReadonlyArray<AnnexeChange>,
  { at, path, from }: Listing
): ReadonlyArray<Assertion> => {
  const first: Array<Assertion> = []
  const then: Array<Assertion> = []
  for (const [i, change] of changes.entries()) {
    const into = change.kind.endsWith('etablissement') || change.kind === 'identify-personne' ? first : then
    for (const { key, ...line } of linesOf(change))
      into.push({
        ...line,
        from,
        to: change.to ?? null,
        at: key === null ? null : at(i, key),
        path: path(i)
      })
  }
  return [...first, ...then]
}

/** `key`: where the change says the value; null for a presence or an absence, which has none. */
type Line = Pick<Assertion, 'kind' | 'id' | 'value'> & { readonly key: string | null }

const presence = {}

/** The lines that a change speaks of, with the value that it gives each. */
export const linesOf = (change: AnnexeChange): ReadonlyArray<Line> => {
  switch (change.kind) {
    case 'identify-personne':
      return [{ kind: 'personne', id: change.personneId, value: change.personne, key: 'personne' }]
    case 'list-etablissement':
      return [
        { kind: 'inscription', id: change.etablissementId, value: presence, key: null },
        {
          kind: 'etablissement',
          id: change.etablissementId,
          value: change.etablissement,
          key: 'etablissement'
        }
      ]
    case 'amend-etablissement':
      return [
        {
          kind: 'etablissement',
          id: change.etablissementId,
          value: change.etablissement,
          key: 'etablissement'
        }
      ]
    case 'delist-etablissement':
      return [{ kind: 'inscription', id: change.etablissementId, value: null, key: null }]
    case 'attribute-role':
      return [
        { kind: 'attribution', id: attributionId(change), value: presence, key: null },
        { kind: 'rang', id: attributionId(change), value: change.rang, key: null }
      ]
    case 'change-rang':
      return [{ kind: 'rang', id: attributionId(change), value: change.rang, key: null }]
    case 'withdraw-role':
      return [{ kind: 'attribution', id: attributionId(change), value: null, key: null }]
    case 'amend-partie':
      return [{ kind: 'partie', id: change.partie.id, value: change.partie, key: 'partie' }]
    case 'amend-fiche':
      return [{ kind: 'fiche', id: '', value: change.fiche, key: 'fiche' }]
  }
}

export const ficheRef = 'fiche'
export const personneRef = (id: PersonneId): string => `personne/${id}`
export const etablissementRef = (id: ÉtablissementId): string => `etablissement/${id}`

/** The persons and establishments that a list of changes introduces. */
export const introducedBy = (changes: ReadonlyArray<AnnexeChange>): ReadonlyArray<string> =>
  changes.flatMap(change =>
    change.kind === 'identify-personne'
      ? [personneRef(change.personneId)]
      : change.kind === 'list-etablissement'
        ? [etablissementRef(change.etablissementId)]
        : []
  )

export const refersToPersonne = (personneId: PersonneId, path: string): Reference => ({
  to: personneRef(personneId),
  refusal: unknownPersonne(path, { personneId })
})

const refersToÉtablissement = (etablissementId: ÉtablissementId, path: string): Reference => ({
  to: etablissementRef(etablissementId),
  refusal: unknownÉtablissement(path, { etablissementId, on: null })
})

/** The references of a list of changes, which another act or the list itself must have introduced. */
export const referredBy = (
  changes: ReadonlyArray<AnnexeChange>,
  pathOf: (i: number) => string
): ReadonlyArray<Reference> => changes.flatMap((change, i) => referencesOf(change, pathOf(i)))

const referencesOf = (change: AnnexeChange, path: string): ReadonlyArray<Reference> => {
  switch (change.kind) {
    case 'identify-personne':
    case 'list-etablissement':
      return []
    case 'amend-etablissement':
    case 'delist-etablissement':
      return [refersToÉtablissement(change.etablissementId, `${path}.etablissementId`)]
    case 'attribute-role':
    case 'change-rang':
    case 'withdraw-role':
      return [
        refersToPersonne(change.personneId, `${path}.personneId`),
        refersToÉtablissement(change.etablissementId, `${path}.etablissementId`)
      ]
    case 'amend-partie':
      return [
        refersToPersonne(change.partie.representant.personneId, `${path}.partie.representant.personneId`)
      ]
    case 'amend-fiche': {
      const { representantLegal } = change.fiche
      return [
        // A convention drafted without its sheet has none to amend.
        { to: ficheRef, refusal: ficheMissing(`${path}.fiche`, null) },
        ...(representantLegal === null
          ? []
          : [refersToPersonne(representantLegal, `${path}.fiche.representantLegal`)])
      ]
    }
  }
}
