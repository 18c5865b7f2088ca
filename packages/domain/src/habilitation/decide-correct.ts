/** What was recorded by mistake: the event is named, and the command that should have been given in its place (G1). */
import * as E from 'fp-ts/Either'
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray'
import { type Decision, nothing, refused } from '../decision'
import { because } from '../refusal'
import type { Period } from '../time/period'
import { sameValue, type Timeline, timelineOf, timelinesOf } from '../timeline'
import type { HabilitationCommand, HabilitationCommandOf } from './commands'
import type { HabilitationAct, HabilitationEvent, MovedFact } from './events'
import type { HabilitationFacts } from './facts'
import type { HabilitationRefusal } from './refusals'
import { evolveHabilitation, type HabilitationState, initialHabilitation } from './state'

type D = Decision<HabilitationEvent, HabilitationRefusal>
type Correction = HabilitationCommandOf<'CorrectHabilitation'>
type Asked = NonNullable<Correction['data']['instead']>
type Decide = (state: HabilitationState, command: HabilitationCommand) => D

/**
 * All that stands is decided again, in its order, with the right command at the place of the mistaken one. What was
 * recorded since must still be allowed: else it is to be corrected first.
 */
export const decideCorrectHabilitation = (
  state: HabilitationState,
  command: Correction,
  decide: Decide
): D => {
  const { corrects } = command.data
  const act = state.acts.get(corrects)
  if (act === undefined)
    return isRepeated(state, command, decide) ? nothing : refused(nothingToCorrect(state, corrects))
  const again = decideAgain(state, act, command, decide)
  if (E.isLeft(again)) return again
  const { instead, after } = again.right
  return instead !== null && sameValue(commandOf(instead), commandOf(act))
    ? nothing
    : E.right([
        {
          type: 'HabilitationCorrected',
          data: { corrects, instead, facts: movedFacts(state, after) }
        }
      ])
}

/** Whether that very correction was already made (G13). */
const isRepeated = (state: HabilitationState, command: Correction, decide: Decide): boolean => {
  const { corrects, instead } = command.data
  const by = state.corrected.get(corrects)
  if (by === undefined) return false
  if (by === null || instead === null) return by === instead
  const act = state.acts.get(by)
  if (act === undefined) return false
  const again = decideAgain(state, act, { ...command, data: { corrects: by, instead } }, decide)
  return (
    E.isRight(again) &&
    again.right.instead !== null &&
    sameValue(commandOf(again.right.instead), commandOf(act))
  )
}

type Again = { readonly instead: HabilitationAct | null; readonly after: HabilitationState }

const decideAgain = (
  state: HabilitationState,
  act: HabilitationAct,
  { acteur, data: { corrects, instead } }: Correction,
  decide: Decide
): E.Either<RNEA.ReadonlyNonEmptyArray<HabilitationRefusal>, Again> => {
  if (instead === null && act.type === 'HabilitationRequested')
    return refused(because('cannot-withdraw', 'data.instead', { corrects }))
  if (instead !== null && !isOfSameKind(act, instead)) return refused(nothingToCorrect(state, corrects))
  let after = initialHabilitation
  let right: HabilitationAct | null = null
  for (const [revision, recorded] of state.acts) {
    const isMistaken = revision === corrects
    const asked = isMistaken ? instead : commandOf(recorded)
    if (asked === null) continue
    const decision = decide(after, { ...asked, acteur })
    if (E.isLeft(decision))
      return E.left(
        isMistaken ? RNEA.map(insideInstead)(decision.left) : [restsUpon(revision, decision.left[0])]
      )
    if (isMistaken) right = decision.right.find(isAct) ?? null
    // An event before it says the same: there was nothing to record.
    if (isMistaken && right === null) return refused(because('already-so', 'data.instead', { corrects }))
    // Under its own revision: a refusal names it.
    after = decision.right.reduce(evolveHabilitation, { ...after, revision })
  }
  return E.right({ instead: right, after })
}

const isAct = (event: HabilitationEvent): event is HabilitationAct => event.type !== 'HabilitationCorrected'

/** A request stays that of the same person under the same convention; a closing may have been of another kind. */
const isOfSameKind = (act: HabilitationAct, instead: Asked): boolean => {
  const known = commandOf(act)
  if (known?.type === 'RequestHabilitation' && instead.type === 'RequestHabilitation')
    return (['habilitationId', 'conventionId', 'model', 'personneId'] as const).every(key =>
      sameValue(known.data[key], instead.data[key])
    )
  const kindOf = (type: string | undefined) => (type === 'ReportEndOfMission' ? 'EndHabilitation' : type)
  return kindOf(known?.type) === kindOf(instead.type)
}

/** The command that an act came from; null for a period without a start, which no command gives. */
const commandOf = (act: HabilitationAct): Asked | null => {
  switch (act.type) {
    case 'HabilitationRequested': {
      const { warnings: _, ...data } = act.data
      return { type: 'RequestHabilitation', data }
    }
    case 'HabilitationAcknowledged':
      return { type: 'AcknowledgeRequest', data: { on: act.data.on } }
    case 'HabilitationChecked':
      return { type: 'CheckRequest', data: { on: act.data.on } }
    case 'ConventionSent':
      return { type: 'SendConvention', data: { on: act.data.on } }
    case 'SignedReturnReceived':
      return { type: 'ReceiveSignedReturn', data: { on: act.data.on } }
    case 'HabilitationDelivered':
      return { type: 'DeliverHabilitation', data: { on: act.data.on } }
    case 'HabilitationRefused':
      return { type: 'RefuseHabilitation', data: { on: act.data.on, motif: act.data.motif } }
    case 'AccessBlocked': {
      const { period, cause, motif } = act.data
      return period.from === null ? null : { type: 'BlockAccess', data: { from: period.from, cause, motif } }
    }
    case 'AccessUnblocked': {
      const { period, motif } = act.data
      return period.from === null ? null : { type: 'UnblockAccess', data: { from: period.from, motif } }
    }
    case 'HabilitationEnded': {
      const { on, cause, reportedOn } = act.data
      return cause === 'fin-de-mission'
        ? { type: 'ReportEndOfMission', data: { departedOn: on, reportedOn: reportedOn ?? on } }
        : { type: 'EndHabilitation', data: { on, cause } }
    }
    case 'HabilitationResumed':
      return { type: 'ResumeHabilitation', data: {} }
  }
}

/** Each line that is not the same after as before, whole. */
const movedFacts = (before: HabilitationState, after: HabilitationState): ReadonlyArray<MovedFact> => {
  const line = <V>(
    was: Timeline<V>,
    is: Timeline<V>,
    fact: (value: V | null, period: Period) => MovedFact
  ): ReadonlyArray<MovedFact> =>
    sameValue(was, is)
      ? []
      : is.map(({ from, value }, i) => fact(value, { from, to: is[i + 1]?.from ?? null }))
  const of = <K extends keyof HabilitationFacts>(kind: K, id = '') =>
    [
      timelineOf<HabilitationFacts, K>(before.timelines, kind, id),
      timelineOf<HabilitationFacts, K>(after.timelines, kind, id)
    ] as const
  const warnings = new Set(
    [before, after].flatMap(({ timelines }) => [...timelinesOf(timelines, 'warning').keys()])
  )
  const id = ''
  const personneId = after.requested?.personneId
  return [
    ...(personneId === undefined
      ? []
      : line(...of('personne', personneId), (value, period) => ({
          kind: 'personne',
          id: personneId,
          value,
          period
        }))),
    ...line(...of('roles'), (value, period) => ({ kind: 'roles', id, value, period })),
    ...line(...of('demande'), (value, period) => ({ kind: 'demande', id, value, period })),
    ...line(...of('acces'), (value, period) => ({ kind: 'acces', id, value, period })),
    ...line(...of('fin-de-convention'), (value, period) => ({
      kind: 'fin-de-convention',
      id,
      value,
      period
    })),
    ...[...warnings].flatMap(code =>
      line(...of('warning', code), (value, period) => ({ kind: 'warning', id: code, value, period }))
    )
  ]
}

const insideInstead = (refusal: HabilitationRefusal): HabilitationRefusal => ({
  ...refusal,
  path: refusal.path.startsWith('data') ? `data.instead.${refusal.path}` : refusal.path
})

const restsUpon = (revision: number, refusal: HabilitationRefusal): HabilitationRefusal =>
  because('rests-upon', 'data.corrects', { revision, because: refusal }, refusal.article, refusal.computation)

const nothingToCorrect = (state: HabilitationState, corrects: number): HabilitationRefusal =>
  because('nothing-to-correct', 'data.corrects', { corrects, last: state.revision - 1 })
