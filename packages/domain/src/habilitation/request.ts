import * as t from 'io-ts'
import { coherent, NonBlank, personal, struct } from '../codec'
import { Adresse } from '../identity/adresse'
import { ConventionId, HabilitationId, StableId } from '../identity/ids'
import { IdentifiedPersonne } from '../identity/personne'
import { ModelRef } from '../model/ref'
import { DateCivile } from '../time/date-civile'
import { RequestedRole } from './values'

/** A legal person by its name and seat; a natural one by her name and home (G10). */
const Demandeur = coherent(
  struct(
    'Demandeur',
    {},
    { denomination: NonBlank, siege: Adresse, nom: personal(NonBlank), domicile: personal(Adresse) }
  ),
  value => {
    const is = (...keys: ReadonlyArray<string>) => keys.every(key => key in value)
    return (is('denomination', 'siege') || is('nom', 'domicile')) && Object.keys(value).length === 2
      ? []
      : [
          {
            path: [],
            message:
              'attendu : « denomination » et « siege », ou « nom » et « domicile » d’une personne physique'
          }
        ]
  }
)

/** Who asks, of which Caf, for whom, for what. */
export const RequestSays = struct(
  'RequestHabilitation',
  {
    habilitationId: HabilitationId,
    conventionId: ConventionId,
    model: ModelRef,
    demandeur: Demandeur,
    caf: NonBlank,
    ...IdentifiedPersonne.required,
    roles: t.readonlyArray(RequestedRole),
    requestedOn: DateCivile
  },
  {
    /** Which Caf it is asked of: what the hand of its agents names (G21). */
    codeCaf: StableId
  }
)
export type RequestSays = t.TypeOf<typeof RequestSays>

/** What the acts of an habilitation rest on: its request, once it is made. */
export type HabilitationGround = RequestSays | null
