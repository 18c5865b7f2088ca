import * as t from 'io-ts'
import { NonBlank, struct } from '../codec'
import { Adresse } from '../identity/adresse'
import { ConventionId, HabilitationId } from '../identity/ids'
import { IdentifiedPersonne } from '../identity/personne'
import { ModelRef } from '../model/ref'
import { DateCivile } from '../time/date-civile'
import { RequestedRole } from './values'

/** Who asks, of which Caf, for whom, for what. */
export const RequestSays = struct('RequestHabilitation', {
  habilitationId: HabilitationId,
  conventionId: ConventionId,
  model: ModelRef,
  demandeur: struct('Demandeur', { denomination: NonBlank, siege: Adresse }),
  caf: NonBlank,
  ...IdentifiedPersonne.required,
  roles: t.readonlyArray(RequestedRole),
  requestedOn: DateCivile
})
export type RequestSays = t.TypeOf<typeof RequestSays>

/** What the acts of an habilitation rest on: its request, once it is made. */
export type HabilitationGround = RequestSays | null
