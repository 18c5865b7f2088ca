import { instantOfEpoch, type Position, positionOf } from '@avenant/domain'
import type { Standing } from '../engine'
import type { EventAt } from '../event-store'
import { isKeptInstant } from '../recorded-text'
import type { WireRecorded } from './envelope'
import { codeOfFault } from './faults'
import type { Place } from './place'
import type { Server } from './server'

/** The event at a position of the log, whosever it is: a checkpoint may stand on another program's. */
export const eventAt = async (
  server: Pick<Server, 'firstFrom'>,
  place: Place,
  position: Position
): Promise<Standing> => {
  const first = await server.firstFrom(BigInt(position)).catch(error => {
    // The server answers so where no record begins.
    if (codeOfFault(error) === 'REFUSED') return null
    throw error
  })
  if (first === null || positionOf(first.position) !== position) return 'unknown'
  const { stream, revision, id } = first
  return {
    position,
    stream: place.fromServer(stream) ?? stream,
    revision,
    id,
    recordedAt: recordedAtOf(first)
  }
}

/** Another program's event does not say it: its id alone tells it. */
const recordedAtOf = ({ metadata }: WireRecorded): EventAt['recordedAt'] => {
  const { avenant } = { avenant: null, ...(typeof metadata === 'object' ? metadata : {}) }
  const { recordedAt } = { recordedAt: null, ...(typeof avenant === 'object' ? avenant : {}) }
  return isKeptInstant(recordedAt) ? recordedAt : instantOfEpoch(0)
}
