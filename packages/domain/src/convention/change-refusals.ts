/** Why a list of changes is refused by itself, whatever the dossier holds. */
import { factKey } from '../fact'
import { type NatureÉtablissement, natureNames } from '../identity/etablissement'
import type { ÉtablissementId } from '../identity/ids'
import type { ConventionModel } from '../model/model'
import { natures, unknownRoleOf } from '../model/refusals'
import { type AnyRefusal, type Article, refusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { isEmpty } from '../time/period'
import { linesOf } from './change-assertions'
import type { AnnexeChange, ChangeOf } from './changes'
import { partiesOf, périodeVide, unknownPartie } from './refusals'

const outOfScope = refusal(
  'etablissement-out-of-scope',
  ({
    nature,
    accepted
  }: {
    readonly nature: NatureÉtablissement
    readonly accepted: ReadonlyArray<NatureÉtablissement>
  }) => `hors du champ de la convention : ${natureNames[nature]} ; natures admises : ${natures(accepted)}`
)
const notFinanced = refusal(
  'etablissement-not-financed',
  ({ etablissementId }: { readonly etablissementId: ÉtablissementId }) =>
    `${etablissementId} n'est pas financé par la Caf`
)
const siasMissing = refusal(
  'sias-missing',
  ({ etablissementId }: { readonly etablissementId: ÉtablissementId }) =>
    `il manque le n° Sias de ${etablissementId}`
)
const saidTwice = refusal(
  'said-twice',
  ({ first }: { readonly first: string }) =>
    `la même chose est dite deux fois dans cette liste, aussi en ${first}`
)

const noChange = refusal('no-change', () => 'aucun changement demandé')

export const noChangeRefusals = (
  changes: ReadonlyArray<AnnexeChange>,
  article: Article | null
): ReadonlyArray<AnyRefusal> => (changes.length === 0 ? [noChange('data.changes', null, article)] : [])

/** @param from the day from which the list holds */
export const changeRefusals = (
  model: ConventionModel,
  changes: ReadonlyArray<AnnexeChange>,
  from: DateCivile | null
): ReadonlyArray<AnyRefusal> => {
  const said = new Map<string, string>()
  return changes.flatMap((change, i) => {
    const path = `data.changes[${i}]`
    const period = { from, to: change.to ?? null }
    const keys = linesOf(change).map(factKey)
    const first = keys.flatMap(key => said.get(key) ?? [])[0]
    for (const key of keys) if (!said.has(key)) said.set(key, path)
    return [
      ...(first === undefined ? [] : [saidTwice(path, { first })]),
      ...(isEmpty(period) ? [périodeVide(path, { period })] : []),
      ...ofKind(model, change, path)
    ]
  })
}

const ofKind = (model: ConventionModel, change: AnnexeChange, path: string): ReadonlyArray<AnyRefusal> => {
  switch (change.kind) {
    case 'list-etablissement':
    case 'amend-etablissement':
      return scopeRefusals(model, change, path)
    case 'attribute-role':
    case 'change-rang':
    case 'withdraw-role':
      return unknownRoleOf(model, change.role, `${path}.role`, model.roles[0]?.article ?? null)
    case 'amend-partie': {
      const known = partiesOf(model)
      return known.some(({ id }) => id === change.partie.id)
        ? []
        : [unknownPartie(`${path}.partie.id`, { partie: change.partie.id, known }, model.partiesArticle)]
    }
    case 'identify-personne':
    case 'delist-etablissement':
    case 'amend-fiche':
      return []
  }
}

/** Which establishments the convention may cover (M1, P29, P30). */
const scopeRefusals = (
  model: ConventionModel,
  { etablissementId, etablissement }: ChangeOf<'list-etablissement' | 'amend-etablissement'>,
  path: string
): ReadonlyArray<AnyRefusal> => {
  const { natures: accepted, mustBeFinanced, numeroSias, article } = model.etablissements
  const { nature, financeParLaCaf } = etablissement
  const at = `${path}.etablissement`
  return [
    ...(accepted.includes(nature) ? [] : [outOfScope(`${at}.nature`, { nature, accepted }, article)]),
    ...(mustBeFinanced && !financeParLaCaf
      ? [notFinanced(`${at}.financeParLaCaf`, { etablissementId }, article)]
      : []),
    ...(numeroSias === 'required' && etablissement.numeroSias === null
      ? [siasMissing(`${at}.numeroSias`, { etablissementId }, article)]
      : [])
  ]
}
