/** A model that was edited in place: under its id and version, a dossier has recorded another fingerprint. */
import type { Decider, ModelRef, Recorded } from '@avenant/domain'
import { commandDigestOf } from './command-digest'
import { type Defect, defect } from './defect'

/** The event of a dossier that was the first to be decided under a version of a model, and the fingerprint it recorded. */
type RecordedModel = {
  readonly id: ModelRef['id']
  readonly version: number
  readonly fingerprint: string
  readonly revision: number
  readonly type: string
  readonly recordedAt: Recorded['recordedAt']
}

/**
 * Of each version of a model the first event is kept: it says what that version is. Later ones could only have recorded
 * another fingerprint if a command had passed by the check, and a model restored to what opened the dossier is right.
 */
export type RecordedModels = ReadonlyArray<RecordedModel>

/** With those of one more event. */
export const withModelOf = (
  models: RecordedModels,
  {
    metadata: { model },
    revision,
    type,
    recordedAt
  }: Pick<Recorded, 'metadata' | 'revision' | 'type' | 'recordedAt'>
): RecordedModels => {
  if (model?.fingerprint === undefined || recordedUnder(models, model) !== undefined) return models
  const { id, version, fingerprint } = model
  return [...models, { id, version, fingerprint, revision, type, recordedAt }]
}

const recordedUnder = (models: RecordedModels, { id, version }: ModelRef): RecordedModel | undefined =>
  models.find(model => model.id === id && model.version === version)

/** The model of a dossier is not that under which it was recorded: nothing was decided or written. */
export type ModelEdited = {
  readonly _tag: 'ModelEdited'
  /** Of the dossier: the command's own, or another on which the decision rests. */
  readonly stream: string
  readonly model: ModelRef
  /** The fingerprint that the dossier recorded, and that of the model as this program was given it: SHA-256, hexadecimal. */
  readonly recorded: string
  readonly given: string
  /** The first event that was recorded under this version. */
  readonly since: Pick<RecordedModel, 'revision' | 'type' | 'recordedAt'>
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
  const first = ref === null ? undefined : recordedUnder(models, ref)
  const given = fingerprintOf(data)
  if (first === undefined || given === null || first.fingerprint === given) return null
  const { id, version, fingerprint, revision, type, recordedAt } = first
  return {
    _tag: 'ModelEdited',
    stream,
    model: { id, version },
    recorded: fingerprint,
    given,
    since: { revision, type, recordedAt },
    retryable: false,
    message:
      `le modèle ${id}, version ${version}, n'est pas celui sous lequel ${stream} est enregistré depuis sa révision ${revision} ` +
      `(${type}, ${recordedAt}) : empreinte ${fingerprint} enregistrée, ${given} donnée ; ` +
      'rétablissez le fichier du modèle, ou donnez une version à elle à ce qui change'
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

/** The SHA-256 of the canonical JSON of a model, computed once of each; null when there is none. */
export const fingerprintOf = (data: unknown): string | null => {
  if (typeof data !== 'object' || data === null) return null
  const fingerprint = fingerprints.get(data) ?? commandDigestOf(data)
  fingerprints.set(data, fingerprint)
  return fingerprint
}
const fingerprints = new WeakMap<object, string>()
