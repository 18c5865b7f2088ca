/** Which persons, establishments and roles a journal has ever spoken of: an id that is none of them is a slip of the pen. */
import { attributionOf, conventionAggregate, frenchNom } from '@avenant/domain'
import type { Lines } from './lines'

/** An id, and by what people know it; null: nothing names it. */
export type Identifier = { readonly id: string; readonly nom: string | null }

/** Each by its id, in their order. */
export type Identifiers = {
  readonly personneId: ReadonlyArray<Identifier>
  readonly etablissementId: ReadonlyArray<Identifier>
  readonly role: ReadonlyArray<Identifier>
}

/** Of the whole journal, whatever was known when: it reads each convention once. */
export const identifiers =
  ({ dossiers, directory, modelOf }: Lines) =>
  (): Identifiers => {
    const personnes = new Map<string, string | null>()
    const etablissements = new Map<string, string | null>()
    const roles = new Map<string, string | null>()
    const add = (known: Map<string, string | null>, id: string, nom: string | null): void => {
      known.set(id, nom ?? known.get(id) ?? null)
    }
    const { convention } = dossiers
    for (const conventionId of directory.conventions) {
      for (const { id, value } of convention.everTold(conventionId, 'personne'))
        add(personnes, id, value === null ? null : frenchNom(value))
      for (const { id, value } of convention.everTold(conventionId, 'etablissement'))
        add(etablissements, id, value?.nom ?? null)
      for (const id of convention.ids(conventionId, 'inscription')) add(etablissements, id, null)
      for (const id of convention.ids(conventionId, 'attribution')) {
        const { personneId, role } = attributionOf(id)
        add(personnes, personneId, null)
        add(roles, role, null)
      }
      for (const id of directory.personnesUnder(conventionId)) add(personnes, id, null)
      for (const ref of dossiers.modelsOf(conventionAggregate.category, conventionId))
        for (const { id, label } of modelOf(ref)?.roles ?? []) add(roles, id, label)
    }
    return { personneId: sorted(personnes), etablissementId: sorted(etablissements), role: sorted(roles) }
  }

const sorted = (known: ReadonlyMap<string, string | null>): ReadonlyArray<Identifier> =>
  [...known].map(([id, nom]) => ({ id, nom })).toSorted((a, b) => (a.id < b.id ? -1 : 1))
