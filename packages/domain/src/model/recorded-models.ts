/** Under which models a dossier was recorded, and whether a model that a program was given is one of them (G11). */
import { frenchDossier } from '../identity/ids'
import type { Metadata, Recorded } from '../recorded'
import type { Instant } from '../time/instant'
import { fingerprintOf } from './fingerprint'
import type { ModelRef } from './ref'

/** The first event of a dossier that was decided under a version of a model, and the fingerprint that it recorded. */
type RecordedModel = ModelRef & {
  /** Null: that event recorded none. */
  readonly fingerprint: string | null
  readonly since: Since
}

/** An event of the dossier. */
type Since = Pick<Recorded, 'revision' | 'type' | 'recordedAt'>

/**
 * Of each version of a model the first event is kept, and the first that recorded a fingerprint: it says what that version
 * is. Later ones could only have recorded another if a command had passed by the check, and a model restored to what
 * opened the dossier is right.
 */
export type RecordedModels = ReadonlyArray<RecordedModel>

/** The models of a dossier with those that one more of its events recorded. */
export const withModelOf = (
  models: RecordedModels,
  { metadata: { model, versions = [] }, revision, type, recordedAt }: Since & Pick<Recorded, 'metadata'>
): RecordedModels => {
  const all = [...models]
  for (const one of model === null ? versions : [model, ...versions]) {
    const { id, version, fingerprint = null } = one
    if (!isRecorded(all, one)) all.push({ id, version, fingerprint, since: { revision, type, recordedAt } })
  }
  return all.length === models.length ? models : all
}

/** Whether an event has recorded it: under a fingerprint, where this one has one. */
const isRecorded = (models: RecordedModels, model: NonNullable<Metadata['model']>): boolean =>
  models.some(
    known => isVersion(known, model) && (known.fingerprint !== null || model.fingerprint === undefined)
  )

const isVersion = (one: ModelRef, { id, version }: ModelRef): boolean =>
  one.version === version && one.id === id

/** What an event records of the model under which it was decided, as data: null when there is none. */
export const recordedModel = (ref: ModelRef | null, model: unknown): Metadata['model'] => {
  if (ref === null) return null
  const { id, version } = ref
  const fingerprint = fingerprintOf(model)
  return fingerprint === null ? { id, version } : { id, version, fingerprint }
}

/** A version of its model under which days of a dossier are, as data; null where the service does not know it. */
export type VersionGiven = { readonly ref: ModelRef; readonly data: unknown }

/**
 * What an event records of the versions under which days of its dossier are: the last one is `model`; each other that no
 * event has recorded yet stands in `versions`. An avenant may adopt a version for days before another's.
 */
export const recordedVersions = (
  models: RecordedModels,
  ref: ModelRef | null,
  versions: ReadonlyArray<VersionGiven>
): Pick<Metadata, 'model' | 'versions'> => {
  const last = ref === null ? undefined : versions.findLast(version => isVersion(version.ref, ref))
  const others: Array<NonNullable<Metadata['model']>> = []
  for (const version of versions) {
    const one = recordedModel(version.ref, version.data)
    const isNamed = [ref, ...others].some(other => other !== null && isVersion(other, version.ref))
    if (one !== null && !isNamed && !isRecorded(models, one)) others.push(one)
  }
  return {
    model: recordedModel(ref, last?.data ?? null),
    ...(others.length === 0 ? {} : { versions: others })
  }
}

/** The first of these versions that is not the one that a dossier has recorded; null: each is. */
export const editedVersion = (
  stream: string,
  models: RecordedModels,
  versions: ReadonlyArray<VersionGiven>
): { readonly ref: ModelRef; readonly edited: EditedModel } | null => {
  for (const { ref, data } of versions) {
    const { edited } = modelGiven(stream, models, ref, data)
    if (edited !== null) return { ref, edited }
  }
  return null
}

/** A model that is not the one that a dossier has recorded under the same id and version: it was edited in place. */
export type EditedModel = {
  /** The fingerprint that the dossier recorded, and that of the model as this program was given it: SHA-256, hexadecimal. */
  readonly recorded: string
  readonly given: string
  /** The first event of the dossier that recorded the former. */
  readonly since: Since
  /** In French: since which event, and what to do. */
  readonly sentence: string
}

/** A version of a model, and whether the model that was given is the one that a dossier has recorded under it. */
export type ModelGiven = ModelRef & {
  /**
   * `same`: its fingerprint is the recorded one; `other`: it is not, and `edited` says since when; `not-recorded`: the
   * dossier recorded none. Null: no such model was given.
   */
  readonly fingerprint: 'same' | 'other' | 'not-recorded' | null
  /** Null unless the fingerprint is another. */
  readonly edited: EditedModel | null
}

/** @param knownAt what was recorded at or before; absent or null, all that is known (G2) */
export const modelGiven = (
  stream: string,
  models: RecordedModels,
  ref: ModelRef,
  model: unknown,
  knownAt: Instant | null = null
): ModelGiven => {
  const { id, version } = ref
  const given = fingerprintOf(model)
  const first = given === null ? undefined : fingerprinted(models, ref, knownAt)
  const recorded = first?.fingerprint ?? null
  const edited =
    first === undefined || recorded === null || given === null || recorded === given
      ? null
      : { recorded, given, since: first.since, sentence: sentenceOf(stream, first, given) }
  return { id, version, fingerprint: verdict(recorded, given), edited }
}

/** Each version that a dossier has recorded by a moment, in the order in which they came. */
export const modelsGiven = (
  stream: string,
  models: RecordedModels,
  modelOf: (ref: ModelRef) => unknown,
  knownAt: Instant | null = null
): ReadonlyArray<ModelGiven> =>
  models
    .filter(
      (known, i) =>
        (knownAt === null || known.since.recordedAt <= knownAt) &&
        models.findIndex(other => isVersion(other, known)) === i
    )
    .map(ref => modelGiven(stream, models, ref, modelOf(ref), knownAt))

const fingerprinted = (
  models: RecordedModels,
  ref: ModelRef,
  knownAt: Instant | null
): RecordedModel | undefined =>
  models.find(
    known =>
      known.fingerprint !== null &&
      isVersion(known, ref) &&
      (knownAt === null || known.since.recordedAt <= knownAt)
  )

const verdict = (recorded: string | null, given: string | null): ModelGiven['fingerprint'] => {
  if (given === null) return null
  if (recorded === null) return 'not-recorded'
  return recorded === given ? 'same' : 'other'
}

const sentenceOf = (
  stream: string,
  { id, version, fingerprint, since: { revision, type, recordedAt } }: RecordedModel,
  given: string
): string =>
  `le modèle ${id}, version ${version}, n'est pas celui sous lequel le dossier ${frenchDossier(stream)} est enregistré depuis sa révision ${revision} ` +
  `(${type}, ${recordedAt}) : empreinte ${fingerprint} enregistrée, ${given} donnée ; ` +
  'rétablissez le fichier du modèle, ou donnez une version à elle à ce qui change'
