/** What a person can ask to change in the annexes, at first or later: the same list for a draft, a form, an avenant. */
import * as t from 'io-ts'
import { struct, tagged } from '../codec'
import { Établissement } from '../identity/etablissement'
import { ModificationId, PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import { Fiche, Partie } from '../identity/partie'
import { IdentifiedPersonne } from '../identity/personne'
import { DateCivile } from '../time/date-civile'
import { conventionChanges } from './convention-changes'
import { Rang } from './values'

/** Exclusive end of a change that is for a time; what held before holds again from then on. */
const forATime = { to: DateCivile }
const etablissement = { etablissementId: ÉtablissementId, etablissement: Établissement }
const attribution = { personneId: PersonneId, role: StableId }
/** Where a role is held; absent for a role that is held on no establishment. */
const place = { etablissementId: ÉtablissementId }

const change = <const Kind extends string, Props extends t.Props>(kind: Kind, props: Props) =>
  struct(kind, { kind: t.literal(kind), ...props }, forATime)
const ofRole = <const Kind extends string, Props extends t.Props>(kind: Kind, props: Props) =>
  struct(kind, { kind: t.literal(kind), ...props }, { ...place, ...forATime })

const annexeChanges = {
  'identify-personne': change('identify-personne', IdentifiedPersonne.required),
  'list-etablissement': change('list-etablissement', etablissement),
  /** Another name or address: it lists nothing that has left meanwhile. */
  'amend-etablissement': change('amend-etablissement', etablissement),
  'delist-etablissement': change('delist-etablissement', { etablissementId: ÉtablissementId }),
  'attribute-role': ofRole('attribute-role', { ...attribution, rang: Rang }),
  /** Another rang: it returns nobody who has left meanwhile. */
  'change-rang': ofRole('change-rang', { ...attribution, rang: Rang }),
  'withdraw-role': ofRole('withdraw-role', attribution),
  'amend-partie': change('amend-partie', { partie: Partie }),
  'amend-fiche': change('amend-fiche', { fiche: Fiche })
} as const
export const AnnexeChange = tagged('Changement', 'kind', annexeChanges)
export type AnnexeChange = t.TypeOf<typeof AnnexeChange>

/** What a modification of a signed convention may change: its annexes, or the convention itself. */
export const ModificationChange = tagged('ChangementDUneModification', 'kind', {
  ...annexeChanges,
  ...conventionChanges
})
export type ModificationChange = t.TypeOf<typeof ModificationChange>

/** One kind of change. */
export type ChangeOf<K extends ModificationChange['kind']> = Extract<ModificationChange, { readonly kind: K }>

/**
 * What the gestionnaire tells the Caf must change (P5). `effectiveOn`: the day from which the avenant holds, where it says
 * another than that of its last signature.
 */
export const SignalSays = struct(
  'SignalModification',
  { modificationId: ModificationId, changes: t.readonlyArray(ModificationChange), signalledOn: DateCivile },
  /** `channel`: one of the model's, where it names some. */
  { channel: StableId, effectiveOn: DateCivile }
)
export type SignalSays = t.TypeOf<typeof SignalSays>
