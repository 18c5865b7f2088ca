/** From which days a date is counted. */
import type { AnchorName, DateExpression } from './expression'

/** Whether a date moves with an anchor: a latest one does when one of them does, an earliest one when all do. */
export const movesWith =
  (anchor: AnchorName | 'day') =>
  (expression: DateExpression): boolean => {
    if (expression.from === 'latest') return expression.of.some(movesWith(anchor))
    if (expression.from === 'earliest') return expression.of.every(movesWith(anchor))
    return expression.from === anchor
  }
