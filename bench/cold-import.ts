/** What a program waits for at its start, more than Node itself: `require` of a package in a new process. */
import { spawnSync } from 'node:child_process'
import { type Measure, measure } from './measure'
import { median } from './statistics'

const PARTS = 'three quarters of it is finding, reading and compiling some 140 files, each for itself'

/** @param rounds each a process with and one without, one after the other */
export const coldImport = (rounds: number): ReadonlyArray<Measure> => {
  const more = (name: string): number =>
    median(Array.from({ length: rounds }, () => started(`require('${name}')`) - started('0')))
  const what = (name: string): string => `importing ${name} in a new process`
  return [
    measure(what('@avenant/domain'), more('@avenant/domain'), 'ms more', 80, PARTS),
    ...['@avenant/projections', '@avenant/store-adapter'].map(name =>
      measure(what(name), more(name), 'ms more')
    )
  ]
}

const started = (script: string): number => {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: __dirname, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return performance.now() - start
}
