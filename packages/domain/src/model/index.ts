import type { Models } from './model'
import { monenfant } from './monenfant'
import { psu } from './psu'

export { lastDayToProvide } from './declarations'
export { defineModel, type ModelInput } from './define'
export {
  ChangeInstrument,
  ConventionModel,
  findModel,
  heaviest,
  instruments,
  type Models,
  RequestStep,
  Role,
  requestStepNames,
  Section
} from './model'
export { ModelRef } from './ref'
export { monenfant, psu }

/** The models that ship with the library. */
export const shippedModels: Models = [psu, monenfant]
