/** Parties by their roles in the model: how they are named, and which of them are Cafs. */
import { type Partie, roleOfPartie } from '../identity/partie'
import type { ConventionModel } from '../model/model'
import type { PartyRole } from '../model/parties'
import type { Named } from '../model/refusals'

/**
 * The codes of the parties for which agents of a Caf sign, where they say them.
 *
 * @param ids the parties that are looked at: where none are given, those that bear the name of their role
 */
export const cafsIn = (
  { parties: { roles } }: ConventionModel,
  partieOf: (id: string) => Partie | null,
  ids: ReadonlyArray<string> = roles.map(({ id }) => id)
): ReadonlyArray<string> => {
  const cafs = roles.flatMap(({ id, acteur }) => (acteur === 'agent-caf' ? [id] : []))
  return ids.flatMap(id => {
    const partie = partieOf(id)
    return partie?.code !== undefined && cafs.includes(roleOfPartie(partie)) ? [partie.code] : []
  })
}

/** The role of a party in the model; null for one that the model does not know. */
export const roleIn = (
  { parties: { roles } }: ConventionModel,
  partie: Pick<Partie, 'id' | 'role'>
): PartyRole | null => roles.find(({ id }) => id === roleOfPartie(partie)) ?? null

export const labelledPartie = ({ parties }: ConventionModel, partie: NameOfPartie): Named =>
  namedPartie(parties.roles, partie)

/** « la Caf »; where a role may have several, « la commune (VILLE DE SCEAUX) ». */
export const namedPartie = (roles: ReadonlyArray<PartyRole>, partie: NameOfPartie): Named => {
  const { id, denomination = id } = partie
  const role = roles.find(known => known.id === roleOfPartie(partie))
  return {
    id,
    label: role === undefined ? id : role.max === 1 ? role.label : `${role.label} (${denomination})`
  }
}

type NameOfPartie = Pick<Partie, 'id' | 'role' | 'denomination'>
