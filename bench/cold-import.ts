/** What a program waits for at its start, more than Node itself: `require('@avenant/domain')` in a new process. */
import { spawnSync } from 'node:child_process'
import { type Measure, measure } from './measure'
import { median } from './statistics'

const PARTS = 'half is reading and compiling our 80 files, the rest fp-ts, io-ts and stdnum'

/** @param rounds each a process with and one without, one after the other */
export const coldImport = (rounds: number): ReadonlyArray<Measure> => {
  const more = Array.from({ length: rounds }, () => started("require('@avenant/domain')") - started('0'))
  return [measure('importing @avenant/domain in a new process', median(more), 'ms more', 80, PARTS)]
}

const started = (script: string): number => {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: __dirname, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return performance.now() - start
}
