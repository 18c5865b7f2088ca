/** That a journal is being taken in, and that it is whole, as its mark says: who opens it in between is told that it is half. */
import type * as E from 'fp-ts/Either'
import type { Engine } from '../engine'
import type { HalfRestored, StoreFault } from '../errors'
import { NotReadableYet, wrongRevisionOf } from './faults'
import { markEvent, markOn } from './mark'
import type { Place } from './place'
import type { Retrying } from './retrying'
import type { Server } from './server'

/** After what was last said, and nothing else: `overtaken` when another program said something meanwhile. */
export const sayRestoration = (
  {
    server,
    place,
    appending
  }: { readonly server: Server; readonly place: Place; readonly appending: Retrying },
  after: number | null,
  what: 'begun' | 'ended',
  events: number
): Promise<E.Either<StoreFault, number | 'overtaken'>> => {
  // The same id each time, so that what was written and not answered is known again.
  const said = markEvent(what, { events })
  return appending(async () => {
    try {
      return await server.append(place.mark, [said], after)
    } catch (error) {
      const wrong = wrongRevisionOf(error)
      if (wrong === null) throw error
      const last = await markOn(server, place)
      // Counted, and not readable yet: maybe it is this one.
      if ((last?.revision ?? -1) < (wrong.actual ?? -1))
        throw new NotReadableYet(place.mark, wrong.actual ?? 0)
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
