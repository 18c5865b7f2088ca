/** Changes of a signed convention: signalled first, then effective by the instrument that the model asks for. */
import { oneOf, struct } from '../../codec'
import { type Act, type Reference, saidAt } from '../../dossier/act'
import type { Assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import type { Look } from '../../dossier/look'
import { inOrder } from '../../dossier/refusals'
import { ModificationId } from '../../identity/ids'
import { type ChangeInstrument, type ConventionModel, heaviest, instruments } from '../../model/model'
import { type AnyRefusal, Article, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import { within } from '../../timeline'
import { assertionsOf, introducedBy, referredBy } from '../change-assertions'
import { changeRefusals, noChangeRefusals } from '../change-refusals'
import { type SignalChannel, SignalSays } from '../changes'
import { type Ground, hasEndedBy, type Modification, modificationOf, withProgress } from '../ground'
import { groupOf, holderGroup } from '../groups'
import { triedRefusals } from '../invariants'
import { type ConventionState, lineOf, valueOn } from '../lines'
import { type Need, neededInstrument } from '../needs'
import { notInForce, notSigned, unknownModification } from '../refusals'
import { attributionOf } from '../values'

const channelNotAllowed = refusal(
  'channel-not-allowed',
  ({
    channel,
    allowed
  }: {
    readonly channel: SignalChannel
    readonly allowed: ReadonlyArray<SignalChannel>
  }) =>
    `une modification ne se demande pas ${channelNames[channel]}, mais : ${allowed.map(name => channelNames[name]).join(', ')}`
)
const closed = refusal(
  'modification-closed',
  ({ modificationId, effectiveOn }: { readonly modificationId: string; readonly effectiveOn: DateCivile }) =>
    `la modification ${modificationId} a déjà pris effet le ${frenchDate(effectiveOn)}`
)
const takenBack = refusal(
  'modification-withdrawn',
  ({ modificationId, on }: { readonly modificationId: string; readonly on: DateCivile }) =>
    `la modification ${modificationId} a été retirée le ${frenchDate(on)}`
)
const instrumentNeeded = refusal(
  'instrument-needed',
  ({ needed, given }: { readonly needed: ChangeInstrument; readonly given: ChangeInstrument }) =>
    `cette modification demande ${instrumentNames[needed]} ; ${instrumentNames[given]} ne suffit pas`
)
export const beforeSignalled = refusal(
  'before-signalled',
  ({ signalledOn, on }: { readonly signalledOn: DateCivile; readonly on: DateCivile }) =>
    `le ${frenchDate(on)} précède le signalement du ${frenchDate(signalledOn)}`
)

const channelNames: Readonly<Record<SignalChannel, string>> = {
  courrier: 'par courrier',
  courriel: 'par courriel',
  formulaire: 'par formulaire',
  'en-ligne': 'en ligne'
}
const instrumentNames: Readonly<Record<ChangeInstrument, string>> = {
  formulaire: 'le formulaire',
  'annexe-revisee': "la révision de l'annexe",
  avenant: 'un avenant'
}

const thing = (modificationId: ModificationId): string => `modification/${modificationId}`

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
  introduces: ({ modificationId, changes }) => [thing(modificationId), ...introducedBy(changes)],
  refers: ({ changes }) => referredBy(changes, i => `data.changes[${i}]`),
  happened: ['signalledOn'],
  founds: (ground, act) => ({ ...ground, signals: ground.signals.with(act.says.modificationId, act) }),
  once: ({ signalledOn: on }) => ({ on, path: 'data.modificationId', article: null }),
  disagrees: (look, act) => {
    const { model, others } = look
    const { changes, signalledOn, channel } = act.says
    const { ground } = others
    if (ground.signedOn === null) return [notSigned('', null)]
    const { channels: allowed, article } = model.signalling
    return [
      ...(allowed.includes(channel)
        ? []
        : [channelNotAllowed('data.channel', { channel, allowed }, article)]),
      ...noChangeRefusals(changes, article),
      // A signed convention changes: neither before it was, nor once it has ended.
      ...inOrder(ground.signedOn, signalledOn, 'data.signalledOn'),
      ...(hasEndedBy(ground, signalledOn)
        ? [notInForce(ground, signalledOn, model.duration.article, 'data.signalledOn')]
        : []),
      ...changeRefusals(model, changes, signalledOn),
      ...triedRefusals(
        look,
        changesOf(act, signalledOn, i => `data.changes[${i}]`)
      )
    ]
  },
  asserts: (_, act) => {
    const { modificationId: id, signalledOn: from } = act.says
    return [{ kind: 'modification', id, from, to: null, value: act.says, at: saidAt(act), path: 'data' }]
  },
  computes: {
    codec: struct('Besoin', { instrument: oneOf('instrument', instruments), article: Article }),
    from: ({ model, others }, { says }) => needOn(model, others, says, says.signalledOn)
  }
})

/** A change of another provider than the approbateur only needs the form: it takes effect when received (P21). */
export const receiveFormulaire = actOn<Ground>()({
  command: 'ReceiveFormulaire',
  event: 'FormulaireReceived',
  purpose: 'The form came back: what a form is enough for takes effect (P21).',
  nom: 'Réception du formulaire',
  genre: 'f',
  says: struct('ReceiveFormulaire', { modificationId: ModificationId, receivedOn: DateCivile }),
  example: { modificationId: 'm-2018-1', receivedOn: '2018-03-05' },
  givers: () => ['agent-caf'],
  about: ({ modificationId }) => `effet/${modificationId}`,
  refers: ({ modificationId }, ground) => refersToModification(ground, modificationId),
  happened: ['receivedOn'],
  founds: (ground, { place, says: { modificationId, receivedOn } }) =>
    withProgress(ground, modificationId, { effective: { place, on: receivedOn } }),
  disagrees: (look, { says: { modificationId, receivedOn } }) =>
    effectiveRefusals(look, modificationId, 'formulaire', receivedOn, 'data.receivedOn'),
  asserts: (ground, act) => effectiveChanges(ground, act, act.says.modificationId, 'data.receivedOn')
})

/** A change of approbateur takes effect with the new version of annexe 2 (P20). */
export const reviseAnnexe = actOn<Ground>()({
  command: 'ReviseAnnexe',
  event: 'AnnexeRevised',
  purpose: 'A new version of the annexe is established: what needs one takes effect (P20).',
  nom: "Révision de l'annexe",
  genre: 'f',
  says: struct('ReviseAnnexe', { modificationId: ModificationId, establishedOn: DateCivile }),
  example: { modificationId: 'm-2018-1', establishedOn: '2018-03-15' },
  givers: () => ['agent-caf'],
  about: ({ modificationId }) => `effet/${modificationId}`,
  refers: ({ modificationId }, ground) => refersToModification(ground, modificationId),
  happened: ['establishedOn'],
  founds: (ground, { place, says: { modificationId, establishedOn } }) =>
    withProgress(ground, modificationId, { effective: { place, on: establishedOn } }),
  disagrees: (look, { says: { modificationId, establishedOn } }) =>
    effectiveRefusals(look, modificationId, 'annexe-revisee', establishedOn, 'data.establishedOn'),
  asserts: (ground, act) => effectiveChanges(ground, act, act.says.modificationId, 'data.establishedOn')
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
  refers: ({ modificationId }, ground) => refersToModification(ground, modificationId),
  happened: ['on'],
  founds: (ground, { says: { modificationId, on } }) =>
    withProgress(ground, modificationId, { withdrawnOn: on }),
  disagrees: ({ others }, { says: { modificationId, on } }) => {
    const modification = modificationOf(others.ground, modificationId)
    if (modification === null) return []
    const { signalledOn } = modification.signalled.says
    return [
      ...closedRefusals(modification, modificationId),
      ...(on < signalledOn ? [beforeSignalled('data.on', { signalledOn, on })] : [])
    ]
  },
  asserts: (_, { says: { modificationId: id, on: from } }) => [
    { kind: 'modification', id, from, to: null, value: null, at: null, path: 'data.on' }
  ]
})

/** What the changes of a modification assert from a day on. */
const changesOf = (
  signalled: Act<SignalSays>,
  from: DateCivile,
  path: (i: number) => string
): ReadonlyArray<Assertion> =>
  assertionsOf(signalled.says.changes, { at: (i, key) => saidAt(signalled, 'changes', i, key), path, from })

/**
 * The act that completes a modification asserts its changes, from the day on which they take effect; those of a
 * convention that has ended by then assert nothing while that end stands. They are not carried to the start of the
 * convention: its effet decides whether its annexes are in force.
 */
export const effectiveChanges = (
  ground: Ground,
  { place }: Act,
  modificationId: ModificationId,
  path: string
): ReadonlyArray<Assertion> => {
  const modification = modificationOf(ground, modificationId)
  if (modification?.effective?.place !== place) return []
  const { on: from } = modification.effective
  const pending = { kind: 'modification', id: modificationId, from, to: null, value: null, at: null, path }
  return hasEndedBy(ground, from)
    ? [pending]
    : [pending, ...changesOf(modification.signalled, from, () => path)]
}

export const refersToModification = (
  ground: Ground,
  modificationId: ModificationId
): ReadonlyArray<Reference> => [
  {
    to: thing(modificationId),
    refusal: unknownModification('data.modificationId', { modificationId })
  },
  // Whom and what it speaks of is asked again where it takes effect.
  ...referredBy(
    modificationOf(ground, modificationId)?.signalled.says.changes ?? [],
    () => 'data.modificationId'
  )
]

const effectiveRefusals = (
  { model, others }: Look<Ground>,
  modificationId: ModificationId,
  given: ChangeInstrument,
  on: DateCivile,
  path: string
): ReadonlyArray<AnyRefusal> => {
  const modification = modificationOf(others.ground, modificationId)
  if (modification === null) return []
  const { says } = modification.signalled
  return [
    ...closedRefusals(modification, modificationId),
    ...instrumentRefusals(model, others, says, given, on),
    ...(on < says.signalledOn ? [beforeSignalled(path, { signalledOn: says.signalledOn, on })] : []),
    ...outsideEffet(model, others.ground, on, path)
  ]
}

export const closedRefusals = (
  { effective, withdrawnOn }: Modification,
  modificationId: ModificationId
): ReadonlyArray<AnyRefusal> => [
  ...(effective === null
    ? []
    : [closed('data.modificationId', { modificationId, effectiveOn: effective.on })]),
  ...(withdrawnOn === null ? [] : [takenBack('data.modificationId', { modificationId, on: withdrawnOn })])
]

/** It takes effect in a convention that is signed, and has not ended by then. */
export const outsideEffet = (
  model: ConventionModel,
  ground: Ground,
  on: DateCivile,
  path: string
): ReadonlyArray<AnyRefusal> =>
  ground.effect === null || hasEndedBy(ground, on)
    ? [notInForce(ground, on, model.duration.article, path)]
    : []

/**
 * A heavier instrument than needed is enough; a lighter one is not. Needed is the heavier of what the day of the signal
 * and the day of the effect ask.
 */
const instrumentRefusals = (
  model: ConventionModel,
  dossier: ConventionState,
  says: SignalSays,
  given: ChangeInstrument,
  on: DateCivile
): ReadonlyArray<AnyRefusal> => {
  const need = heaviest([says.signalledOn, on].flatMap(day => needOn(model, dossier, says, day) ?? []))
  return need === null || instruments.indexOf(given) >= instruments.indexOf(need.instrument)
    ? []
    : [instrumentNeeded('', { needed: need.instrument, given }, need.article)]
}

const needOn = (
  model: ConventionModel,
  dossier: ConventionState,
  { changes }: SignalSays,
  on: DateCivile
): Need | null =>
  neededInstrument(model, changes, {
    personneOn: id => valueOn(dossier, 'personne', id, on),
    rolesFrom: id =>
      groupOf(dossier, holderGroup(id)).flatMap(attribution =>
        within({ from: on, to: null })(lineOf(dossier, 'attribution', attribution)).length > 0
          ? [attributionOf(attribution).role]
          : []
      )
  })
