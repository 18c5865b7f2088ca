export type {
  Appended,
  AppendFault,
  Cause,
  Change,
  Held,
  HeldOver,
  IndexStats,
  Point,
  Step
} from './answers'
export { FactIndex } from './fact-index'
