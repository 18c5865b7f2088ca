export type { Deviation } from './expected'
export { type ModelFiles, modelFilesOf } from './models'
export { type Played, playScenario } from './play'
export { decodeScenario, type Scenario } from './scenario'
