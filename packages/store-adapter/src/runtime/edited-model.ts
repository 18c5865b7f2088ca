/** A model that was edited in place: under its id and version, a dossier has recorded another fingerprint. */
import {
  type Decider,
  type EditedModel,
  type ModelRef,
  modelGiven,
  type RecordedModels
} from '@avenant/domain'
import { type Defect, defect } from './defect'

/** The model of a dossier is not that under which it was recorded: nothing was decided or written. */
export type ModelEdited = Omit<EditedModel, 'sentence'> & {
  readonly _tag: 'ModelEdited'
  /** Of the dossier: the command's own, or another on which the decision rests. */
  readonly stream: string
  readonly model: ModelRef
  readonly retryable: false
  readonly message: string
}

/** Null when the dossier has recorded no fingerprint of the model, or that of the model given, or none is given. */
export const modelEdited = (
  stream: string,
  models: RecordedModels,
  ref: ModelRef | null,
  data: unknown
): ModelEdited | null => {
  const edited = ref === null ? null : modelGiven(stream, models, ref, data).edited
  if (ref === null || edited === null) return null
  const { id, version } = ref
  const { sentence, ...told } = edited
  return {
    _tag: 'ModelEdited',
    stream,
    model: { id, version },
    ...told,
    retryable: false,
    message: sentence
  }
}

/** The same of a folded dossier, under the model that its state names; what the decider throws is a `Defect`. */
export const modelEditedIn = <State>(
  stream: string,
  { state, models }: { readonly state: State; readonly models: RecordedModels },
  { model, modelData }: Pick<Decider<State, never, never, unknown>, 'model' | 'modelData'>
): ModelEdited | Defect | null => {
  try {
    return modelEdited(stream, models, model?.(state) ?? null, modelData?.(state))
  } catch (error) {
    return defect('annotate', error)
  }
}
