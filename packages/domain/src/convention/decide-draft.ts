/** Before the signatures: the draft, its annexes, and the Caf's agreements of annexe 3. */

import { type Decision, decided, nothing, refused } from '../decision'
import type { ConventionModel } from '../model/model'
import { type Article, because } from '../refusal'
import { type DateCivile, maxDate } from '../time/date-civile'
import { always, intersect, isEmpty, type Period } from '../time/period'
import { assertOver, nextChange, sameValue, timelineOf, valueOn, within } from '../timeline'
import { unknownPersonne, unknownÉtablissement } from './change-refusals'
import type { ConventionCommandOf } from './commands'
import { decideChanges } from './decide-changes'
import { notInForce } from './decide-end'
import type { ConventionEvent, Instrument } from './events'
import { type ConventionRefusal, named } from './refusals'
import { type ConventionState, effetOn, evolveConvention, inForceOf, signaturesOf } from './state'

type D = Decision<ConventionEvent, ConventionRefusal>

const draft: Instrument = { kind: 'projet', modificationId: null, corrects: null }

export const decideDraft = (
  model: ConventionModel,
  state: ConventionState,
  { data }: ConventionCommandOf<'DraftConvention'>
): D => {
  const {
    conventionId,
    parties,
    personnes,
    fiche = null,
    period = null,
    namedDate = null,
    documents = []
  } = data
  const drafted: ConventionEvent = {
    type: 'ConventionDrafted',
    data: { conventionId, model: data.model, parties, fiche, period, namedDate, documents }
  }
  if (state.drafted !== null)
    return sameValue(state.drafted, drafted.data) && allIdentified(state, personnes)
      ? nothing
      : refused(because('already-drafted', '', null))

  const identified = decideChanges(
    model,
    evolveConvention(state, drafted),
    personnes.map(({ personneId, personne }) => ({ kind: 'identify-personne', personneId, personne })),
    { from: null, to: null },
    draft,
    'data.personnes'
  )
  const ids = new Set(personnes.map(({ personneId }) => personneId))
  const unknown = parties.flatMap(({ representant: { personneId } }, i) =>
    ids.has(personneId) ? [] : [unknownPersonne(personneId, `data.parties[${i}].representant.personneId`)]
  )
  const legal = fiche?.representantLegal ?? null
  return decided(
    [
      ...partieRefusals(model, data),
      ...periodRefusals(model, data),
      ...(model.fiche.required && fiche === null
        ? [because('fiche-missing', 'data.fiche', null, model.fiche.article)]
        : []),
      ...unknown,
      ...(legal === null || ids.has(legal) ? [] : [unknownPersonne(legal, 'data.fiche.representantLegal')]),
      ...identified.refusals
    ],
    () => [drafted, ...identified.events]
  )
}

/** Whether each person, by the last that the list says of them, was identified so. */
export const allIdentified = (
  state: ConventionState,
  personnes: ConventionCommandOf<'DraftConvention'>['data']['personnes']
): boolean =>
  [...new Map(personnes.map(({ personneId, personne }) => [personneId, personne]))].every(([id, personne]) =>
    timelineOf(state.timelines, 'personne', id).some(({ value }) => sameValue(value, personne))
  )

/** Each party of the model, once, and no other (P1). */
const partieRefusals = (
  model: ConventionModel,
  { parties }: ConventionCommandOf<'DraftConvention'>['data']
): ReadonlyArray<ConventionRefusal> => {
  const known = model.parties.map(({ id }) => id)
  const given = parties.map(({ id }) => id)
  return [
    ...model.parties.flatMap(
      (partie): ReadonlyArray<ConventionRefusal> =>
        given.includes(partie.id)
          ? []
          : [because('partie-missing', 'data.parties', { partie: named(partie) }, model.partiesArticle)]
    ),
    ...given.flatMap(
      (partie, i): ReadonlyArray<ConventionRefusal> =>
        known.includes(partie) && given.indexOf(partie) === i
          ? []
          : [
              because(
                'unknown-partie',
                `data.parties[${i}].id`,
                {
                  partie,
                  known: model.parties.filter(({ id }) => !given.slice(0, i).includes(id)).map(named)
                },
                model.partiesArticle
              )
            ]
    )
  ]
}

const periodRefusals = (
  model: ConventionModel,
  { period }: ConventionCommandOf<'DraftConvention'>['data']
): ReadonlyArray<ConventionRefusal> => {
  const { article } = model.effect
  if (model.effect.kind === 'at-signature')
    return period === undefined ? [] : [because('period-not-declared', 'data.period', null, article)]
  if (
    period === undefined ||
    period.from === null ||
    (period.to === null && model.duration.renewal === 'none')
  )
    return [because('period-missing', 'data.period', null, article)]
  return isEmpty(period) ? [because('period-empty', 'data.period', { period }, article)] : []
}

export const decideEdit = (
  model: ConventionModel,
  state: ConventionState,
  { data: { changes } }: ConventionCommandOf<'EditAnnexes'>
): D => {
  const { events, refusals } = decideChanges(
    model,
    state,
    changes,
    { from: null, to: null },
    draft,
    'data.changes'
  )
  if (events.length === 0 && refusals.length === 0) return nothing
  return decided([...closedRefusals(model, state), ...refusals], () => events)
}

/** A text that someone has signed does not change under their signature. */
const closedRefusals = (model: ConventionModel, state: ConventionState): ReadonlyArray<ConventionRefusal> => {
  const signed = signaturesOf(state, null)
  const signedBy = model.parties.filter(({ id }) => signed.has(id)).map(named)
  return signedBy.length === 0 ? [] : [because('draft-closed', '', { signedBy })]
}

/** While some have signed and others not, the text waits; once all have, the Caf may agree again. */
export const signingRefusals = (
  model: ConventionModel,
  state: ConventionState
): ReadonlyArray<ConventionRefusal> => (state.signed === null ? closedRefusals(model, state) : [])

/**
 * In a draft the agreement comes with the convention; in a signed one, from the day it is given to the next agreement
 * already known: the annexe of the days before stays as it was (P3, G2).
 */
export const decideNonRespect = (
  model: ConventionModel,
  state: ConventionState,
  { data: { etablissementIds, agreedOn } }: ConventionCommandOf<'AgreeNonRespect'>
): D => {
  if (model.derogations === null) return notInModel(model)
  const start = effectOrDeclared(model, state).from
  const from = state.signed === null || start === null ? start : maxDate(agreedOn, start)
  const timeline = timelineOf(state.timelines, 'non-respect', '')
  const period = { from, to: nextChange(from)(timeline) }
  const value = { etablissementIds, agreedOn }
  if (sameValue(assertOver(period, value)(timeline), timeline)) return nothing
  return decided(
    [
      ...signingRefusals(model, state),
      ...concernedRefusals(model, state, etablissementIds, from, model.derogations.article),
      ...(from !== null && effetOn(state, from).status === 'terminee'
        ? [notInForce(state, from, model.derogations.article, 'data.agreedOn')]
        : [])
    ],
    () => [{ type: 'NonRespectAgreed', data: { ...value, period } }]
  )
}

/** A dérogation takes effect at the earliest with the convention, and ends by itself, or with the convention (P3). */
export const decideDérogation = (
  model: ConventionModel,
  state: ConventionState,
  { data: { derogationId, objet, etablissementIds, agreedOn, to } }: ConventionCommandOf<'GrantDérogation'>
): D => {
  if (model.derogations === null) return notInModel(model)
  const { article } = model.derogations
  const effect = effectOrDeclared(model, state)
  const period = intersect({ from: agreedOn, to }, effect)
  const granted = timelineOf(state.timelines, 'derogation', derogationId)
  const value = { etablissementIds, agreedOn, objet }
  if (granted.some(step => step.value !== null))
    return sameValue(within(effect)(granted), [{ period, value }])
      ? nothing
      : refused(because('already-granted', 'data.derogationId', { derogationId }, article))
  return decided(
    [
      ...signingRefusals(model, state),
      ...concernedRefusals(model, state, etablissementIds, period.from, article),
      ...(period.from !== null && effetOn(state, period.from).status === 'terminee'
        ? [notInForce(state, period.from, article, 'data.agreedOn')]
        : isEmpty(period)
          ? [because('period-empty', 'data.to', { period }, article)]
          : [])
    ],
    () => [{ type: 'DérogationGranted', data: { derogationId, objet, etablissementIds, agreedOn, period } }]
  )
}

/** When the convention is in force; before it is signed, the period that it declares, if it does. */
const effectOrDeclared = ({ duration }: ConventionModel, state: ConventionState): Period => {
  const { from, to } = inForceOf(state) ?? state.drafted?.period ?? always
  return { from, to: state.signed === null && duration.renewal === 'tacit' ? null : to }
}

/** At least one establishment, each listed on that day. */
const concernedRefusals = (
  model: ConventionModel,
  state: ConventionState,
  ids: ConventionCommandOf<'AgreeNonRespect'>['data']['etablissementIds'],
  on: DateCivile | null,
  article: Article
): ReadonlyArray<ConventionRefusal> =>
  ids.length === 0
    ? [because('etablissements-missing', 'data.etablissementIds', null, article)]
    : ids.flatMap((id, i) =>
        valueOn(on)(timelineOf(state.timelines, 'etablissement', id)) === null
          ? [unknownÉtablissement(model, id, on, `data.etablissementIds[${i}]`)]
          : []
      )

const notInModel = (model: ConventionModel): D =>
  refused<ConventionRefusal>(
    because('not-in-model', '', { rule: 'derogation' }, model.etablissements.article)
  )
