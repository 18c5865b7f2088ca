import { instantOfEpoch, type Position, positionOf } from '@avenant/domain'
import type { Standing } from '../engine'
import type { EventAt } from '../event-store'
import { isKeptInstant } from '../recorded-text'
import type { WireRecorded } from './envelope'
import { codeOfFault } from './faults'
import type { Place } from './place'
import type { Server } from './server'

/**
 * The event at a position of the log. A checkpoint may stand on another program's: of a journal that was taken in
 * elsewhere it would tell nothing, so that the journal's own last event before it is told, where it is not far.
 */
export const eventAt = async (
  server: Pick<Server, 'firstFrom' | 'backwards'>,
  place: Place,
  position: Position
): Promise<Standing> => {
  const first = await server.firstFrom(BigInt(position)).catch(error => {
    // The server answers so where no record begins.
    if (codeOfFault(error) === 'REFUSED') return null
    throw error
  })
  if (first === null || positionOf(first.position) !== position) return 'unknown'
  const own = isOwn(place, first) ? first : await lastOwnBefore(server, place, first.position)
  const { stream, revision, id } = own ?? first
  return {
    position: positionOf((own ?? first).position),
    stream: place.fromServer(stream) ?? stream,
    revision,
    id,
    recordedAt: recordedAtOf(own ?? first)
  }
}

const isOwn = (place: Place, { stream, type }: WireRecorded): boolean =>
  place.fromServer(stream) !== null && !type.startsWith('$')

/** So much of what others wrote is looked through. */
const pages = 16
const pageSize = 256

const lastOwnBefore = async (
  server: Pick<Server, 'backwards'>,
  place: Place,
  position: bigint
): Promise<WireRecorded | null> => {
  let before = position
  for (let page = 0; page < pages; page++) {
    const wires = await server.backwards(before, pageSize)
    const own = wires.find(wire => isOwn(place, wire))
    if (own !== undefined) return own
    const reached = wires.at(-1)?.position
    if (reached === undefined || reached === before) return null
    before = reached
  }
  return null
}

/** Another program's event does not say it: then the server does, by its own clock. */
const recordedAtOf = ({ metadata, created }: WireRecorded): EventAt['recordedAt'] => {
  const { avenant } = { avenant: null, ...(typeof metadata === 'object' ? metadata : {}) }
  const { recordedAt } = { recordedAt: null, ...(typeof avenant === 'object' ? avenant : {}) }
  return isKeptInstant(recordedAt) ? recordedAt : instantOfEpoch(created.getTime())
}
