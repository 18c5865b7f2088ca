/** What changed of a person or of the administrative sheet, field by field, in French. */
import { frenchAdresse } from './adresse'
import type { PersonneId } from './ids'
import type { Fiche } from './partie'
import type { Personne } from './personne'

/** « SIRET « … » → « … » »; empty when nothing that is shown differs. */
export const changedFicheLines = (
  before: Fiche,
  after: Fiche,
  {
    personne,
    nature
  }: { readonly personne: (id: PersonneId) => string; readonly nature: (id: string) => string }
): string => {
  const shown = (fiche: Fiche): Fields => ({
    Caf: fiche.caf,
    département: fiche.departement,
    'code INSEE': fiche.codeInsee,
    'n° gestionnaire': fiche.numeroGestionnaire,
    dénomination: fiche.denomination ?? null,
    SIRET: fiche.siret ?? null,
    nature: `${fiche.nature.asWritten} (${nature(fiche.nature.normalised)})`,
    adresse: adresseOf(fiche),
    'représentant légal': fiche.representantLegal === null ? null : personne(fiche.representantLegal)
  })
  return changedFields(shown(before), shown(after))
}

/** « nom « FONTAINE » → « DUVAL » »; empty when nothing differs. */
export const changedPersonneFields = (before: Personne, after: Personne): string => {
  const shown = ({ nom, prenom, fonction, mail, telephone }: Personne) => ({
    nom,
    prénom: prenom,
    fonction,
    mail,
    téléphone: telephone
  })
  return changedFields(shown(before), shown(after))
}

const adresseOf = ({ adresse, domicile }: Fiche): string | null => {
  const written = adresse ?? domicile
  return written === undefined ? null : frenchAdresse(written)
}

type Fields = Readonly<Record<string, string | null>>

/** Field by field, those whose text differs. */
export const changedFields = (before: Fields, after: Fields): string =>
  Object.entries(after)
    .filter(([field, is]) => before[field] !== is)
    .map(([field, is]) => `${field} ${quotedOr(before[field] ?? null)} → ${quotedOr(is)}`)
    .join(', ')

const quotedOr = (text: string | null): string => (text === null ? 'non renseigné' : `« ${text} »`)
