export { probeModel, type Tried } from './probe'
export { modelSheet, type SheetPart } from './sheet'
