import type * as t from 'io-ts'
import { NonBlank, nullable, personal, struct } from '../codec'
import { PersonneId } from './ids'
import { Mail } from './numbers'

/**
 * A person as the annexes name them (P11, M12). Who has one name only has it as `nom`. `mail` is individual: it is where
 * the codes are sent.
 */
export const Personne = struct('Personne', {
  nom: personal(NonBlank),
  prenom: nullable(personal(NonBlank)),
  fonction: nullable(NonBlank),
  mail: nullable(personal(Mail)),
  telephone: nullable(personal(NonBlank))
})
export type Personne = t.TypeOf<typeof Personne>

/** A person under the id by which every other fact points to them (G10). */
export const IdentifiedPersonne = struct('IdentifiedPersonne', { personneId: PersonneId, personne: Personne })
export type IdentifiedPersonne = t.TypeOf<typeof IdentifiedPersonne>
