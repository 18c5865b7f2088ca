/** A model that was edited in place: under its id and version, a dossier has recorded another fingerprint. */
import {
  type Decider,
  type EditedModel,
  editedVersion,
  type ModelRef,
  type RecordedModels,
  type VersionGiven
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

/** Null when the dossier has recorded no fingerprint of these versions of its model, or those that are given. */
export const modelEdited = (
  stream: string,
  models: RecordedModels,
  versions: ReadonlyArray<VersionGiven>
): ModelEdited | null => {
  const found = editedVersion(stream, models, versions)
  if (found === null) return null
  const { id, version } = found.ref
  const { sentence, ...told } = found.edited
  return {
    _tag: 'ModelEdited',
    stream,
    model: { id, version },
    ...told,
    retryable: false,
    message: sentence
  }
}

/** The same of a folded dossier, under every version that its state names; what the decider throws is a `Defect`. */
export const modelEditedIn = <State>(
  stream: string,
  { state, models }: { readonly state: State; readonly models: RecordedModels },
  { versions }: Pick<Decider<State, never, never, unknown>, 'versions'>
): ModelEdited | Defect | null => {
  try {
    return modelEdited(stream, models, versions?.(state) ?? [])
  } catch (error) {
    return defect('annotate', error)
  }
}
