import { positionOf, type Recorded } from '@avenant/domain'
import { lineOf } from './journal/line'

/** Whether two events are written the same in an export, but for their positions, which some engines give themselves. */
export const isSameEvent = (a: Recorded, b: Recorded): boolean =>
  a.id === b.id && lineOf({ ...a, position }) === lineOf({ ...b, position })

const position = positionOf(0)
