/** What was recorded by mistake: the event is named, and the command that should have been given in its place (G1). */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray'
import { type Decision, nothing, refused } from '../decision'
import type { Fiche } from '../identity/partie'
import type { ConventionModel } from '../model/model'
import { because } from '../refusal'
import { always, isEmpty } from '../time/period'
import { assertFacts, sameValue, timelineOf } from '../timeline'
import type { ConventionCommand, ConventionCommandOf } from './commands'
import { allIdentified, signingRefusals } from './decide-draft'
import { type Corrected, correctedTo, decideMove } from './decide-move'
import { completenessRefusals } from './decide-seats'
import { nothingToCorrect } from './decide-sign'
import { cutShort, effectOf, effetLine, signatureWarnings } from './effect'
import type { ConventionAct, ConventionEvent, MovedFact } from './events'
import { signatureWarningCodes, warned } from './facts'
import { type ConventionRefusal, insideInstead } from './refusals'
import { linesOf } from './standing'
import {
  actOf,
  actsBefore,
  actsWith,
  type ConventionState,
  inForceOf,
  initialConvention,
  signaturesOf
} from './state'

type D = Decision<ConventionEvent, ConventionRefusal>
type Correction = ConventionCommandOf<'CorrectConvention'>
type Decide = (state: ConventionState, command: ConventionCommand) => D

/** The command that each act came from: what corrects it is another of the same type. */
const commandOf: Readonly<Record<ConventionAct['type'], ConventionCommand['type']>> = {
  ConventionDrafted: 'DraftConvention',
  NonRespectAgreed: 'AgreeNonRespect',
  DérogationGranted: 'GrantDérogation',
  SignatureRecorded: 'SignAvenant',
  FormulaireReceived: 'ReceiveFormulaire',
  AnnexeRevised: 'ReviseAnnexe',
  NoticeGiven: 'GiveNotice',
  FurtherNoticeGiven: 'GiveNotice',
  ConventionTerminated: 'TerminateConvention',
  ClauseAnnulled: 'AnnulClause',
  TransmissionRecorded: 'RecordTransmission',
  AvenantTransmitted: 'RecordTransmission'
}

/**
 * The right command is decided as it would have been at the place of the mistaken event; what was recorded since
 * stands. An event that was corrected already is corrected by naming what replaced it.
 */
export const decideCorrectConvention = (
  model: ConventionModel,
  state: ConventionState,
  command: Correction,
  decide: Decide
): D => {
  const { corrects } = command.data
  const act = state.acts.get(corrects)
  if (act === undefined)
    return isRepeated(model, state, command, decide) ? nothing : refused(nothingToCorrect(state, corrects))
  return pipe(
    correctionOf(model, state, act, command, decide),
    E.map(({ instead: right, facts, changes }) =>
      right !== null && sameValue(saidBy(right), saidBy(act))
        ? []
        : [{ type: 'ConventionCorrected', data: { corrects, instead: right, facts } }, ...changes]
    )
  )
}

/** Whether that very correction was already made (G13). */
const isRepeated = (
  model: ConventionModel,
  state: ConventionState,
  command: Correction,
  decide: Decide
): boolean => {
  const { corrects, instead } = command.data
  const by = state.corrected.get(corrects)
  if (by === undefined) return false
  if (by === null || instead === null) return by === instead
  const act = state.acts.get(by)
  if (act === undefined) return false
  const again = correctionOf(model, state, act, { ...command, data: { corrects: by, instead } }, decide)
  return (
    E.isRight(again) && again.right.instead !== null && sameValue(saidBy(again.right.instead), saidBy(act))
  )
}

/** What an act says, without what was computed when it was recorded. */
const saidBy = ({ type, data }: ConventionAct): unknown => [
  commandOf[type],
  Object.fromEntries(Object.entries(data).filter(([key]) => !computed[type]?.includes(key)))
]
const computed: Partial<Record<ConventionAct['type'], ReadonlyArray<string>>> = {
  NonRespectAgreed: ['period'],
  NoticeGiven: ['echeance', 'article', 'computation'],
  FurtherNoticeGiven: ['echeance', 'article', 'computation'],
  ConventionTerminated: ['article'],
  ClauseAnnulled: ['article'],
  TransmissionRecorded: ['warnings'],
  AvenantTransmitted: ['warnings']
}

const correctionOf = (
  model: ConventionModel,
  state: ConventionState,
  act: ConventionAct,
  { acteur, data: { corrects, instead } }: Correction,
  decide: Decide
): Corrected => {
  if (instead !== null && instead.type !== commandOf[act.type])
    return refused(nothingToCorrect(state, corrects))
  /** The act that the right command gives; null when none should have been given. */
  const right = (
    known: ConventionState
  ): E.Either<RNEA.ReadonlyNonEmptyArray<ConventionRefusal>, ConventionAct | null> =>
    instead === null
      ? E.right(null)
      : pipe(
          decide(known, { ...instead, acteur }),
          E.mapLeft(RNEA.map(insideInstead)),
          // An event before it says the same: there was nothing to record.
          E.chain(([event]) =>
            event === undefined
              ? refused(because('already-so', 'data.instead', { corrects }))
              : E.right(actOf(event))
          )
        )
  switch (act.type) {
    case 'ConventionDrafted':
      return instead?.type === 'DraftConvention'
        ? pipe(
            right(initialConvention),
            E.chain(drafted => correctDraft(model, state, drafted, instead.data.personnes))
          )
        : refused(because('cannot-withdraw', 'data.instead', { corrects }))
    case 'SignatureRecorded':
    case 'FormulaireReceived':
    case 'AnnexeRevised':
      return decideMove(model, state, act, corrects, instead, acteur)
    default:
      return pipe(
        right(asBefore(model, state, corrects, act)),
        E.chain(found => correctAct(model, state, corrects, act, found))
      )
  }
}

/** The state in which the mistaken event was recorded, as far as its own lines go. */
const asBefore = (
  model: ConventionModel,
  state: ConventionState,
  corrects: number,
  act: ConventionAct
): ConventionState => {
  // One id is that of one dérogation, whichever was recorded first.
  const others =
    act.type === 'DérogationGranted' ? actsWith(state.acts, corrects, null) : actsBefore(state.acts, corrects)
  return {
    ...state,
    acts: others,
    timelines: assertFacts(state.timelines, linesOf(model, state, others, [act]))
  }
}

const correctAct = (
  model: ConventionModel,
  state: ConventionState,
  corrects: number,
  act: ConventionAct,
  instead: ConventionAct | null
): Corrected => {
  const standing = actsWith(state.acts, corrects, instead === null ? null : [corrects, instead])
  const facts = linesOf(model, state, standing, instead === null ? [act] : [act, instead])
  const after = { ...state, timelines: assertFacts(state.timelines, facts) }
  const inForce = facts.some(({ kind }) => kind === 'effet') ? inForceOf(after) : null
  const isText = act.type === 'DérogationGranted' || act.type === 'NonRespectAgreed'
  return correctedTo(
    [
      ...(isText ? signingRefusals(model, state) : []),
      // Days on which the convention is in force again need their roles held again.
      ...(inForce === null ? [] : completenessRefusals(model, after, inForce))
    ],
    { instead, facts, changes: [] }
  )
}

/** The same convention between the same parties: persons and parties are corrected with the annexes. */
const correctDraft = (
  model: ConventionModel,
  state: ConventionState,
  drafted: ConventionAct | null,
  personnes: ConventionCommandOf<'DraftConvention'>['data']['personnes']
): Corrected => {
  const known = state.drafted
  if (
    known === null ||
    drafted?.type !== 'ConventionDrafted' ||
    !sameValue(
      [known.conventionId, known.model, known.parties],
      [drafted.data.conventionId, drafted.data.model, drafted.data.parties]
    ) ||
    !allIdentified(state, personnes)
  )
    return refused(because('already-drafted', 'data.instead', null))
  const { fiche, documents, period, namedDate } = drafted.data
  const next = { ...state, drafted: drafted.data }
  const { refusals, facts } = correctEffect(model, next)
  const isMoved = !sameValue([known.period, known.namedDate], [period, namedDate])
  return correctedTo([...signingRefusals(model, state), ...(isMoved ? refusals : [])], {
    instead: drafted,
    facts: [
      ...(sameValue(known.fiche, fiche) ? [] : ficheInstead(state, known.fiche, fiche)),
      ...(sameValue(known.documents, documents)
        ? []
        : [{ kind: 'documents', id: '', value: documents, period: always } as const]),
      ...(isMoved ? facts : [])
    ],
    changes: []
  })
}

/** The sheet of the draft, where it still holds: one amended since stands. */
const ficheInstead = (
  { timelines }: ConventionState,
  mistaken: Fiche | null,
  fiche: Fiche | null
): ReadonlyArray<MovedFact> =>
  timelineOf(timelines, 'fiche', '').flatMap(({ from, value }, i, steps) =>
    sameValue(value, mistaken)
      ? [{ kind: 'fiche', id: '', value: fiche, period: { from, to: steps[i + 1]?.from ?? null } }]
      : []
  )

/** What the signatures already given make of another declared period, or of another date that names the convention. */
const correctEffect = (
  model: ConventionModel,
  state: ConventionState
): { readonly refusals: ReadonlyArray<ConventionRefusal>; readonly facts: ReadonlyArray<MovedFact> } => {
  const [first, ...others] = signaturesOf(state, null).values()
  if (first === undefined || state.signed === null) return { refusals: [], facts: [] }
  const { period } = cutShort(model, state, effectOf(model, state, [first, ...others]))
  const effet = effetLine(model, state, state.acts)
  return {
    refusals: isEmpty(period)
      ? [because('period-empty', 'data.instead.data.period', { period }, model.effect.article)]
      : completenessRefusals(model, state, period),
    facts: [
      ...effet,
      ...linesOf(
        model,
        { ...state, timelines: assertFacts(state.timelines, effet) },
        state.acts,
        [...state.acts.values()].filter(({ type }) => type === 'DérogationGranted')
      ),
      ...warned(signatureWarningCodes, signatureWarnings(model, state, [first, ...others]), '')
    ]
  }
}
