/** What changed of a person or of the administrative sheet, field by field, in French. */
import { type Adresse, type Fiche, frenchAdresse, type Personne, type PersonneId } from '@avenant/domain'

const labels = {
  caf: 'Caf',
  departement: 'département',
  codeInsee: 'code INSEE',
  numeroGestionnaire: 'n° gestionnaire',
  denomination: 'dénomination',
  siret: 'SIRET',
  nature: 'nature',
  adresse: 'adresse',
  representantLegal: 'représentant légal'
} as const

const ficheLines = [
  'caf',
  'departement',
  'codeInsee',
  'numeroGestionnaire',
  'denomination',
  'siret',
  'nature',
  'adresse',
  'representantLegal'
] as const

/** « SIRET « … » → « … » »; empty when nothing that is shown differs. */
export const changedFicheLines = (
  before: Fiche,
  after: Fiche,
  {
    personne,
    nature
  }: { readonly personne: (id: PersonneId) => string; readonly nature: (id: string) => string }
): string => {
  const shown = (fiche: Fiche) => ({
    ...fiche,
    nature: `${fiche.nature.asWritten} (${nature(fiche.nature.normalised)})`,
    denomination: fiche.denomination ?? null,
    siret: fiche.siret ?? null,
    adresse: frenchAdresseOr(fiche.adresse ?? fiche.domicile),
    representantLegal: fiche.representantLegal === null ? null : personne(fiche.representantLegal)
  })
  const [was, is] = [shown(before), shown(after)]
  return ficheLines
    .filter(line => was[line] !== is[line])
    .map(line => `${labels[line]} ${quotedOr(was[line])} → ${quotedOr(is[line])}`)
    .join(', ')
}

const frenchAdresseOr = (adresse: Adresse | undefined): string | null =>
  adresse === undefined ? null : frenchAdresse(adresse)

const fields = {
  nom: 'nom',
  prenom: 'prénom',
  fonction: 'fonction',
  mail: 'mail',
  telephone: 'téléphone'
} as const

/** « nom « FONTAINE » → « DUVAL » »; empty when nothing differs. */
export const changedPersonneFields = (before: Personne, after: Personne): string =>
  (['nom', 'prenom', 'fonction', 'mail', 'telephone'] as const)
    .filter(field => before[field] !== after[field])
    .map(field => `${fields[field]} ${quotedOr(before[field])} → ${quotedOr(after[field])}`)
    .join(', ')

const quotedOr = (text: string | null): string => (text === null ? 'non renseigné' : `« ${text} »`)
