/** The Caf's agreements of annexe 3 (P3). */
import { struct } from '../../codec'
import { saidBy } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import type { Look } from '../../dossier/look'
import type { ConventionModel } from '../../model/model'
import { choices, type Named, named, notProvided } from '../../model/refusals'
import { type AnyRefusal, refusal } from '../../refusal'
import { maxDate } from '../../time/date-civile'
import { intersect, isEmpty, type Period } from '../../time/period'
import { etablissementRef, refersToÉtablissement } from '../change-kinds'
import { type Ground, hasEndedBy, inForceOrDeclared, statusRefusals } from '../ground'
import { valueOn } from '../lines'
import { périodeVide, unknownÉtablissement } from '../refusals'
import { Dérogation, NonRespect } from '../values'
import { waitsForSignatures } from './draft'

const noÉtablissement = refusal(
  'etablissements-missing',
  () => 'la liste des établissements concernés est vide'
)

const conditionsMissing = refusal(
  'conditions-missing',
  ({ known }: { readonly known: ReadonlyArray<Named> }) =>
    `il manque les conditions qui ne sont pas respectées ; valeurs admises : ${choices(known)}`
)
const unknownCondition = refusal(
  'unknown-condition',
  ({ condition, known }: { readonly condition: string; readonly known: ReadonlyArray<Named> }) =>
    `condition inconnue, ou nommée deux fois : « ${condition} » ; valeurs admises : ${choices(known)}`
)

/** Which of the conditions that the source names are not respected: one at least, each once; none where it names none. */
const conditionRefusals = (
  { derogations }: ConventionModel,
  conditions: NonRespect['conditions'] = []
): ReadonlyArray<AnyRefusal> => {
  if (derogations === null) return []
  const path = 'data.conditions'
  const known = derogations.conditions.map(named)
  const { article } = derogations
  if (known.length === 0) return conditions.length === 0 ? [] : [notProvided('condition', article, path)]
  if (conditions.length === 0) return [conditionsMissing(path, { known }, article)]
  return conditions.flatMap((condition, i) =>
    known.some(({ id }) => id === condition) && conditions.indexOf(condition) === i
      ? []
      : [unknownCondition(`${path}[${i}]`, { condition, known }, article)]
  )
}

/** What every agreement is: it speaks of establishments, and is given once every party has signed or before any has. */
const agreement = {
  day: ({ agreedOn }: NonRespect) => agreedOn,
  happened: ['agreedOn'],
  refers: ({ etablissementIds }: NonRespect) =>
    etablissementIds.map((id, i) => refersToÉtablissement(id, `data.etablissementIds[${i}]`)),
  cannotNow: ({ model, others }: Look<Ground>) => waitsForSignatures(model, others.ground)
}

export const agreeNonRespect = actOn<Ground>()({
  command: 'AgreeNonRespect',
  event: 'NonRespectAgreed',
  purpose: 'The Caf agrees that establishments do not respect the general conditions (P3).',
  nom: 'Accord de la Caf sur le non-respect des conditions générales',
  genre: 'm',
  says: struct('AgreeNonRespect', NonRespect.required, NonRespect.optional),
  example: { etablissementIds: ['201500086'], agreedOn: '2016-12-02' },
  givers: () => ['agent-caf'],
  about: ({ agreedOn }) => `non-respect/${agreedOn}`,
  ...agreement,
  disagrees: (look, { says }) => [
    ...agreementRefusals(look, says, agreedOver(look.model, look.others.ground, says)),
    ...conditionRefusals(look.model, says.conditions)
  ],
  asserts: (ground, act, model) => {
    const { from } = agreedOver(model, ground, act.says)
    return hasEndedBy(ground, from) ? [] : [assertion({ kind: 'non-respect', from, ...saidBy(act) })]
  }
})

/**
 * What was agreed by the last signature comes with the convention; what is agreed later holds from that day on: the
 * annexe of the days before stays as it was (P3, G2).
 */
const agreedOver = (model: ConventionModel, ground: Ground, { agreedOn }: NonRespect): Period => {
  const { from: start } = inForceOrDeclared(model, ground)
  const isLater = start !== null && ground.signedOn !== null && agreedOn > ground.signedOn
  return { from: isLater ? maxDate(agreedOn, start) : start, to: null }
}

/** A dérogation takes effect at the earliest with the convention, and ends by itself, or with the convention (P3). */
export const grantDérogation = actOn<Ground>()({
  command: 'GrantDérogation',
  event: 'DérogationGranted',
  purpose: 'Grants a dérogation, with the first day on which it no longer holds (P3).',
  nom: "Octroi d'une dérogation",
  genre: 'm',
  says: struct('GrantDérogation', Dérogation.required),
  example: {
    derogationId: 'd-1960-1',
    objet: "Prise en compte d'un maximum de congés",
    etablissementIds: ['201500086'],
    agreedOn: '2016-12-02',
    to: '2017-09-01'
  },
  givers: () => ['agent-caf'],
  about: ({ derogationId }) => `derogation/${derogationId}`,
  ...agreement,
  once: ({ agreedOn: on }, { derogations }) => ({
    on,
    path: 'data.derogationId',
    article: derogations?.article ?? null
  }),
  disagrees: (look, { says }) =>
    agreementRefusals(look, says, grantedOver(look.model, look.others.ground, says)),
  asserts: (ground, act, model) => {
    const period = grantedOver(model, ground, act.says)
    return isEmpty(period)
      ? []
      : [assertion({ kind: 'derogation', id: act.says.derogationId, ...period, ...saidBy(act) })]
  }
})

const grantedOver = (model: ConventionModel, ground: Ground, { agreedOn: from, to }: Dérogation): Period =>
  intersect({ from, to }, inForceOrDeclared(model, ground))

/** It concerns at least one establishment, each in the annexe on the first day; and it comes before the end. */
const agreementRefusals = (
  { model, others }: Look<Ground>,
  { etablissementIds }: NonRespect,
  period: Period
): ReadonlyArray<AnyRefusal> => {
  if (model.derogations === null) return [notProvided('derogation', model.duration.article)]
  const { article } = model.derogations
  const { from: on } = period
  const ended = statusRefusals(others.ground, on, ['terminee'], { path: 'data.agreedOn', article })
  return [
    ...(etablissementIds.length === 0 ? [noÉtablissement('data.etablissementIds', null, article)] : []),
    ...etablissementIds.flatMap((etablissementId, i) =>
      others.introduced.get(etablissementRef(etablissementId)) !== undefined &&
      valueOn(others, 'inscription', etablissementId, on) === null
        ? [unknownÉtablissement(`data.etablissementIds[${i}]`, { etablissementId, on }, article)]
        : []
    ),
    ...(ended.length > 0 || !isEmpty(period) ? ended : [périodeVide('data.to', { period }, article)])
  ]
}
