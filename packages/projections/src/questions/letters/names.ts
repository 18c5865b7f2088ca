/** Who writes to whom about whom, by the names of the day. */
import { type ConventionModel, roleOfPartie } from '@avenant/domain'
import { nameOfPartie, personneNamed } from '../lines'
import type { LetterGround } from './letter-text'

export type LetterNames = {
  readonly nom: string | null
  readonly prenom: string | null
  readonly expediteur: string | null
  readonly destinataire: string | null
}

/** Of the parties to the convention; before there is one, as the request names them. */
export const namesIn = (ground: LetterGround): LetterNames => {
  const { lines, habilitationId, conventionId, personneId, request, point } = ground
  const { nom, prenom } =
    personneNamed(lines, habilitationId, { conventionId, personneId }, point) ?? request.personne
  const { denomination, nom: demandeur } = request.demandeur
  return {
    nom,
    prenom,
    expediteur: partiesNamed(ground, 'agent-caf') ?? `Caf ${request.caf}`,
    destinataire: partiesNamed(ground, 'partenaire') ?? denomination ?? demandeur ?? null
  }
}

type Signing = ConventionModel['parties']['roles'][number]['acteur']

const partiesNamed = (
  { lines, model, conventionId, point }: LetterGround,
  acteur: Signing
): string | null => {
  const roles = model.parties.roles.flatMap(role => (role.acteur === acteur ? [role.id] : []))
  const names = lines.dossiers.convention
    .at(conventionId, point, 'partie')
    .filter(({ value }) => roles.includes(roleOfPartie(value)))
    .map(({ id }) => nameOfPartie(lines, conventionId, id, point) ?? id)
  return names.length === 0 ? null : names.join(', ')
}
