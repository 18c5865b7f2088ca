import { createHash } from 'node:crypto'
import { canonicalJson } from '@avenant/domain'

/**
 * What a command asks, as the SHA-256 digest of its canonical JSON: 64 lower-case hexadecimal digits. It stands beside
 * each event of the command, so that another command under the same id is told from a repeat (G23).
 *
 * @param command JSON, and nothing else
 */
export const commandDigestOf = (command: unknown): string =>
  createHash('sha256').update(canonicalJson(command)).digest('hex')
