/** The kinds of lines of a convention. */
import * as t from 'io-ts'
import { attribute } from '../dossier/attribute'
import { dependedOnBy, dependingOn } from '../dossier/dependent'
import type { Kind } from '../dossier/kind'
import { Établissement } from '../identity/etablissement'
import { Fiche, Partie } from '../identity/partie'
import { Personne } from '../identity/personne'
import { ModelRef } from '../model/ref'
import { DateCivile } from '../time/date-civile'
import { SignalSays } from './changes'
import { effetLine } from './effect'
import type { Ground } from './ground'
import { holderGroup, inscriptionGroup, listedGroup, seatGroup } from './groups'
import {
  AcceptedDocument,
  AnnulledClause,
  attributionOf,
  Dérogation,
  Effet,
  Manquement,
  NonRespect,
  Presence,
  Rang,
  Signature,
  Transmission
} from './values'

const kind = <Value extends t.Mixed>(value: Value, more: Omit<Kind<Ground>, 'value'> = {}) => ({
  value,
  ...more
})

export const conventionKinds = {
  model: kind(ModelRef),
  effet: kind(Effet, { grounded: effetLine }),
  partie: { ...attribute<Ground>(Partie), value: Partie },
  fiche: { ...attribute<Ground>(Fiche), value: Fiche },
  documents: kind(t.readonlyArray(AcceptedDocument)),
  /** The date by which an annexe names the convention (M23). */
  'date-nommee': kind(DateCivile),
  signature: kind(Signature),
  personne: { ...attribute<Ground>(Personne), value: Personne },
  /** That an establishment is in the annexe; its name is another line. */
  inscription: kind(Presence, {
    groups: () => [listedGroup],
    ...dependedOnBy('attribution', inscriptionGroup)
  }),
  etablissement: { ...attribute<Ground>(Établissement), value: Établissement },
  /** That a person has a role on an establishment; the rang is another line. */
  attribution: kind(Presence, {
    groups: id => {
      const { etablissementId, role, personneId } = attributionOf(id)
      return [inscriptionGroup(etablissementId), seatGroup(etablissementId, role), holderGroup(personneId)]
    },
    ...dependingOn('inscription', id => attributionOf(id).etablissementId)
  }),
  rang: { ...attribute<Ground>(Rang), value: Rang },
  'non-respect': kind(NonRespect),
  derogation: kind(Dérogation),
  /** A modification that was signalled, while it is pending (G22). */
  modification: kind(SignalSays),
  /** Of the convention, or of an avenant by the id of its modification. */
  transmission: kind(Transmission),
  clause: kind(AnnulledClause),
  /** The breach for which the Caf ended the convention (P22). */
  manquement: kind(Manquement)
} as const

/** The values of each kind. */
export type ConventionValues = {
  readonly [K in keyof typeof conventionKinds]: t.TypeOf<(typeof conventionKinds)[K]['value']>
}
