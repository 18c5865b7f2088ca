import { positionOf, type Recorded } from '@avenant/domain'
import { systemClock } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { sampleToAppend } from './sample'

const page = 1000

/** When the benches began: what they append after it is not far from it. */
const recordedAt = systemClock()

/** So many events, of streams of a hundred each that are written in turn; a page at a time is in memory. */
export async function* journal(
  events: number
): AsyncGenerator<E.Either<never, ReadonlyArray<Recorded>>, void> {
  const streams = Math.ceil(events / 100)
  for (let first = 0; first < events; first += page)
    yield E.right(
      Array.from({ length: Math.min(page, events - first) }, (_, i): Recorded => {
        const n = first + i
        return {
          ...sampleToAppend(n % 100_000),
          position: positionOf(n + 1),
          stream: `contrat-${n % streams}`,
          revision: Math.floor(n / streams),
          recordedAt
        }
      })
    )
}
