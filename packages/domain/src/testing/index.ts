/** The face of `@avenant/domain/testing`: given, when, then, for whoever tests a model or a service of their own. */
export { conventionsUnder, habilitationsUnder, type Played, type Specified } from './aggregates'
export { type Held, heldOn } from './held'
export { modelFaults, readModel } from './models'
export { type Given, type Outcome, specification, typesOf } from './specification'
