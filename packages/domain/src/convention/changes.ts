/** What a person can ask to change in the annexes, at first or later: the same list for a draft, a form, an avenant. */
import * as t from 'io-ts'
import { oneOf, struct, tagged } from '../codec'
import { Établissement } from '../identity/etablissement'
import { PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import { Fiche, Partie } from '../identity/partie'
import { IdentifiedPersonne } from '../identity/personne'
import { DateCivile } from '../time/date-civile'

export const Rang = oneOf('rang', ['titulaire', 'suppleant'])
export type Rang = t.TypeOf<typeof Rang>

/** Exclusive end of a change that is for a time; absent: until the next change already known. */
const forATime = { to: DateCivile }

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
  'delist-etablissement': struct(
    'delist-etablissement',
    { kind: t.literal('delist-etablissement'), etablissementId: ÉtablissementId },
    forATime
  ),
  'attribute-role': struct(
    'attribute-role',
    {
      kind: t.literal('attribute-role'),
      personneId: PersonneId,
      role: StableId,
      etablissementId: ÉtablissementId,
      rang: Rang
    },
    forATime
  ),
  'withdraw-role': struct(
    'withdraw-role',
    {
      kind: t.literal('withdraw-role'),
      personneId: PersonneId,
      role: StableId,
      etablissementId: ÉtablissementId
    },
    forATime
  ),
  'amend-partie': struct('amend-partie', { kind: t.literal('amend-partie'), partie: Partie }, forATime),
  'amend-fiche': struct('amend-fiche', { kind: t.literal('amend-fiche'), fiche: Fiche }, forATime)
})
export type AnnexeChange = t.TypeOf<typeof AnnexeChange>

/** One kind of change. */
export type ChangeOf<K extends AnnexeChange['kind']> = Extract<AnnexeChange, { readonly kind: K }>
