/** What a person can ask to change in the annexes, at first or later: the same list for a draft, a form, an avenant. */
import * as t from 'io-ts'
import { struct, tagged } from '../codec'
import { Établissement } from '../identity/etablissement'
import { ModificationId, PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import { Fiche, Partie } from '../identity/partie'
import { IdentifiedPersonne } from '../identity/personne'
import { DateCivile } from '../time/date-civile'
import { Rang } from './values'

/** Exclusive end of a change that is for a time; what held before holds again from then on. */
const forATime = { to: DateCivile }
const etablissement = { etablissementId: ÉtablissementId, etablissement: Établissement }
const attribution = { personneId: PersonneId, role: StableId, etablissementId: ÉtablissementId }

const change = <const Kind extends string, Props extends t.Props>(kind: Kind, props: Props) =>
  struct(kind, { kind: t.literal(kind), ...props }, forATime)

export const AnnexeChange = tagged('Changement', 'kind', {
  'identify-personne': change('identify-personne', IdentifiedPersonne.required),
  'list-etablissement': change('list-etablissement', etablissement),
  /** Another name or address: it lists nothing that has left meanwhile. */
  'amend-etablissement': change('amend-etablissement', etablissement),
  'delist-etablissement': change('delist-etablissement', { etablissementId: ÉtablissementId }),
  'attribute-role': change('attribute-role', { ...attribution, rang: Rang }),
  /** Another rang: it returns nobody who has left meanwhile. */
  'change-rang': change('change-rang', { ...attribution, rang: Rang }),
  'withdraw-role': change('withdraw-role', attribution),
  'amend-partie': change('amend-partie', { partie: Partie }),
  'amend-fiche': change('amend-fiche', { fiche: Fiche })
})
export type AnnexeChange = t.TypeOf<typeof AnnexeChange>

/** One kind of change. */
export type ChangeOf<K extends AnnexeChange['kind']> = Extract<AnnexeChange, { readonly kind: K }>

/** What the gestionnaire tells the Caf must change (P5). */
export const SignalSays = struct(
  'SignalModification',
  { modificationId: ModificationId, changes: t.readonlyArray(AnnexeChange), signalledOn: DateCivile },
  /** One of the model's, where it names some. */
  { channel: StableId }
)
export type SignalSays = t.TypeOf<typeof SignalSays>
