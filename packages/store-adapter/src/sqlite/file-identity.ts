import { statSync } from 'node:fs'
import { codeOf } from '../error-code'
import { type StoreFault, storeUnavailable } from '../errors'

/**
 * SQLite goes on writing into a file that was removed or replaced, and all of it would be gone with the process.
 * Looked at after each commit and before its answer: what is answered is in the file of that name.
 */
export const fileIdentity = (file: string): (() => StoreFault | null) => {
  const opened = statSync(file)
  return () => {
    try {
      const now = statSync(file)
      return now.ino === opened.ino && now.dev === opened.dev ? null : moved('FILE_REPLACED')
    } catch (error) {
      return moved(codeOf(error) === 'ENOENT' ? 'FILE_REMOVED' : (codeOf(error) ?? 'FILE_UNREACHABLE'))
    }
  }
}

export const moved = (code: string): StoreFault =>
  storeUnavailable(code, false, 'remettez le fichier du journal à sa place et rouvrez-le')
