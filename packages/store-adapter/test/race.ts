import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ExpectedRevision } from '../src/event-store'

const root = join(__dirname, '..', '..', '..')

/** All that ts-node has to know to run a file of ours as it stands. */
const compilerOptions = JSON.stringify({
  module: 'node16',
  moduleResolution: 'node16',
  target: 'es2022',
  esModuleInterop: true,
  rootDir: root
})

/** Starts the processes, lets them open the journal, and sets them off together. */
export const race =
  (...address: ReadonlyArray<string>) =>
  async (stream: string, expected: ExpectedRevision, writers: number): Promise<ReadonlyArray<string>> => {
    const racers = Array.from({ length: writers }, () =>
      fork(join(__dirname, 'racing-process.ts'), address, {
        execArgv: ['-r', require.resolve('ts-node/register/transpile-only')],
        env: { ...process.env, TS_NODE_SKIP_PROJECT: 'true', TS_NODE_COMPILER_OPTIONS: compilerOptions }
      })
    )
    try {
      await Promise.all(racers.map(told))
      const answers = racers.map(told)
      for (const racer of racers) racer.send({ stream, expected })
      return await Promise.all(answers)
    } finally {
      for (const racer of racers) racer.kill()
    }
  }

/** Its next message; a process that ends without one is a failure of the test, and not a wait. */
const told = async (racer: ChildProcess): Promise<string> => {
  const ended = new AbortController()
  const exit = once(racer, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`a racing process ended with code ${code}`)
  })
  exit.catch(() => {})
  try {
    const [message] = await Promise.race([once(racer, 'message'), exit])
    return String(message)
  } finally {
    ended.abort()
  }
}
