import { write } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { promisify } from 'node:util'

export const descriptors = { stdout: 1, stderr: 2 }

const writeSome = promisify(write)

/**
 * Writes all of a text, and rejects with the system's code when it cannot. The streams of the process do not tell
 * a full disk that took one half of a write, and end the process when a pipe is closed; on a terminal they are used,
 * for Windows knows no UTF-8 there otherwise.
 */
export const writeTo = async (stream: keyof typeof descriptors, text: string): Promise<void> => {
  const descriptor = descriptors[stream]
  if (isatty(descriptor)) return writeOnTerminal(process[stream], text)
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) {
    try {
      const { bytesWritten } = await writeSome(descriptor, bytes, done, bytes.length - done, null)
      done += bytesWritten
    } catch (error) {
      // Whoever reads shares the pipe with something that does not wait, and is behind.
      if (!isBehind(error)) throw error
      await pause(5)
    }
  }
}

const isBehind = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EAGAIN'

const writeOnTerminal = (terminal: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    terminal.once('error', reject)
    terminal.write(text, error => {
      terminal.off('error', reject)
      if (error === null || error === undefined) resolve()
      else reject(error)
    })
  })
