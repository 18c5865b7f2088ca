/** One modification: signalled, then made effective by the instrument that the model asks. */
import { addDays, type ConventionModel, type DateCivile } from '@avenant/domain'
import { partiesOf } from './cast'
import { type Begun, onConvention, signature, type Way } from './opening'
import type { ToGive, Trial, Why } from './trial'

export type Changes = ReadonlyArray<object>

export const modificationId = 'm-1'

type Given = {
  readonly id: string
  readonly on: DateCivile
  readonly changes: Changes
  readonly effectiveOn?: DateCivile | undefined
}

/** Signalled on a day, and made effective on the days after, by what the model says that it needs. */
export const changed = (
  model: ConventionModel,
  trial: Trial,
  { id, on, changes, effectiveOn }: Given
): Why => {
  const signalled = trial.give(signalling(model, { id, on, changes, effectiveOn }))
  if (signalled.length > 0) return signalled
  const { computed } = Object(trial.last()[0]?.data)
  const why = trial.give(...effective(model, { id, changes }, Object(computed).instrument, addDays(on, 1)))
  if (why.length > 0) return why
  const moves: ReadonlyArray<{ readonly kind: string }> = Object(trial.last()[0]?.data).moves ?? []
  return moves.some(({ kind }) => kind !== 'modification' && kind !== 'signature')
    ? []
    : ['la modification a pris effet, et rien n’a changé']
}

export const signalling = (model: ConventionModel, { id, on, changes, effectiveOn }: Given): ToGive => {
  const channel = model.signalling?.channels[0]?.id
  return {
    on,
    of: onConvention,
    type: 'SignalModification',
    data: {
      modificationId: id,
      changes,
      signalledOn: on,
      ...(channel === undefined ? {} : { channel }),
      ...(effectiveOn === undefined ? {} : { effectiveOn })
    }
  }
}

const effective = (
  model: ConventionModel,
  { id, changes }: Pick<Given, 'id' | 'changes'>,
  instrument: unknown,
  on: DateCivile
): ReadonlyArray<ToGive> => {
  if (instrument === 'formulaire')
    return [{ on, of: onConvention, type: 'ReceiveFormulaire', data: { modificationId: id, receivedOn: on } }]
  if (instrument === 'annexe-revisee')
    return [{ on, of: onConvention, type: 'ReviseAnnexe', data: { modificationId: id, establishedOn: on } }]
  const newcomers = changes.flatMap((change): ReadonlyArray<{ readonly id: string }> => {
    const { kind, partie } = Object(change)
    return kind === 'join-partie' ? [partie] : []
  })
  return [...partiesOf(model), ...newcomers].map((partie, i) => ({
    on,
    of: onConvention,
    type: 'SignAvenant',
    // Who joins has no representative among those of the draft: the first signs for it.
    data: { modificationId: id, ...signature(partie.id, i < partiesOf(model).length ? i : 0, on) }
  }))
}

export type MakeWay = (what: string, path: string, ...lists: ReadonlyArray<Changes>) => Way

/** Every list of changes is signalled on one day and effective on the next, one after the other from the day after the start. */
export const wayOf =
  ({ model, start }: Begun): MakeWay =>
  (what, path, ...lists) => ({
    what,
    path,
    play: trial =>
      lists.reduce<Why>(
        (why, changes, i) =>
          why.length > 0
            ? why
            : changed(model, trial, { id: `m-${i + 1}`, on: addDays(start, 1 + i), changes }),
        []
      )
  })
