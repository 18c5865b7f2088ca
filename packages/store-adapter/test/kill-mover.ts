import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { KilledAt } from '../src/contract/mover'
import type { Place } from './places'

/** Moves a journal in another process, which is killed at a step; false when it came to the end before. */
export const killMover =
  (to: Place) =>
  async (from: string | Place, killedAt: KilledAt): Promise<boolean> => {
    const mover = spawn(
      process.execPath,
      [
        ...['-r', join(__dirname, 'swc-register.cjs'), join(__dirname, 'mover.ts')],
        ...[typeof from === 'string' ? from : JSON.stringify(from), JSON.stringify(to)],
        JSON.stringify(killedAt)
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] }
    )
    const [code, signal] = await once(mover, 'close')
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the mover ended by itself, with ${code}`)
    return signal === 'SIGKILL'
  }
