/** From the changes that people ask to the events that assert them, whatever the instrument. */

import type { Établissement } from '../identity/etablissement'
import { mailboxWarnings } from '../identity/mailbox'
import type { Personne } from '../identity/personne'
import type { ConventionModel } from '../model/model'
import { because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { always, earliestEnd, isEmpty, type Period } from '../time/period'
import {
  assertOver,
  nextChange,
  nextReturn,
  sameValue,
  type Timeline,
  timelineOf,
  timelinesOf,
  valueOn
} from '../timeline'
import {
  attributionRefusals,
  isKnown,
  scopeRefusals,
  siasRefusals,
  unknownPersonne,
  unknownÉtablissement,
  wasListed,
  withdrawalRefusals
} from './change-refusals'
import type { AnnexeChange } from './changes'
import { type Seat, seatRefusals } from './decide-seats'
import type { ConventionEvent, Instrument } from './events'
import { attributionId, attributionOf, conventionFacts } from './facts'
import { type ConventionRefusal, named } from './refusals'
import { attributionsOf, type ConventionState, evolveConvention } from './state'

/**
 * When the changes hold: from a date until `to` (null: without end), or until the next change already known, so
 * that a change recorded late never undoes a later one; for an absence, until the next return.
 */
export type Span = { readonly from: DateCivile | null; readonly to: DateCivile | null | 'next-change' }

export type Changed = {
  readonly events: ReadonlyArray<ConventionEvent>
  readonly refusals: ReadonlyArray<ConventionRefusal>
}

/**
 * Decides a whole list, made together: whatever its order, persons and establishments come before the roles that
 * speak of them; of two changes of one thing, the later in the list is laid over the other. Seats, n° Sias and
 * mailboxes are looked at once all are made.
 */
export const decideChanges = (
  model: ConventionModel,
  state: ConventionState,
  changes: ReadonlyArray<AnnexeChange>,
  span: Span,
  instrument: Instrument,
  /** Where the list stands in the command, for the paths of the refusals. */
  at: string
): Changed => {
  const path = (i: number): string => `${at}[${i}]`
  const steps: Array<Changed> = []
  const made: Array<ConventionEvent> = []
  let known = state
  for (const i of inOrder(changes)) {
    const change = changes[i]
    if (change === undefined) continue
    const step = decideChange(model, known, change, span, instrument, path(i))
    known = step.events.reduce(evolveConvention, known)
    made.push(...step.events)
    steps[i] = step
  }
  const refusals = [
    ...steps.flatMap(step => step.refusals),
    ...siasRefusals(
      model,
      known,
      changes.flatMap((change, i) =>
        change.kind === 'list-etablissement' ? [{ id: change.etablissementId, path: path(i) }] : []
      )
    ),
    ...seatRefusals(
      model,
      known,
      steps.flatMap(({ events }, i) => events.flatMap(event => seatsOf(model, event, path(i))))
    )
  ]
  return { events: alike(state, known, made) ? [] : warned(model, known, span.from, made), refusals }
}

/** What other changes of a list speak of comes first; the order of the list decides the rest. */
const ranks: Readonly<Record<AnnexeChange['kind'], number>> = {
  'identify-personne': 0,
  'list-etablissement': 0,
  'delist-etablissement': 0,
  'amend-partie': 1,
  'amend-fiche': 1,
  'attribute-role': 1,
  'withdraw-role': 1
}
const inOrder = (changes: ReadonlyArray<AnnexeChange>): ReadonlyArray<number> =>
  changes
    .map(({ kind }, i) => ({ i, rank: ranks[kind] }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ i }) => i)

/** A list whose changes undo one another, or were all made before, changes nothing (G13). */
const alike = (
  before: ConventionState,
  after: ConventionState,
  events: ReadonlyArray<ConventionEvent>
): boolean =>
  events
    .flatMap(conventionFacts)
    .every(
      ({ kind, id }) =>
        kind === 'warning' ||
        sameValue(timelineOf(before.timelines, kind, id), timelineOf(after.timelines, kind, id))
    )

/** Who is identified at an address that is shared, or that another has on that day, is told of it (P10). */
const warned = (
  model: ConventionModel,
  state: ConventionState,
  from: DateCivile | null,
  events: ReadonlyArray<ConventionEvent>
): ReadonlyArray<ConventionEvent> =>
  events.map(event => {
    if (event.type !== 'PersonneIdentified') return event
    const { personneId, personne } = event.data
    // An address that another has left is free.
    const others = [...timelinesOf(state.timelines, 'personne')].flatMap(([id, timeline]) =>
      id === personneId ? [] : (valueOn(from)(timeline) ?? [])
    )
    return { ...event, data: { ...event.data, warnings: mailboxWarnings(model, personne, others) } }
  })

const decideChange = (
  model: ConventionModel,
  state: ConventionState,
  change: AnnexeChange,
  { from, to }: Span,
  instrument: Instrument,
  path: string
): Changed => {
  const until = (next: DateCivile | null): Period => ({
    from,
    to: to === 'next-change' ? (change.to ?? next) : earliestEnd(change.to ?? null, to)
  })
  /** The period of a new value on one timeline. */
  const periodOn = <V>(timeline: Timeline<V>): Period => until(nextChange(from)(timeline))
  /** The period of an absence: another name, or another rang, known for later is no return (P2). */
  const awayOn = <V>(timeline: Timeline<V>): Period => until(nextReturn(from)(timeline))
  /** The event, unless its effect already holds (G13) or its period is empty. */
  const asserting = <V>(
    timeline: Timeline<V>,
    value: V | null,
    period: Period,
    event: (period: Period) => ConventionEvent
  ): Changed => {
    if (isEmpty(period)) return refusing(because('period-empty', path, { period }))
    return sameValue(assertOver(period, value)(timeline), timeline)
      ? { events: [], refusals: [] }
      : { events: [event(period)], refusals: [] }
  }

  switch (change.kind) {
    case 'identify-personne': {
      const { personneId, personne } = change
      const known = timelineOf(state.timelines, 'personne', personneId)
      // Who is identified for the first time has that name on every day: no annexe of any day shows a nameless person.
      const asked = periodOn(known)
      const period = isKnown(state, personneId) || isEmpty(asked) ? asked : always
      return asserting<Personne>(known, personne, period, period => ({
        type: 'PersonneIdentified',
        data: { personneId, personne, period, instrument, warnings: [] }
      }))
    }
    case 'list-etablissement': {
      const { etablissementId, etablissement } = change
      const refusals = scopeRefusals(model, change, path)
      const listed = timelineOf(state.timelines, 'etablissement', etablissementId)
      const listing = asserting<Établissement>(listed, etablissement, periodOn(listed), period => ({
        type: 'ÉtablissementListed',
        data: { etablissementId, etablissement, period, instrument }
      }))
      // Listed even so: what else is wrong with the list is told too.
      return { ...listing, refusals: [...refusals, ...listing.refusals] }
    }
    case 'delist-etablissement': {
      const { etablissementId } = change
      const listed = timelineOf(state.timelines, 'etablissement', etablissementId)
      if (!wasListed(state, etablissementId))
        return refusing(unknownÉtablissement(model, etablissementId, null, `${path}.etablissementId`))
      const period = awayOn(listed)
      const delisted = asserting(listed, null, period, period => ({
        type: 'ÉtablissementDelisted',
        data: { etablissementId, period, instrument }
      }))
      // Nobody has a role on an establishment on a day when the convention does not cover it (P2).
      const withdrawn = [...attributionsOf(state)].flatMap(([id, timeline]): Changed['events'] => {
        const value = timeline.find(step => step.value !== null)?.value
        if (value == null || sameValue(assertOver<typeof value>(period, null)(timeline), timeline)) return []
        const held = attributionOf(id, value)
        if (held.etablissementId !== etablissementId) return []
        const { personneId, role } = held
        return [{ type: 'RôleWithdrawn', data: { personneId, role, etablissementId, period, instrument } }]
      })
      return { ...delisted, events: [...delisted.events, ...withdrawn] }
    }
    case 'attribute-role': {
      const { personneId, role, etablissementId, rang } = change
      const listing = timelineOf(state.timelines, 'etablissement', etablissementId)
      const refusals = attributionRefusals(model, state, change, valueOn(from)(listing), from, path)
      if (refusals.length > 0) return { events: [], refusals }
      const attribution = { personneId, role, etablissementId, rang }
      const delistedOn = listing.find(
        step => step.value === null && step.from !== null && (from === null || step.from > from)
      )
      const held = timelineOf(state.timelines, 'attribution', attributionId(attribution))
      const period = periodOn(held)
      const covered = { from, to: earliestEnd(delistedOn?.from ?? null, period.to) }
      return asserting(held, { rang }, covered, period => ({
        type: 'RôleAttributed',
        data: { ...attribution, period, instrument }
      }))
    }
    case 'withdraw-role': {
      const { personneId, role, etablissementId } = change
      const refusals = withdrawalRefusals(model, state, change, path)
      if (refusals.length > 0) return { events: [], refusals }
      const held = timelineOf(state.timelines, 'attribution', attributionId(change))
      return asserting(held, null, awayOn(held), period => ({
        type: 'RôleWithdrawn',
        data: { personneId, role, etablissementId, period, instrument }
      }))
    }
    case 'amend-partie': {
      const { partie } = change
      const known = model.parties.map(named)
      if (!known.some(({ id }) => id === partie.id))
        return refusing(
          because('unknown-partie', `${path}.partie.id`, { partie: partie.id, known }, model.partiesArticle)
        )
      if (!isKnown(state, partie.representant.personneId))
        return refusing(
          unknownPersonne(partie.representant.personneId, `${path}.partie.representant.personneId`)
        )
      const amended = timelineOf(state.timelines, 'partie', partie.id)
      return asserting(amended, partie, periodOn(amended), period => ({
        type: 'PartieAmended',
        data: { partie, period, instrument }
      }))
    }
    case 'amend-fiche': {
      const { fiche } = change
      const amended = timelineOf(state.timelines, 'fiche', '')
      // A convention drafted without its sheet has none to amend.
      if (amended.every(({ value }) => value === null))
        return refusing(because('fiche-missing', `${path}.fiche`, null, model.fiche.article))
      const { representantLegal } = fiche
      if (representantLegal !== null && !isKnown(state, representantLegal))
        return refusing(unknownPersonne(representantLegal, `${path}.fiche.representantLegal`))
      return asserting(amended, fiche, periodOn(amended), period => ({
        type: 'FicheAmended',
        data: { fiche, period, instrument }
      }))
    }
  }
}

const refusing = (refusal: ConventionRefusal): Changed => ({ events: [], refusals: [refusal] })

/** Which seats an event touches, to be counted again. */
const seatsOf = (model: ConventionModel, event: ConventionEvent, path: string): ReadonlyArray<Seat> => {
  switch (event.type) {
    case 'RôleAttributed':
    case 'RôleWithdrawn':
      return [
        {
          role: event.data.role,
          etablissementId: event.data.etablissementId,
          period: event.data.period,
          path
        }
      ]
    case 'ÉtablissementListed':
      return model.roles.map(({ id }) => ({
        role: id,
        etablissementId: event.data.etablissementId,
        period: event.data.period,
        path
      }))
    default:
      return []
  }
}
