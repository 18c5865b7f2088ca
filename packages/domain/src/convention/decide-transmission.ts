/** What is transmitted to the préfecture: the convention, and each of its avenants (M24). */
import * as E from 'fp-ts/Either'
import { type Decision, decided, nothing, refused } from '../decision'
import { type ActePréfecture, parseActePréfecture } from '../identity/acte-prefecture'
import type { ConventionModel } from '../model/model'
import { sameValue, timelineOf, valueOn } from '../timeline'
import { unknownModification } from './change-refusals'
import type { ConventionCommandOf } from './commands'
import { alreadyRecorded, notInModel, orderRefusals } from './decide-end'
import { avenantSignedOn, avenantTransmissionWarnings, transmissionWarnings } from './effect'
import type { ConventionEvent } from './events'
import type { Transmission } from './facts'
import type { ConventionRefusal } from './refusals'
import type { ConventionState } from './state'

type D = Decision<ConventionEvent, ConventionRefusal>
type Asked = ConventionCommandOf<'RecordTransmission'>['data']

/**
 * The acte's number at the préfecture: it moves no date of effect. One for the convention, and one for each avenant;
 * another for the same is a mistake in one of the two, and is corrected.
 */
export const decideTransmission = (
  model: ConventionModel,
  state: ConventionState,
  { data }: ConventionCommandOf<'RecordTransmission'>
): D => {
  if (model.transmissionArticle === null) return notInModel('transmission', null)
  const parsed = parseActePréfecture(data.acte)
  // The command's codec has already parsed it: a Left never comes here, and would be no event.
  if (E.isLeft(parsed)) return nothing
  const value = transmissionOf(parsed.right, data)
  const { modificationId } = data
  if (modificationId !== undefined && !state.modifications.has(modificationId))
    return refused(unknownModification(modificationId))
  const known = valueOn(null)(
    modificationId === undefined
      ? timelineOf(state.timelines, 'transmission', '')
      : timelineOf(state.timelines, 'transmission-avenant', modificationId)
  )
  if (sameValue(known, value)) return nothing
  return decided(
    [
      ...orderRefusals(data.transmittedOn, data.receivedOn, 'data.receivedOn'),
      ...(known === null ? [] : [alreadyTransmitted(model, state, known, modificationId ?? null)])
    ],
    () => [transmitted(model, state, value, modificationId ?? null)]
  )
}

const transmissionOf = (
  acte: ActePréfecture,
  { transmittedOn, receivedOn }: Pick<Asked, 'transmittedOn' | 'receivedOn'>
): Transmission => ({ acte, transmittedOn, receivedOn })

const transmitted = (
  model: ConventionModel,
  state: ConventionState,
  value: Transmission,
  modificationId: NonNullable<Asked['modificationId']> | null
): ConventionEvent => {
  const { transmittedOn } = value
  if (modificationId === null) {
    const warnings = transmissionWarnings(model, transmittedOn, state.signed?.signedOn ?? null)
    return { type: 'TransmissionRecorded', data: { ...value, warnings } }
  }
  const warnings = avenantTransmissionWarnings(
    model,
    transmittedOn,
    avenantSignedOn(model, state, modificationId)
  )
  return { type: 'AvenantTransmitted', data: { modificationId, ...value, warnings } }
}

const alreadyTransmitted = (
  model: ConventionModel,
  state: ConventionState,
  { transmittedOn }: Transmission,
  modificationId: string | null
): ConventionRefusal =>
  alreadyRecorded(
    state,
    'transmission',
    transmittedOn,
    act =>
      act.type === 'AvenantTransmitted'
        ? act.data.modificationId === modificationId
        : act.type === 'TransmissionRecorded' && modificationId === null,
    model.transmissionArticle,
    'data.acte'
  )
