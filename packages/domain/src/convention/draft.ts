/** What a draft says of a convention (P1, P28, P29). */
import * as t from 'io-ts'
import { struct } from '../codec'
import { ConventionId } from '../identity/ids'
import { Fiche, Partie } from '../identity/partie'
import { IdentifiedPersonne } from '../identity/personne'
import { ModelRef } from '../model/ref'
import { DateCivile } from '../time/date-civile'
import { Period } from '../time/period'
import { AcceptedDocument } from './values'

export const DraftSays = struct(
  'DraftConvention',
  {
    conventionId: ConventionId,
    model: ModelRef,
    parties: t.readonlyArray(Partie),
    personnes: t.readonlyArray(IdentifiedPersonne)
  },
  { fiche: Fiche, period: Period, namedDate: DateCivile, documents: t.readonlyArray(AcceptedDocument) }
)
export type DraftSays = t.TypeOf<typeof DraftSays>
