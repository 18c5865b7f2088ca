/** A clock that a test sets. */
import { epochOf, type Instant, instant, instantOfEpoch } from '@avenant/domain'
import type { Clock } from '../clock'

export const day = 86_400_000
export const noon = instant('2024-03-10T11:00:00.000Z')
export const after = (from: Instant, milliseconds: number): Instant =>
  instantOfEpoch(epochOf(from) + milliseconds)

/** A clock that the test sets, to what is no instant as well. */
export const settable = () => {
  const set = { says: (): unknown => noon }
  // A wrong clock says what its type does not.
  const clock: Clock = () => set.says() as Instant
  return { set, clock }
}
