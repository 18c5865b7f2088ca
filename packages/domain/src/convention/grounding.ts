/** How the acts that stand lead to what is signed, who is party, and from when to when the convention is in force. */
import * as E from 'fp-ts/Either'
import { frenchUndated } from '../dates/compute'
import type { Act } from '../dossier/act'
import type { ModificationId } from '../identity/ids'
import { type Partie, roleOfPartie } from '../identity/partie'
import { partyLabel } from '../model/dates'
import type { ConventionModel } from '../model/model'
import { isChanging } from '../model/parties'
import type { AnyRefusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import type { SignalSays } from './changes'
import { earliestEnd, effectOf, type Signed, undatedEffect } from './effect'
import { type Extending, extended, extendingIn } from './extensions'
import { type Ground, modificationOf, type Progress, partiesOf, progressOf } from './ground'
import { endingsOf, noticeDepartures } from './own-part'
import { type PlacedSignature, signedByAll } from './signatories'
import { type Passage, staysOf } from './stays'
import type { Effect } from './values'

/** The days of the first and of the last signature of the convention; null until every party of the draft has signed. */
const signedBy = (parties: ReadonlyArray<Partie>, { signatures }: Ground): Signed | null => {
  const days = parties.flatMap(({ id }) => signatures.get(id)?.signedOn ?? []).toSorted()
  const [first] = days
  const last = days.at(-1)
  return first === undefined || last === undefined || days.length < parties.length ? null : { first, last }
}

const signedByRole = (ground: Ground): ReadonlyMap<string, DateCivile> => {
  const days = partiesOf(ground).flatMap(partie => {
    const signedOn = ground.signatures.get(partie.id)?.signedOn
    return signedOn === undefined ? [] : [[roleOfPartie(partie), signedOn] as const]
  })
  return new Map(days.toSorted(([, a], [, b]) => (a < b ? -1 : 1)))
}

/** The effect as these signatures, the acts that move its end, and those that end it, give it; and who is party when. */
export const grounded = (model: ConventionModel, ground: Ground): Ground => {
  const nothing = { effect: null, end: null, faults: [], stays: staysOf(partiesOf(ground), []) }
  const signed = signedBy(partiesOf(ground), ground)
  if (signed === null) return { ...ground, ...nothing, signedOn: null }
  const found = effectOf(model, {
    declared: ground.draft?.period ?? null,
    byRole: signedByRole(ground),
    signed
  })
  if (E.isLeft(found)) {
    const sentence = frenchUndated(found.left, partyLabel(model))
    const faults = [undatedEffect('', { sentence }, model.effect.article)]
    return { ...ground, ...nothing, signedOn: signed.last, faults }
  }
  const { known, effect, faults } = settled(model, { ...ground, signedOn: signed.last }, found.right)
  const end = earliestEnd(model, effect, endingsOf(model, known))
  return { ...known, effect, end, faults }
}

const isFixed = ({ parties: { roles } }: ConventionModel): boolean => !roles.some(isChanging)

type Settled = {
  readonly known: Ground
  readonly effect: Effect
  readonly faults: ReadonlyArray<AnyRefusal>
}

/**
 * Which avenants everyone who owes a signature has signed, and so who is party when. Who owes one depends on the avenants
 * of before: each round finds those that are signed by all next, in the order of their days, until there is none.
 */
const settled = (model: ConventionModel, ground: Ground, first: Effect): Settled => {
  let known = isFixed(model) ? ground : ground.avenants.reduce(unsigned, ground)
  for (;;) {
    const { effect, faults } = furtherEffect(model, known, first)
    const stays = staysOf(partiesOf(known), [...passagesOf(known), ...noticeDepartures(model, known, effect)])
    known = { ...known, stays }
    const next = isFixed(model) ? [] : nextSigned(model, known)
    if (next.length === 0) return { known, effect, faults }
    for (const { id, ...completed } of next) known = progressed(known, id, { completed })
  }
}

const unsigned = (ground: Ground, id: ModificationId): Ground =>
  progressOf(ground, id).completed?.instrument === 'avenant'
    ? progressed(ground, id, { completed: null })
    : ground

/** Those that are signed by all on the earliest day. */
const nextSigned = (model: ConventionModel, ground: Ground) => {
  const found = ground.avenants.flatMap(id => {
    const completed = progressOf(ground, id).completed === null ? completionOf(model, ground, id) : null
    return completed === null ? [] : [{ id, ...completed }]
  })
  const [first] = found.map(({ givenOn }) => givenOn).toSorted()
  return found.filter(({ givenOn }) => givenOn === first)
}

const completionOf = (model: ConventionModel, ground: Ground, id: ModificationId): Progress['completed'] => {
  const signal = ground.signals.get(id)
  // What would change who is party waits for its signal, which a correction may place later.
  if (signal === undefined && !isFixed(model)) return null
  const { signatures, withdrawnOn } = progressOf(ground, id)
  const changes = signal?.says.changes ?? []
  const signed = signedByAll(model, ground.stays, {
    changes,
    signatures,
    // Where nobody comes or goes, nothing completes what was taken back.
    withdrawnOn: isFixed(model) ? null : withdrawnOn
  })
  return signed === null ? null : { ...signed, instrument: 'avenant' }
}

/** The effect once the acts that are complete have moved its end; and why some move nothing. */
const furtherEffect = (
  model: ConventionModel,
  ground: Ground,
  first: Effect
): Pick<Settled, 'effect' | 'faults'> => {
  let effect = first
  const faults: Array<AnyRefusal> = []
  for (const extending of extendingOf(ground)) {
    const further = extended(model, effect, extending)
    if (E.isRight(further)) effect = further.right
    else faults.push(further.left)
  }
  return { effect, faults }
}

/** Those that were completed, in the order of the days on which they were; of one day, as they were recorded. */
const extendingOf = (ground: Ground): ReadonlyArray<Extending> =>
  ground.extending
    .flatMap((modificationId): ReadonlyArray<Extending> => {
      const modification = modificationOf(ground, modificationId)
      const change = modification === null ? null : extendingIn(modification.signalled.says.changes)
      return modification?.effective == null || change === null
        ? []
        : [{ ...modification.effective, change, modificationId }]
    })
    .toSorted((a, b) => (a.givenOn < b.givenOn ? -1 : a.givenOn > b.givenOn ? 1 : a.place - b.place))

/** Who comes and goes by the modifications that are complete. */
const passagesOf = (ground: Ground): ReadonlyArray<Passage> =>
  ground.passages.flatMap(modificationId => {
    const modification = modificationOf(ground, modificationId)
    if (modification?.effective == null) return []
    const { on, givenOn: agreedOn, place } = modification.effective
    return modification.signalled.says.changes.flatMap((change): ReadonlyArray<Passage> => {
      if (change.kind === 'join-partie')
        return [{ kind: 'join', on, agreedOn, place, modificationId, partie: change.partie }]
      return change.kind === 'leave-partie'
        ? [
            {
              kind: 'leave',
              on,
              agreedOn,
              place,
              id: change.partieId,
              why: { status: 'retrait', modificationId }
            }
          ]
        : []
    })
  })

const progressed = (ground: Ground, id: ModificationId, more: Partial<Progress>): Ground => ({
  ...ground,
  progress: ground.progress.with(id, { ...progressOf(ground, id), ...more })
})

/** What a modification has come to; what follows from it is found again where it may move the end, or who is party. */
export const withProgress = (
  model: ConventionModel,
  ground: Ground,
  id: ModificationId,
  more: Partial<Progress>
): Ground => {
  const further = progressed(ground, id, more)
  return !isFixed(model) || ground.extending.includes(id) ? grounded(model, further) : further
}

/** A party signs an avenant, which is complete once each that owes a signature has given it. */
export const withSignature = (
  model: ConventionModel,
  ground: Ground,
  id: ModificationId,
  signature: PlacedSignature
): Ground => {
  const signatures = new Map([...progressOf(ground, id).signatures, [signature.partie, signature]])
  const avenants = ground.avenants.includes(id) ? ground.avenants : [...ground.avenants, id]
  const further = progressed({ ...ground, avenants }, id, { signatures })
  if (!isFixed(model)) return grounded(model, further)
  const completed = completionOf(model, further, id)
  return completed === null ? further : withProgress(model, further, id, { completed })
}

/** A modification is signalled; what follows from it is found again, for what completes it may have come before. */
export const withSignal = (model: ConventionModel, ground: Ground, signalled: Act<SignalSays>): Ground => {
  const { modificationId: id, changes } = signalled.says
  const isPassage = changes.some(({ kind }) => kind === 'join-partie' || kind === 'leave-partie')
  const isExtending = extendingIn(changes) !== null
  const further = {
    ...ground,
    signals: ground.signals.with(id, signalled),
    extending: isExtending ? [...ground.extending, id] : ground.extending,
    passages: isPassage ? [...ground.passages, id] : ground.passages
  }
  return !isFixed(model) || isExtending ? grounded(model, further) : further
}
