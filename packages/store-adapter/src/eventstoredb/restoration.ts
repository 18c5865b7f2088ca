/**
 * That a journal is being taken in, and that it is whole, as it says itself: in a stream of its own, whose name no stream
 * of the port can have. Whoever opens it in between is told that it is half.
 */
import { randomUUID } from 'node:crypto'
import type * as E from 'fp-ts/Either'
import type { Engine } from '../engine'
import type { HalfRestored, StoreFault } from '../errors'
import type { WireEvent } from './envelope'
import { isStreamNotFound, NotReadableYet, wrongRevisionOf } from './faults'
import type { Place } from './place'
import type { Retrying } from './retrying'
import type { Server } from './server'

/** `events` is how many the journal has in all, once it is whole. */
export type Restoration = { readonly revision: number; readonly whole: boolean; readonly events: number }

const types = { begun: 'RepriseCommencée', ended: 'RepriseTerminée' } as const

const streamOf = (place: Place): string => place.onServer('avenant_restore')

/** The last that is said; null for a journal that nobody ever took in. */
export const restorationOn = async (
  server: Pick<Server, 'readStream'>,
  place: Place
): Promise<Restoration | null> => {
  try {
    const stream = streamOf(place)
    const end = { from: Number.MAX_SAFE_INTEGER, direction: 'backwards', limit: 1 } as const
    const [last] = await server.readStream({ stream, ...end })
    if (last === undefined) return null
    const { events } = { events: 0, ...(typeof last.data === 'object' ? last.data : {}) }
    return { revision: last.revision, whole: last.type === types.ended, events: Number(events) }
  } catch (error) {
    if (isStreamNotFound(error)) return null
    throw error
  }
}

/** After what was last said, and nothing else: `overtaken` when another program said something meanwhile. */
export const sayRestoration = (
  {
    server,
    place,
    appending
  }: { readonly server: Server; readonly place: Place; readonly appending: Retrying },
  after: number | null,
  what: keyof typeof types,
  events: number
): Promise<E.Either<StoreFault, number | 'overtaken'>> => {
  // The same id each time, so that what was written and not answered is known again.
  const said: WireEvent = { id: randomUUID(), type: types[what], data: { events }, metadata: {} }
  return appending(async () => {
    try {
      return await server.append(streamOf(place), [said], after)
    } catch (error) {
      const wrong = wrongRevisionOf(error)
      if (wrong === null) throw error
      const last = await restorationOn(server, place)
      // Counted, and not readable yet: maybe it is this one.
      if ((last?.revision ?? -1) < (wrong.actual ?? -1))
        throw new NotReadableYet(streamOf(place), wrong.actual ?? 0)
      return 'overtaken'
    }
  })
}

/** An engine of which nothing is read or written while its journal is half; `restore` alone goes on. */
export const unlessHalf = (engine: Engine, half: () => HalfRestored | null): Engine => {
  const guarded =
    <Given extends ReadonlyArray<unknown>, Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer | E.Left<HalfRestored>> => {
      const fault = half()
      return fault === null ? call(...given) : { _tag: 'Left', left: fault }
    }
  const { reader } = engine
  return {
    ...engine,
    append: guarded(engine.append),
    readStream: guarded(engine.readStream),
    find: guarded(engine.find),
    at: guarded(engine.at),
    scan: guarded(engine.scan),
    head: guarded(engine.head),
    ...(reader === undefined
      ? {}
      : {
          reader: () => {
            const { scan, close } = reader()
            return { scan: guarded(scan), close }
          }
        })
  }
}
