import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Acknowledged } from '../src/contract/event-store-contract'

/**
 * Milliseconds within which the signal comes: at once, it would always find the writer just after an answer, and never
 * in the middle of a group.
 */
const spread = 30

/**
 * Starts `program`, which tells each acknowledged append as a line of JSON on its standard output, the first line
 * being `opening`; kills it with SIGKILL after so many, and gives all that it told.
 */
export const killWriter =
  (program: string, args: ReadonlyArray<string>) =>
  (run: string, after: number): Promise<ReadonlyArray<Acknowledged>> =>
    new Promise((resolve, reject) => {
      const writer = spawn(
        process.execPath,
        ['-r', join(__dirname, 'swc-register.cjs'), program, run, ...args],
        { stdio: ['ignore', 'pipe', 'pipe'] }
      )
      const told: string[] = []
      let complaint = ''
      writer.stderr.on('data', chunk => {
        complaint += chunk
      })
      createInterface({ input: writer.stdout }).on('line', line => {
        told.push(line)
        if (told.length === after + 1) setTimeout(() => writer.kill('SIGKILL'), Math.random() * spread)
      })
      writer.once('error', reject)
      // All of its output was read, also what it told after the signal was sent.
      writer.once('close', (_, signal) => {
        if (signal === 'SIGKILL') resolve(told.slice(1).map(line => JSON.parse(line)))
        else reject(new Error(`the writer ended by itself: ${complaint}`))
      })
    })
