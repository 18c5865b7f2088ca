/** How the acts that stand lead to what is signed, who is party, and from when to when the convention is in force. */
import * as E from 'fp-ts/Either'
import { frenchUndated } from '../dates/compute'
import type { Act } from '../dossier/act'
import type { ModelOn } from '../dossier/look'
import type { ModificationId } from '../identity/ids'
import { type Partie, roleOfPartie } from '../identity/partie'
import { partyLabel } from '../model/dates'
import type { ConventionModel } from '../model/model'
import { isChanging } from '../model/parties'
import type { AnyRefusal, Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { type Adoption, adoptedIn, inDayOrder, modelOn, rulingOver } from './adoption'
import type { SignalSays } from './changes'
import { earliestEnd, effectOf, type Signed, undatedEffect } from './effect'
import { type Extending, extended, extendingIn, extensionNeed } from './extensions'
import { type Ground, modificationOf, type Progress, partiesOf, progressOf } from './ground'
import { withoutNotice } from './notices'
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

/**
 * The effect as these signatures, the acts that move its end, and those that end it, give it; who is party when, and under
 * which version each day is. The signatures are under the version that opens the convention, each act under that of its day.
 */
export const grounded = (model: ConventionModel, ground: Ground): Ground => {
  const stays = staysOf(partiesOf(ground), [])
  const nothing = { effect: null, end: null, faults: [], adoptions: [], stays }
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
  const first = { effect: found.right, article: model.duration.article, faults: [] }
  const { known, ...further } = settled(model, { ...ground, signedOn: signed.last }, first)
  const version = versionIn(model, known)
  const end = earliestEnd(version, further, endingsOf(version, known))
  return {
    ...known,
    // What takes effect on or after the end is adopted while no such end stands.
    adoptions: known.adoptions.filter(({ from }) => end === null || from < end.on),
    effect: further.effect,
    end,
    faults: [...further.faults, ...withoutNotice(version, known.endings)]
  }
}

const versionIn =
  (model: ConventionModel, ground: Ground): ModelOn =>
  on =>
    modelOn(ground, model, on)

/** Whether parties neither come nor go, under any version that a modification would adopt. */
const isFixed = (model: ConventionModel, { adopting, signals, versionOf }: Ground): boolean =>
  [
    model,
    ...adopting.flatMap(id => {
      const adopted = adoptedIn(signals.get(id)?.says.changes ?? [])
      return (adopted && versionOf(adopted.model)) ?? []
    })
  ].every(({ parties: { roles } }) => !roles.some(isChanging))

/** An effect, the article of its end, and why some acts move nothing. */
type Further = {
  readonly effect: Effect
  readonly article: Article
  readonly faults: ReadonlyArray<AnyRefusal>
}

type Settled = Further & { readonly known: Ground }

/**
 * Which avenants everyone who owes a signature has signed, and so who is party when. Who owes one depends on the avenants
 * of before: each round finds those that are signed by all next, in the order of their days, until there is none.
 */
const settled = (model: ConventionModel, ground: Ground, first: Further): Settled => {
  const everyoneStays = isFixed(model, ground)
  let known = everyoneStays ? ground : ground.avenants.reduce(unsigned, ground)
  for (;;) {
    known = { ...known, adoptions: adoptionsOf(known) }
    const version = versionIn(model, known)
    const further = furtherEffect(version, known, first)
    const departures = noticeDepartures(version, known, further.effect)
    known = { ...known, stays: staysOf(partiesOf(known), [...passagesOf(known), ...departures]) }
    const next = everyoneStays ? [] : nextSigned(model, known)
    if (next.length === 0) return { ...further, known }
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
  const everyoneStays = isFixed(model, ground)
  // What would change who is party waits for its signal, which a correction may place later.
  if (signal === undefined && !everyoneStays) return null
  const { signatures, withdrawnOn } = progressOf(ground, id)
  const changes = signal?.says.changes ?? []
  const signed = signedByAll(rulingOver(ground, changes, versionIn(model, ground)), ground.stays, {
    changes,
    signatures,
    // Where nobody comes or goes, nothing completes what was taken back.
    withdrawnOn: everyoneStays ? null : withdrawnOn
  })
  return signed === null ? null : { ...signed, instrument: 'avenant' }
}

/** The effect once the acts that are complete have moved its end, each under the version of the day from which it holds. */
const furtherEffect = (version: ModelOn, ground: Ground, first: Further): Further => {
  let { effect, article } = first
  const faults = [...first.faults]
  for (const extending of extendingOf(ground)) {
    const ruling = version(extending.on)
    const further = extended(ruling, effect, extending)
    if (E.isLeft(further)) faults.push(further.left)
    else {
      effect = further.right
      article = extensionNeed(ruling, extending.change)?.article ?? article
    }
  }
  return { effect, article, faults }
}

/** The adoptions that were completed. */
const adoptionsOf = (ground: Ground): ReadonlyArray<Adoption> =>
  inDayOrder(
    ground.adopting.flatMap((modificationId): ReadonlyArray<Adoption> => {
      const modification = modificationOf(ground, modificationId)
      const change = modification === null ? null : adoptedIn(modification.signalled.says.changes)
      if (modification?.effective == null || change === null) return []
      const { on: from, place } = modification.effective
      return [{ from, model: change.model, modificationId, place }]
    })
  )

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

/** What a modification has come to; what follows is found again where it may move the end, who is party, or the version. */
export const withProgress = (
  model: ConventionModel,
  ground: Ground,
  id: ModificationId,
  more: Partial<Progress>
): Ground => {
  const further = progressed(ground, id, more)
  return !isFixed(model, further) || [ground.extending, ground.adopting].some(ids => ids.includes(id))
    ? grounded(model, further)
    : further
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
  if (!isFixed(model, further)) return grounded(model, further)
  const completed = completionOf(model, further, id)
  return completed === null ? further : withProgress(model, further, id, { completed })
}

/** A modification is signalled; what follows from it is found again, for what completes it may have come before. */
export const withSignal = (model: ConventionModel, ground: Ground, signalled: Act<SignalSays>): Ground => {
  const { modificationId: id, changes } = signalled.says
  const isPassage = changes.some(({ kind }) => kind === 'join-partie' || kind === 'leave-partie')
  const isExtending = extendingIn(changes) !== null
  const isAdopting = adoptedIn(changes) !== null
  const further = {
    ...ground,
    signals: ground.signals.with(id, signalled),
    extending: isExtending ? [...ground.extending, id] : ground.extending,
    passages: isPassage ? [...ground.passages, id] : ground.passages,
    adopting: isAdopting ? [...ground.adopting, id] : ground.adopting
  }
  return !isFixed(model, further) || isExtending || isAdopting ? grounded(model, further) : further
}
