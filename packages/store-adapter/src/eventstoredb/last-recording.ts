import type { Instant } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { recordedOfWire } from './envelope'
import { isAccessDenied } from './faults'
import type { Place } from './place'
import type { Server } from './server'

/** So much of what others wrote after it on the same server is looked through: beyond, there is nothing to compare with. */
const pages = 32
const pageSize = 32

/**
 * When the journal's last event was recorded, for a clock to be compared with. The server is asked once, by the first
 * append; later on the last one that this program appended will do, for what others append meanwhile is a matter of
 * years here.
 */
export const lastRecordings = (server: Pick<Server, 'backwards'>, place: Place) => {
  let recordedAt: Promise<Instant | null> | null = null
  return {
    /** Those who ask at once ask together; what failed is asked again. */
    recordedAt: (): Promise<Instant | null> => {
      recordedAt ??= lastRecordedOn(server, place).catch(error => {
        recordedAt = null
        throw error
      })
      return recordedAt
    },
    appended: (instant: Instant): void => {
      recordedAt = Promise.resolve(instant)
    }
  }
}

/** Null where nobody may ask: a clock is then compared with the stream alone. */
const lastRecordedOn = async (server: Pick<Server, 'backwards'>, place: Place): Promise<Instant | null> => {
  try {
    return await lastRecording(server, place)
  } catch (error) {
    if (isAccessDenied(error)) return null
    throw error
  }
}

const lastRecording = async (server: Pick<Server, 'backwards'>, place: Place): Promise<Instant | null> => {
  let before: bigint | null = null
  for (let page = 0; page < pages; page++) {
    const wires = await server.backwards(before, pageSize)
    for (const wire of wires) {
      const stream = place.fromServer(wire.stream)
      if (stream === null || wire.type.startsWith('$')) continue
      const event = recordedOfWire(wire, stream)
      if (E.isRight(event)) return event.right.recordedAt
    }
    const reached = wires.at(-1)?.position
    if (reached === undefined || reached === before) return null
    before = reached
  }
  return null
}
