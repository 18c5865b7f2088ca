/** The Caf's agreements of annexe 3 (P3). */
import * as t from 'io-ts'
import { NonBlank, struct } from '../../codec'
import { saidAt } from '../../dossier/act'
import { actOn } from '../../dossier/definition'
import type { Look } from '../../dossier/look'
import { DérogationId, ÉtablissementId } from '../../identity/ids'
import { notProvided } from '../../model/refusals'
import { type AnyRefusal, type Article, refusal } from '../../refusal'
import { DateCivile, maxDate } from '../../time/date-civile'
import { intersect, isEmpty } from '../../time/period'
import { etablissementRef } from '../change-assertions'
import { type Ground, hasEndedBy, inForceOrDeclared } from '../ground'
import { valueOn } from '../lines'
import { notInForce, périodeVide, unknownÉtablissement } from '../refusals'
import { waitsForSignatures } from './draft'

const noÉtablissement = refusal(
  'etablissements-missing',
  () => 'la liste des établissements concernés est vide'
)
const concerned = { etablissementIds: t.readonlyArray(ÉtablissementId), agreedOn: DateCivile }

export const agreeNonRespect = actOn<Ground>()({
  command: 'AgreeNonRespect',
  event: 'NonRespectAgreed',
  purpose: 'The Caf agrees that establishments do not respect the general conditions (P3).',
  nom: 'Accord de la Caf sur le non-respect des conditions générales',
  genre: 'm',
  says: struct('AgreeNonRespect', concerned),
  example: { etablissementIds: ['201500086'], agreedOn: '2016-12-02' },
  givers: () => ['agent-caf'],
  about: ({ agreedOn }) => `non-respect/${agreedOn}`,
  refers: ({ etablissementIds }) => refersToListed(etablissementIds),
  happened: ['agreedOn'],
  cannotNow: ({ model, others }) => waitsForSignatures(model, others.ground),
  disagrees: (look, { says }) => {
    const { model, others } = look
    if (model.derogations === null) return [notProvided('derogation', model.etablissements.article)]
    const { article } = model.derogations
    const from = agreedFrom(others.ground, inForceOrDeclared(model, others.ground).from, says.agreedOn)
    return [
      ...concernedRefusals(look, says.etablissementIds, from, article),
      ...(from !== null && hasEndedBy(others.ground, from)
        ? [notInForce(others.ground, from, article, 'data.agreedOn')]
        : [])
    ]
  },
  asserts: (ground, act, model) => {
    const from = agreedFrom(ground, inForceOrDeclared(model, ground).from, act.says.agreedOn)
    return hasEndedBy(ground, from)
      ? []
      : [{ kind: 'non-respect', id: '', from, to: null, value: act.says, at: saidAt(act), path: 'data' }]
  }
})

/**
 * What was agreed by the last signature comes with the convention; what is agreed later holds from that day on: the
 * annexe of the days before stays as it was (P3, G2).
 */
const agreedFrom = (
  { signedOn }: Ground,
  start: DateCivile | null,
  agreedOn: DateCivile
): DateCivile | null =>
  signedOn === null || agreedOn <= signedOn || start === null ? start : maxDate(agreedOn, start)

/** A dérogation takes effect at the earliest with the convention, and ends by itself, or with the convention (P3). */
export const grantDérogation = actOn<Ground>()({
  command: 'GrantDérogation',
  event: 'DérogationGranted',
  purpose: 'Grants a dérogation, with the first day on which it no longer holds (P3).',
  nom: "Octroi d'une dérogation",
  genre: 'm',
  says: struct('GrantDérogation', {
    derogationId: DérogationId,
    objet: NonBlank,
    etablissementIds: concerned.etablissementIds,
    agreedOn: DateCivile,
    to: DateCivile
  }),
  example: {
    derogationId: 'd-1960-1',
    objet: "Prise en compte d'un maximum de congés",
    etablissementIds: ['201500086'],
    agreedOn: '2016-12-02',
    to: '2017-09-01'
  },
  givers: () => ['agent-caf'],
  about: ({ derogationId }) => `derogation/${derogationId}`,
  refers: ({ etablissementIds }) => refersToListed(etablissementIds),
  happened: ['agreedOn'],
  cannotNow: ({ model, others }) => waitsForSignatures(model, others.ground),
  once: ({ agreedOn: on }, { derogations }) => ({
    on,
    path: 'data.derogationId',
    article: derogations?.article ?? null
  }),
  disagrees: (look, { says }) => {
    const { model, others } = look
    if (model.derogations === null) return [notProvided('derogation', model.etablissements.article)]
    const { article } = model.derogations
    const { agreedOn, to } = says
    const period = intersect({ from: agreedOn, to }, inForceOrDeclared(model, others.ground))
    return [
      ...concernedRefusals(look, says.etablissementIds, period.from, article),
      ...(period.from !== null && hasEndedBy(others.ground, period.from)
        ? [notInForce(others.ground, period.from, article, 'data.agreedOn')]
        : isEmpty(period)
          ? [périodeVide('data.to', { period }, article)]
          : [])
    ]
  },
  asserts: (ground, act, model) => {
    const { derogationId: id, agreedOn, to } = act.says
    const period = intersect({ from: agreedOn, to }, inForceOrDeclared(model, ground))
    return isEmpty(period)
      ? []
      : [{ kind: 'derogation', id, ...period, value: act.says, at: saidAt(act), path: 'data' }]
  }
})

const refersToListed = (ids: ReadonlyArray<ÉtablissementId>) =>
  ids.map((etablissementId, i) => ({
    to: etablissementRef(etablissementId),
    refusal: unknownÉtablissement(`data.etablissementIds[${i}]`, { etablissementId, on: null })
  }))

/** At least one establishment, each in the annexe on that day. */
const concernedRefusals = (
  { others }: Look<Ground>,
  ids: ReadonlyArray<ÉtablissementId>,
  on: DateCivile | null,
  article: Article
): ReadonlyArray<AnyRefusal> =>
  ids.length === 0
    ? [noÉtablissement('data.etablissementIds', null, article)]
    : ids.flatMap((etablissementId, i) =>
        others.introduced.get(etablissementRef(etablissementId)) !== undefined &&
        valueOn(others, 'inscription', etablissementId, on) === null
          ? [unknownÉtablissement(`data.etablissementIds[${i}]`, { etablissementId, on }, article)]
          : []
      )
