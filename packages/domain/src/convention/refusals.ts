/** Refusals that several rules of a convention give; each other one stands beside its rule. */
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { ConventionModel } from '../model/model'
import { labels, type Named, named } from '../model/refusals'
import { type Article, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { frenchPeriod, type Period } from '../time/period'
import { type Ground, inForceOf } from './ground'
import type { Effet } from './values'

export const since = (from: DateCivile | null): string => (from === null ? '' : ` au ${frenchDate(from)}`)

export const notDrafted = refusal('not-drafted', () => "cette convention n'existe pas encore")
export const alreadyDrafted = refusal(
  'already-drafted',
  () => 'cette convention existe déjà, avec un autre contenu'
)
export const notSigned = refusal(
  'not-signed',
  () => "cette convention n'est pas encore signée de toutes les parties"
)
export const unknownPersonne = refusal(
  'unknown-personne',
  ({ personneId }: { readonly personneId: PersonneId }) =>
    `personne inconnue dans cette convention : ${personneId}`
)
export const unknownÉtablissement = refusal(
  'unknown-etablissement',
  ({ etablissementId, on }: { readonly etablissementId: ÉtablissementId; readonly on: DateCivile | null }) =>
    `établissement absent de l'annexe : ${etablissementId}${since(on)}`
)
export const ficheMissing = refusal('fiche-missing', () => 'il manque la fiche administrative')
export const unknownPartie = refusal(
  'unknown-partie',
  ({ partie, known }: { readonly partie: string; readonly known: ReadonlyArray<Named> }) =>
    `partie inconnue : « ${partie} » ; valeurs admises : ${labels(known)}`
)
export const unknownModification = refusal(
  'modification-unknown',
  ({ modificationId }: { readonly modificationId: string }) => `modification inconnue : ${modificationId}`
)
export const périodeVide = refusal(
  'period-empty',
  ({ period }: { readonly period: Period }) => `période vide : ${frenchPeriod(period)}`
)
const notInForceOn = refusal(
  'not-in-force',
  ({ on, status }: { readonly on: DateCivile; readonly status: Effet['status'] }) =>
    `la convention n'est pas en vigueur le ${frenchDate(on)} (${statusNames[status]})`
)

const statusNames: Readonly<Record<Effet['status'], string>> = {
  projet: 'en projet',
  'a-venir': 'à venir',
  'en-vigueur': 'en vigueur',
  terminee: 'terminée'
}

export const statusOn = (ground: Ground, on: DateCivile): Effet['status'] => {
  const period = inForceOf(ground)
  if (period === null) return 'projet'
  if (period.from !== null && on < period.from) return 'a-venir'
  return period.to !== null && on >= period.to ? 'terminee' : 'en-vigueur'
}

/** The refusal of a day on which the convention is not in force, with what says so. */
export const notInForce = (ground: Ground, on: DateCivile, article: Article | null, path: string) => {
  const status = statusOn(ground, on)
  const computation =
    status === 'projet' ? null : status === 'terminee' ? (ground.end?.computation ?? null) : null
  return notInForceOn(path, { on, status }, article, computation ?? ground.effect?.computation ?? null)
}

/** The parties of the model as refusals name them. */
export const partiesOf = (model: ConventionModel): ReadonlyArray<Named> => model.parties.map(named)
