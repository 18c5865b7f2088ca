import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
// The flag, set after the start, gives `gc` to new contexts only.
const collect = runInNewContext('gc') as () => void

const MOST_COLLECTIONS = 10

/** Bytes in use once nothing more is given back: the heap, and the typed arrays outside of it. */
export const bytesInUse = (): number => {
  let bytes = Number.POSITIVE_INFINITY
  for (let n = 0; n < MOST_COLLECTIONS; n++) {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    if (heapUsed + external >= bytes) break
    bytes = heapUsed + external
  }
  return bytes
}
