/** Changes of a signed convention: signalled first, then effective by the instrument that the model asks for. */
import type * as t from 'io-ts'
import { oneOf, struct } from '../../codec'
import { type Act, saidBy } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { groupOf } from '../../dossier/dossier'
import type { Look, ModelOn } from '../../dossier/look'
import { isAlike, newRefusals } from '../../dossier/reasons'
import { inOrder } from '../../dossier/refusals'
import { ModificationId } from '../../identity/ids'
import { type ChangeInstrument, heaviest, instruments, type Need } from '../../model/instrument'
import type { ConventionModel } from '../../model/model'
import { instrumentNames } from '../../model/names'
import { choices, type Named, named, notProvided } from '../../model/refusals'
import { type AnyRefusal, Article, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import { within } from '../../timeline'
import { adoptedIn, modelOn, rulingOver } from '../adoption'
import { adoptionRefusals } from '../adoption-refusals'
import {
  assertionsOf,
  avenantArticle,
  changeRefusals,
  introducedBy,
  neededInstrument,
  referredBy
} from '../change-kinds'
import { SignalSays } from '../changes'
import { extendingIn, extensionNeed } from '../extensions'
import { type Ground, modificationOf, statusRefusals } from '../ground'
import { withProgress, withSignal } from '../grounding'
import { holderGroup } from '../groups'
import { triedRefusals } from '../invariants'
import { type ConventionState, lineOf, valueOn } from '../lines'
import { adhesionsAt, passageRefusals } from '../party-changes'
import { partyCountRefusals } from '../party-counts'
import { notSigned } from '../refusals'
import { unprovidedRefusals } from '../under-version'
import { attributionOf } from '../values'
import { effectiveChanges, openRefusals, outsideEffet, refersToModification, thing } from './open'

const channelNotAllowed = refusal(
  'channel-not-allowed',
  ({ channel, known }: { readonly channel: string; readonly known: ReadonlyArray<Named> }) =>
    `une modification ne se demande pas par la voie « ${channel} », mais : ${choices(known)}`
)
const channelMissing = refusal(
  'channel-missing',
  ({ known }: { readonly known: ReadonlyArray<Named> }) =>
    `il manque la voie par laquelle la modification est demandée : ${choices(known)}`
)
const instrumentNeeded = refusal(
  'instrument-needed',
  ({ needed, given }: { readonly needed: ChangeInstrument; readonly given: ChangeInstrument }) =>
    `cette modification demande ${instrumentNames[needed]} ; ${instrumentNames[given]} ne suffit pas`
)
const effectInThePast = refusal(
  'effect-in-the-past',
  ({ effectiveOn, on }: { readonly effectiveOn: DateCivile; readonly on: DateCivile }) =>
    `un avenant ne prend pas effet avant d'être signé : le ${frenchDate(effectiveOn)} précède le ${frenchDate(on)}`
)

/**
 * The gestionnaire tells the Caf what must change (P5); the model says what that needs (P20, P21, M10, M21). Seats are
 * counted when the change takes effect, not when it is asked.
 */
export const signalModification = actOn<Ground>()({
  command: 'SignalModification',
  event: 'ModificationSignalled',
  purpose: 'Announces changes of the annexes (P5, M10, M14).',
  nom: "Signalement d'une modification",
  genre: 'm',
  says: SignalSays,
  example: {
    modificationId: 'm-2018-1',
    changes: [{ kind: 'withdraw-role', personneId: 'p-1', role: 'activite', etablissementId: '201500086' }],
    signalledOn: '2018-03-01',
    channel: 'courrier'
  },
  givers: () => ['agent-caf', 'partenaire'],
  about: ({ modificationId }) => thing(modificationId),
  day: ({ signalledOn }) => signalledOn,
  introduces: ({ modificationId, changes }) => [thing(modificationId), ...introducedBy(changes)],
  refers: ({ changes }) => referredBy(changes),
  happened: ['signalledOn'],
  founds: (ground, act, model) => withSignal(model, ground, act),
  once: ({ signalledOn: on }) => ({ on, path: 'data.modificationId', article: null }),
  disagrees: (look, act) => {
    const { model, others } = look
    const { changes, signalledOn, channel } = act.says
    const { ground } = others
    const ruling = rulingOver(ground, changes, look.modelBefore)(act.says.effectiveOn ?? signalledOn)
    const ofChanges = changeRefusals(ruling, changes, {
      ground,
      from: signalledOn,
      article: model.signalling?.article ?? null
    })
    if (ground.signedOn === null) return [notSigned('', null)]
    const path = 'data.signalledOn'
    return [
      ...channelRefusals(model, channel),
      // A signed convention changes: neither before it was, nor once it has ended.
      ...inOrder(ground.signedOn, signalledOn, path),
      ...(mayComeAfterEnd(ruling, changes)
        ? []
        : statusRefusals(ground, signalledOn, ['terminee'], { path, article: model.duration.article })),
      ...statedEffectRefusals(model, act.says),
      // What a change is refused for by itself is told of it, once.
      ...expectedRefusals(look, act).filter(fault => !ofChanges.some(other => isAlike(other, fault))),
      ...adoptionRefusals(look, act.says),
      ...passageRefusals(
        ruling,
        ground,
        { changes, on: act.says.effectiveOn ?? signalledOn },
        (i, part) => `data.changes[${i}].${part}`
      ),
      ...ofChanges,
      ...triedRefusals(look, assertionsOf(act, signalledOn))
    ]
  },
  asserts: (ground, act) => {
    const { modificationId: id, signalledOn: from } = act.says
    const { effective = null, withdrawnOn = null } = modificationOf(ground, id) ?? {}
    // What is closed by the day of its signal is pending on none: the act that closes it may stand before the signal.
    const isPending = [effective?.on ?? null, withdrawnOn].every(on => on === null || on > from)
    return isPending ? [assertion({ kind: 'modification', id, from, ...saidBy(act) })] : []
  },
  computes: {
    codec: struct('Besoin', { instrument: oneOf('instrument', instruments), article: Article }),
    from: ({ model, others }, { says }) => needOn(model, others, says, says.signalledOn)
  }
})

/** An act that moves the end may come after it, where the model says so. */
const mayComeAfterEnd = (model: ConventionModel, changes: SignalSays['changes']): boolean => {
  const extending = extendingIn(changes)
  return extending !== null && extensionNeed(model, extending)?.afterEnd === true
}

/** A day that the avenant states: the model knows such avenants, and may ask that it lie ahead (M21). */
const statedEffectRefusals = (
  model: ConventionModel,
  { effectiveOn, signalledOn }: SignalSays
): ReadonlyArray<AnyRefusal> => {
  if (effectiveOn === undefined) return []
  const article = avenantArticle(model)
  const path = 'data.effectiveOn'
  return model.changes?.avenantEffect?.when === 'stated'
    ? pastEffectRefusals(model, { effectiveOn, on: signalledOn }, path)
    : [notProvided('effet-dit', article, path)]
}

/** An avenant that holds from before the day of an act about it, where the model does not allow it. */
export const pastEffectRefusals = (
  model: ConventionModel,
  { effectiveOn, on }: { readonly effectiveOn: DateCivile; readonly on: DateCivile },
  path: string
): ReadonlyArray<AnyRefusal> =>
  effectiveOn < on && model.changes?.avenantEffect?.mayBePast !== true
    ? [effectInThePast(path, { effectiveOn, on }, avenantArticle(model))]
    : []

/** What the modification would give, were it completed on the day of its signal: its day in force, its move of the end. */
const expectedRefusals = (look: Look<Ground>, act: Act<SignalSays>): ReadonlyArray<AnyRefusal> => {
  const { model, opening, after } = look
  const { place, says } = act
  const { modificationId, changes, signalledOn, effectiveOn } = says
  const { ground } = after
  const modification = modificationOf(ground, modificationId)
  if (modification === null) return []
  const completed = modification.completed ?? { place, instrument: 'avenant', givenOn: signalledOn }
  const expected = withProgress(opening, ground, modificationId, { completed })
  const i = changes.findIndex(({ kind }) => kind === (extendingIn(changes) ?? adoptedIn(changes))?.kind)
  return [
    ...(effectiveOn === undefined
      ? []
      : statusRefusals(expected, effectiveOn, ['a-venir', 'terminee'], {
          path: 'data.effectiveOn',
          article: model.duration.article
        })),
    ...newRefusals(expected.faults, ground.faults).map(refusal => ({
      ...refusal,
      path: `data.changes[${i}]`
    })),
    ...(adoptedIn(changes) === null ? [] : expectedPassage(look, expected, act))
  ]
}

/** What the convention could not pass with, under the version that it would adopt. */
const expectedPassage = (
  look: Look<Ground>,
  expected: Ground,
  act: Act<SignalSays>
): ReadonlyArray<AnyRefusal> => {
  const { modificationId, changes } = act.says
  const effective = modificationOf(expected, modificationId)?.effective
  if (effective == null) return []
  const path = `data.changes[${changes.findIndex(({ kind }) => kind === 'adopt-model')}]`
  const tried = look.supposing([
    ...assertionsOf(act, effective.on),
    ...adhesionsAt(expected, effective.place, path)
  ])
  const passed = {
    ...tried,
    after: { ...tried.after, ground: expected },
    modelAfter: (on: DateCivile | null) => modelOn(expected, look.opening, on)
  }
  return [...unprovidedRefusals(passed), ...partyCountRefusals(passed).map(refusal => ({ ...refusal, path }))]
}

/** What makes a modification take effect at once, on the day that it says; an avenant does so with its last signature. */
const takesEffect = <Says extends { readonly modificationId: ModificationId }>(
  instrument: ChangeInstrument,
  day: string,
  dayOf: (says: Says) => DateCivile
) => ({
  givers: () => ['agent-caf' as const],
  about: ({ modificationId }: Says) => `effet/${modificationId}`,
  day: (says: Says) => dayOf(says),
  refers: ({ modificationId }: Says, ground: Ground) => refersToModification(ground, modificationId),
  happened: [day],
  founds: (ground: Ground, { place, says }: Act<Says>, model: ConventionModel) =>
    withProgress(model, ground, says.modificationId, {
      completed: { place, instrument, givenOn: dayOf(says) }
    }),
  disagrees: ({ model, modelBefore, others, after }: Look<Ground>, { says }: Act<Says>) => {
    const { ground } = others
    const modification = modificationOf(ground, says.modificationId)
    if (modification === null) return []
    const [on, path] = [dayOf(says), `data.${day}`]
    return [
      ...instrumentRefusals(modelBefore, others, modification.signalled.says, { given: instrument, on }),
      ...openRefusals(modification, on, path),
      ...passageRefusals(model, ground, { changes: modification.signalled.says.changes, on }, () => path),
      // In the convention as it is once the modification has moved its end.
      ...outsideEffet(model, after.ground, on, path)
    ]
  },
  asserts: (ground: Ground, act: Act<Says>) =>
    effectiveChanges(ground, act, act.says.modificationId, `data.${day}`)
})

const FormSays = struct('ReceiveFormulaire', { modificationId: ModificationId, receivedOn: DateCivile })

/** One of the channels of the source, where it names some; no channel where it names none. */
const channelRefusals = (
  { signalling }: ConventionModel,
  channel: SignalSays['channel']
): ReadonlyArray<AnyRefusal> => {
  const path = 'data.channel'
  if (signalling === null) return channel === undefined ? [] : [notProvided('voie', null, path)]
  const { article } = signalling
  const known = signalling.channels.map(named)
  if (channel === undefined) return [channelMissing(path, { known }, article)]
  return known.some(({ id }) => id === channel) ? [] : [channelNotAllowed(path, { channel, known }, article)]
}

/** A change of another provider than the approbateur only needs the form: it takes effect when received (P21). */
export const receiveFormulaire = actOn<Ground>()({
  command: 'ReceiveFormulaire',
  event: 'FormulaireReceived',
  purpose: 'The form came back: what a form is enough for takes effect (P21).',
  nom: 'Réception du formulaire',
  genre: 'f',
  says: FormSays,
  example: { modificationId: 'm-2018-1', receivedOn: '2018-03-05' },
  ...takesEffect('formulaire', 'receivedOn', ({ receivedOn }: t.TypeOf<typeof FormSays>) => receivedOn)
})

const RevisionSays = struct('ReviseAnnexe', { modificationId: ModificationId, establishedOn: DateCivile })

/** A change of approbateur takes effect with the new version of annexe 2 (P20). */
export const reviseAnnexe = actOn<Ground>()({
  command: 'ReviseAnnexe',
  event: 'AnnexeRevised',
  purpose: 'A new version of the annexe is established: what needs one takes effect (P20).',
  nom: "Révision de l'annexe",
  genre: 'f',
  says: RevisionSays,
  example: { modificationId: 'm-2018-1', establishedOn: '2018-03-15' },
  ...takesEffect(
    'annexe-revisee',
    'establishedOn',
    ({ establishedOn }: t.TypeOf<typeof RevisionSays>) => establishedOn
  )
})

/** What was signalled is taken back before it takes effect: it is no longer pending (G22). */
export const withdrawModification = actOn<Ground>()({
  command: 'WithdrawModification',
  event: 'ModificationWithdrawn',
  purpose: 'What was signalled is taken back before it takes effect (G22).',
  nom: "Retrait d'une modification",
  genre: 'm',
  says: struct('WithdrawModification', { modificationId: ModificationId, on: DateCivile }),
  example: { modificationId: 'm-2018-1', on: '2018-03-10' },
  givers: () => ['agent-caf', 'partenaire'],
  about: ({ modificationId }) => `retrait/${modificationId}`,
  day: ({ on }) => on,
  refers: ({ modificationId }, ground) => refersToModification(ground, modificationId),
  happened: ['on'],
  founds: (ground, { says: { modificationId, on } }, model) =>
    withProgress(model, ground, modificationId, { withdrawnOn: on }),
  disagrees: ({ others }, { says: { modificationId, on } }) => {
    const modification = modificationOf(others.ground, modificationId)
    return modification === null ? [] : openRefusals(modification, on, 'data.on')
  },
  asserts: (_, { says: { modificationId: id, on: from } }) => [
    assertion({ kind: 'modification', id, from, value: null, path: 'data.on' })
  ]
})

/**
 * A heavier instrument than needed is enough; a lighter one is not. Needed is the heavier of what the day of the signal
 * and the day of the effect ask.
 */
const instrumentRefusals = (
  version: ModelOn,
  dossier: ConventionState,
  says: SignalSays,
  { given, on }: { readonly given: ChangeInstrument; readonly on: DateCivile }
): ReadonlyArray<AnyRefusal> => {
  const need = heaviest([says.signalledOn, on].flatMap(day => needOn(version(day), dossier, says, day) ?? []))
  return need === null || instruments.indexOf(given) >= instruments.indexOf(need.instrument)
    ? []
    : [instrumentNeeded('', { needed: need.instrument, given }, need.article)]
}

const needOn = (
  model: ConventionModel,
  dossier: ConventionState,
  says: SignalSays,
  on: DateCivile
): Need | null =>
  neededInstrument(model, says, {
    personneOn: id => valueOn(dossier, 'personne', id, on),
    rolesFrom: id =>
      groupOf(dossier, holderGroup(id)).flatMap(attribution =>
        within({ from: on, to: null })(lineOf(dossier, 'attribution', attribution)).length > 0
          ? [attributionOf(attribution).role]
          : []
      )
  })
