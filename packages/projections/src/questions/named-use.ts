/** Who would use which role where, by the names of the day: an answer of an identifier alone is evidence of nobody. */
import { frenchNom, type Instant } from '@avenant/domain'
import { type At, type On, pointOf } from './asked'
import type { Use } from './conditions'
import { conventionSays, type Lines, modelUnder } from './lines'
import type { Way } from './ways'

/** Null: no convention that was looked at says it on that day. */
export type NamedUse = {
  readonly nom: string | null
  readonly prenom: string | null
  /** The name of the establishment. */
  readonly etablissement: string | null
  /** The label of the role in the model. */
  readonly libelle: string | null
}

type AskedUse = Pick<Use, 'personneId' | 'etablissementId' | 'role'>

/** By the first of the conventions that were looked at which says each. */
export const namedUse = (
  lines: Lines,
  { personneId, etablissementId, role }: AskedUse,
  asked: On | At,
  ways: ReadonlyArray<Pick<Way, 'conventionId' | 'days'>>
): NamedUse => {
  const { knownAt, on: inUtc } = pointOf(asked, null)
  let named: NamedUse = { nom: null, prenom: null, etablissement: null, libelle: null }
  for (const { conventionId, days } of ways) {
    const point = { on: days.at(-1) ?? inUtc, knownAt }
    const personne = conventionSays(lines, conventionId, 'personne', personneId, point)?.value
    const place =
      etablissementId === null
        ? null
        : conventionSays(lines, conventionId, 'etablissement', etablissementId, point)?.value
    const known = modelUnder(lines, conventionId, point)?.roles.find(({ id }) => id === role)
    named = {
      nom: named.nom ?? personne?.nom ?? null,
      prenom: named.prenom ?? personne?.prenom ?? null,
      etablissement: named.etablissement ?? place?.nom ?? null,
      libelle: named.libelle ?? known?.label ?? null
    }
    if (named.nom !== null && named.libelle !== null && (place === null || named.etablissement !== null))
      break
  }
  return named
}

/** « Claire FONTAINE (p-1960-2) », or the identifier alone. */
export const frenchUser = ({ nom, prenom }: NamedUse, { personneId }: AskedUse): string =>
  nom === null && prenom === null
    ? `la personne ${personneId}`
    : `${frenchNom({ prenom, nom })} (${personneId})`

/** « le rôle « Approbateur » dans l'établissement CHARAIRE (201500086) ». */
export const frenchUse = (
  { etablissement, libelle }: NamedUse,
  { etablissementId, role }: AskedUse
): string => {
  const what = `le rôle « ${libelle ?? role} »`
  if (etablissementId === null) return what
  return `${what} dans l'établissement ${etablissement === null ? etablissementId : `${etablissement} (${etablissementId})`}`
}

/** The last recording that these dossiers had by then; null where nothing was. */
export const lastRecordedIn = (
  { dossiers }: Lines,
  ways: ReadonlyArray<Pick<Way, 'conventionId' | 'habilitationId'>>,
  knownAt: Instant
): Instant | null =>
  ways.reduce<Instant | null>((last, { conventionId, habilitationId }) => {
    const of = [
      dossiers.convention.lastRecorded(conventionId, knownAt),
      habilitationId === null ? null : dossiers.habilitation.lastRecorded(habilitationId, knownAt)
    ]
    return of.reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), last)
  }, null)
