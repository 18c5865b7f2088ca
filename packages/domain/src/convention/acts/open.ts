/** What the acts about a modification have in common: that it is open, whom it speaks of, and what it changes from which day. */
import type { Act, Reference } from '../../dossier/act'
import { type Assertion, assertion } from '../../dossier/assertion'
import type { ModificationId } from '../../identity/ids'
import type { ConventionModel } from '../../model/model'
import { type AnyRefusal, refusal } from '../../refusal'
import { type DateCivile, frenchDate, maxDate } from '../../time/date-civile'
import { assertionsOf, referredBy } from '../change-kinds'
import { type Ground, hasEndedBy, type Modification, modificationOf, statusRefusals } from '../ground'
import { adhesionsAt } from '../party-changes'
import { unknownModification } from '../refusals'

// It says nothing of the day of who asks: a correction of that day is not refused for what stood against it before.
const closed = refusal(
  'modification-closed',
  ({ modificationId, effectiveOn }: { readonly modificationId: string; readonly effectiveOn: DateCivile }) =>
    `la modification ${modificationId} est déjà complète, avec effet au ${frenchDate(effectiveOn)}`
)
const takenBack = refusal(
  'modification-withdrawn',
  ({ modificationId, on }: { readonly modificationId: string; readonly on: DateCivile }) =>
    `la modification ${modificationId} a été retirée le ${frenchDate(on)}`
)
const beforeSignalled = refusal(
  'before-signalled',
  ({ signalledOn, on }: { readonly signalledOn: DateCivile; readonly on: DateCivile }) =>
    `le ${frenchDate(on)} précède le signalement du ${frenchDate(signalledOn)}`
)

export const thing = (modificationId: ModificationId): string => `modification/${modificationId}`

/**
 * The act that completes a modification asserts its changes, from the day on which they take effect; those of a
 * convention that has ended by then assert nothing while that end stands. They are not carried to the start of the
 * convention: its effet decides whether its annexes are in force.
 */
export const effectiveChanges = (
  ground: Ground,
  { place }: Act,
  id: ModificationId,
  path: string
): ReadonlyArray<Assertion> => {
  const modification = modificationOf(ground, id)
  if (modification?.effective?.place !== place) return []
  const { on: from } = modification.effective
  // An avenant may hold from before its signal: it was pending on no day.
  const since = maxDate(from, modification.signalled.says.signalledOn)
  const pending = assertion({ kind: 'modification', id, from: since, value: null, path })
  return hasEndedBy(ground, from)
    ? [pending]
    : [pending, ...adhesionsAt(ground, place, path), ...assertionsOf(modification.signalled, from, path)]
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
  ...referredBy(modificationOf(ground, modificationId)?.signalled.says.changes ?? [], 'data.modificationId')
]

/** What is done about a modification on a day comes after its signal, and while it is pending. */
export const openRefusals = (
  { signalled, effective, withdrawnOn }: Modification,
  on: DateCivile,
  path: string
): ReadonlyArray<AnyRefusal> => {
  const { modificationId, signalledOn } = signalled.says
  const at = 'data.modificationId'
  return [
    ...(effective === null ? [] : [closed(at, { modificationId, effectiveOn: effective.on })]),
    ...(withdrawnOn === null ? [] : [takenBack(at, { modificationId, on: withdrawnOn })]),
    ...(on < signalledOn ? [beforeSignalled(path, { signalledOn, on })] : [])
  ]
}

/** It takes effect in a convention that is signed, and has not ended by then. */
export const outsideEffet = (
  model: ConventionModel,
  ground: Ground,
  on: DateCivile,
  path: string
): ReadonlyArray<AnyRefusal> =>
  statusRefusals(ground, on, ['projet', 'terminee'], { path, article: model.duration.article })
