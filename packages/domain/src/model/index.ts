import type { Models } from './model'
import { monenfant } from './shipped/monenfant'
import { psu } from './shipped/psu'

export { AnomalyRule } from './anomalies'
export { calendarsIn } from './dates'
export {
  conventionDeadlineLines,
  Deadline,
  daysInLines,
  habilitationDeadlineLines,
  type OwnDeadlineKind,
  ownDeadlineKinds
} from './deadlines'
export { lastDayToProvide } from './declarations'
export { defineModel, type ModelInput } from './define'
export { Role } from './etablissements'
export { fingerprintOf } from './fingerprint'
export { habilitationOf, RequestStep, requestStepNames, unusedCause } from './habilitation'
export { ChangeInstrument, heaviest, instruments } from './instrument'
export { ConventionModel, findModel, type Models } from './model'
export { isChanging } from './parties'
export { entropyBits, modelWarnings, PasswordPolicy, passwordCharacters, passwordFaults } from './passwords'
export {
  type EditedModel,
  editedVersion,
  type ModelGiven,
  modelGiven,
  modelsGiven,
  type RecordedModels,
  recordedModel,
  recordedVersions,
  type VersionGiven,
  withModelOf
} from './recorded-models'
export { ModelRef } from './ref'
export { remindersBefore } from './reminders'
export { resolveModel, resolveModels } from './resolve'
export { modelSchema } from './schema'
export { Section } from './shape'
export { normaliseNature } from './shipped/gestionnaire'
export { labelOf, labelsOf, Word } from './words'
export { monenfant, psu }

/** The models that ship with the library. */
export const shippedModels: Models = [psu, monenfant]
