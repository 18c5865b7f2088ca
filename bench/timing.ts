/** How long things take, one by one or a batch at a time, without what reading the clock takes. */
import { median } from './statistics'

/** Microseconds between two readings of the clock with nothing in between. */
const clock = (): number =>
  median(
    Float64Array.from({ length: 10_000 }, () => {
      const start = performance.now()
      return (performance.now() - start) * 1_000
    })
  )

/** Microseconds that each `run` took, `batch` of them under one reading of the clock. */
export const timed = <A>(asked: ReadonlyArray<A>, batch: number, run: (one: A) => void): Float64Array => {
  const reading = clock()
  const times = new Float64Array(Math.floor(asked.length / batch))
  for (let i = 0; i < times.length; i++) {
    const these = asked.slice(i * batch, (i + 1) * batch)
    const start = performance.now()
    for (const one of these) run(one)
    times[i] = Math.max(0, (performance.now() - start) * 1_000 - reading) / batch
  }
  return times
}
