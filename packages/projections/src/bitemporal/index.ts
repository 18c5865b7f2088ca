export type {
  Appended,
  AppendFault,
  Area,
  Change,
  Held,
  HeldByKind,
  HeldOver,
  IndexStats,
  KnowledgeSpan,
  Point,
  Step
} from './answers'
export type { Cause } from './cause'
export { FactIndex } from './fact-index'
