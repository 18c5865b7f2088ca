/// <reference types="jest" />
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type JournalProcess = {
  readonly child: ChildProcess
  /** The next line that it tells. */
  readonly next: () => Promise<unknown>
  /** Lets it end by itself; gives the last line that it told. */
  readonly end: () => Promise<unknown>
  /** Ends it with SIGKILL. */
  readonly kill: () => Promise<void>
}

/** Starts `sqlite-process.ts`. */
export const journalProcess = (work: string, file: string, uid?: number): JournalProcess => {
  const child = spawn(
    process.execPath,
    ['-r', join(__dirname, 'swc-register.cjs'), join(__dirname, 'sqlite-process.ts'), work, file],
    { stdio: ['pipe', 'pipe', 'pipe'], ...(uid === undefined ? {} : { uid, gid: uid }) }
  )
  let complaint = ''
  child.stderr?.on('data', chunk => {
    complaint += chunk
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()))
  const next = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done === true) {
      await closed
      throw new Error(`the process told no more: ${complaint}`)
    }
    return JSON.parse(line.value)
  }
  return {
    child,
    next,
    end: async () => {
      child.stdin?.end()
      const last = await next()
      await closed
      return last
    },
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    }
  }
}
