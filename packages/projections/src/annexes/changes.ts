/** What a change asks for, in French. */

import {
  addDays,
  type ConventionModel,
  changedFicheLines,
  changedPersonneFields,
  frenchAdresse,
  frenchDate,
  frenchPartie,
  frenchÉtablissement,
  labelOf,
  type ModificationChange,
  namedPartie,
  ofName,
  type PersonneId,
  rangNames,
  type ÉtablissementId
} from '@avenant/domain'
import type { HeldFacts } from './answer'
import { frenchPersonne, namePersonne, type Personnes, personnesOf } from './names'
import { partieLabel } from './parties'

/** A list of changes, each by a sentence: the list may introduce whom and what it speaks of. */
export const frenchChanges = (
  model: ConventionModel,
  facts: HeldFacts,
  changes: ReadonlyArray<ModificationChange>
): ReadonlyArray<string> => {
  const names = namesIn(facts, changes)
  return changes.map(change => {
    const to = change.kind !== 'prolong' && 'to' in change ? change.to : undefined
    const until = to === undefined ? '' : `, jusqu'au ${frenchDate(addDays(to, -1))} inclus`
    return `${asked(model, facts, names, change)}${until}`
  })
}

type Names = {
  /** Who is known on the day of the document. */
  readonly known: Personnes
  readonly personne: (id: PersonneId) => string
  readonly etablissement: (id: ÉtablissementId) => string
}

const asked = (
  model: ConventionModel,
  facts: HeldFacts,
  { known: personnes, personne, etablissement }: Names,
  change: ModificationChange
): string => {
  const { roles, fiche: sheet } = model
  const role = (id: string) => `« ${labelOf(roles, id)} »`
  const where = ({ etablissementId: id }: { readonly etablissementId?: ÉtablissementId }) =>
    id === undefined ? '' : ` sur ${etablissement(id)}`
  const nature = (id: string) => labelOf(sheet?.natures ?? [], id)
  switch (change.kind) {
    case 'identify-personne': {
      const known = personnes.get(change.personneId)
      const fields = known === undefined ? '' : changedPersonneFields(known, change.personne)
      // Whom a later day shows under this very name is named since always: what is asked is that she be in the annexes.
      return fields === ''
        ? `Inscription ${ofName(personne(change.personneId))}`
        : `${personne(change.personneId)} : ${fields}`
    }
    case 'list-etablissement':
      return `Ajout de l'établissement ${frenchÉtablissement(change.etablissement)}`
    case 'amend-etablissement': {
      const { adresse } = change.etablissement
      return `${etablissement(change.etablissementId)} devient ${frenchÉtablissement(change.etablissement)}${
        adresse === null ? '' : `, ${frenchAdresse(adresse)}`
      }`
    }
    case 'delist-etablissement':
      return `Retrait de l'établissement ${etablissement(change.etablissementId)}`
    case 'attribute-role':
      return `Rôle ${role(change.role)}${where(change)} pour ${personne(change.personneId)}, comme ${rangNames[change.rang]}`
    case 'change-rang':
      return `${personne(change.personneId)} ${rangNames[change.rang]} du rôle ${role(change.role)}${where(change)}`
    case 'withdraw-role':
      return `Retrait du rôle ${role(change.role)}${where(change)} à ${personne(change.personneId)}`
    case 'amend-partie': {
      const { id, representant } = change.partie
      const label = partieLabel(model, facts.partie, id)
      return `Partie (${label}) : ${frenchPartie(change.partie, personne)}, pour elle ${personne(representant.personneId)} (${representant.qualite})`
    }
    case 'join-partie': {
      const { partie } = change
      const { label } = namedPartie(model.parties.roles, partie)
      return `Adhésion (${label}) : ${frenchPartie(partie, personne)}, pour elle ${personne(partie.representant.personneId)} (${partie.representant.qualite})`
    }
    case 'leave-partie':
      return `Retrait d'une partie (${partieLabel(model, facts.partie, change.partieId)})`
    case 'amend-fiche': {
      const [fiche] = facts.fiche
      const lines =
        fiche === undefined ? '' : changedFicheLines(fiche.value, change.fiche, { personne, nature })
      return `Fiche administrative : ${lines === '' ? 'rien ne change' : lines}`
    }
    case 'prolong':
      return `Prolongation de la convention jusqu'au ${frenchDate(addDays(change.to, -1))} inclus`
    case 'renew':
      return 'Renouvellement de la convention'
    case 'adopt-model':
      return `Adoption du modèle « ${change.model.id} », version ${change.model.version}`
  }
}

/** Names of that day; of whom and what is not yet in the annexes, those that the list gives. */
const namesIn = (facts: HeldFacts, all: ReadonlyArray<ModificationChange>): Names => {
  const known = personnesOf(facts)
  const personnes = new Map([
    ...all.flatMap(change =>
      change.kind === 'identify-personne' ? [[change.personneId, change.personne] as const] : []
    ),
    ...known
  ])
  const etablissements = new Map<string, string>([
    ...all.flatMap(change =>
      change.kind === 'list-etablissement'
        ? [[change.etablissementId, frenchÉtablissement(change.etablissement)] as const]
        : []
    ),
    ...facts.etablissement.map(({ id, value }) => [id, frenchÉtablissement(value)] as const)
  ])
  return {
    known,
    personne: id => frenchPersonne(namePersonne(personnes)(id)),
    etablissement: id => etablissements.get(id) ?? `établissement ${id}`
  }
}
