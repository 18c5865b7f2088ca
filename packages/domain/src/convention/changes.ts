/** What a person can ask to change in the annexes, at first or later: the same list for a draft, a form, an avenant. */
import * as t from 'io-ts'
import { oneOf, struct, tagged } from '../codec'
import { Établissement } from '../identity/etablissement'
import { ModificationId, PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import { Fiche, Partie } from '../identity/partie'
import { IdentifiedPersonne } from '../identity/personne'
import { DateCivile } from '../time/date-civile'
import { Rang } from './values'

/** Exclusive end of a change that is for a time; what held before holds again from then on. */
const forATime = { to: DateCivile }
const attribution = { personneId: PersonneId, role: StableId, etablissementId: ÉtablissementId }

export const AnnexeChange = tagged('Changement', 'kind', {
  'identify-personne': struct(
    'identify-personne',
    { kind: t.literal('identify-personne'), ...IdentifiedPersonne.required },
    forATime
  ),
  'list-etablissement': struct(
    'list-etablissement',
    { kind: t.literal('list-etablissement'), etablissementId: ÉtablissementId, etablissement: Établissement },
    forATime
  ),
  /** Another name or address: it lists nothing that has left meanwhile. */
  'amend-etablissement': struct(
    'amend-etablissement',
    {
      kind: t.literal('amend-etablissement'),
      etablissementId: ÉtablissementId,
      etablissement: Établissement
    },
    forATime
  ),
  'delist-etablissement': struct(
    'delist-etablissement',
    { kind: t.literal('delist-etablissement'), etablissementId: ÉtablissementId },
    forATime
  ),
  'attribute-role': struct(
    'attribute-role',
    { kind: t.literal('attribute-role'), ...attribution, rang: Rang },
    forATime
  ),
  /** Another rang: it returns nobody who has left meanwhile. */
  'change-rang': struct(
    'change-rang',
    { kind: t.literal('change-rang'), ...attribution, rang: Rang },
    forATime
  ),
  'withdraw-role': struct('withdraw-role', { kind: t.literal('withdraw-role'), ...attribution }, forATime),
  'amend-partie': struct('amend-partie', { kind: t.literal('amend-partie'), partie: Partie }, forATime),
  'amend-fiche': struct('amend-fiche', { kind: t.literal('amend-fiche'), fiche: Fiche }, forATime)
})
export type AnnexeChange = t.TypeOf<typeof AnnexeChange>

/** One kind of change. */
export type ChangeOf<K extends AnnexeChange['kind']> = Extract<AnnexeChange, { readonly kind: K }>

const SignalChannel = oneOf('canal', ['courrier', 'courriel', 'formulaire', 'en-ligne'])
export type SignalChannel = t.TypeOf<typeof SignalChannel>

/** What the gestionnaire tells the Caf must change (P5). */
export const SignalSays = struct('SignalModification', {
  modificationId: ModificationId,
  changes: t.readonlyArray(AnnexeChange),
  signalledOn: DateCivile,
  channel: SignalChannel
})
export type SignalSays = t.TypeOf<typeof SignalSays>
