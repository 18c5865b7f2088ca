import { closeSync, fstatSync, openSync, statSync } from 'node:fs'

/**
 * Closing any descriptor of a file lets go of all the locks that the process holds on it (POSIX), SQLite's among them:
 * another process would then take itself for the last user of the journal, and remove the log that this one goes on
 * writing into. So whoever reads a journal beside SQLite opens it here: as long as this process has a connection on the
 * file, a descriptor is kept when it was used, and used again.
 */
type OfFile = { connections: number; readonly idle: number[] }

const files = new Map<string, OfFile>()

type Identity = { readonly dev: number; readonly ino: number }
const keyOf = ({ dev, ino }: Identity): string => `${dev}:${ino}`

/** To be called once a connection is open on the file; gives what to call once it is closed. */
export const connectionOn = (file: string): (() => void) => {
  const key = keyOf(statSync(file))
  const known = files.get(key) ?? { connections: 0, idle: [] }
  files.set(key, known)
  known.connections++
  return () => {
    known.connections--
    if (known.connections > 0) return
    files.delete(key)
    for (const descriptor of known.idle) closeSync(descriptor)
  }
}

export type Descriptor = { readonly number: number; readonly close: () => void }

/** A descriptor to read the file, of its caller alone until it is closed. Throws as `openSync`. */
export const openToRead = (file: string): Descriptor => {
  const number = files.get(keyOf(statSync(file)))?.idle.pop() ?? openSync(file, 'r')
  return {
    number,
    close: () => {
      const known = files.get(keyOf(fstatSync(number)))
      if (known === undefined) closeSync(number)
      else known.idle.push(number)
    }
  }
}
