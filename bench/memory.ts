import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
// The flag, set after the start, gives `gc` to new contexts only.
const collect = runInNewContext('gc') as () => void

/** Bytes in use after a full collection: the heap, and the typed arrays outside of it. */
export const bytesInUse = (): number => {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
