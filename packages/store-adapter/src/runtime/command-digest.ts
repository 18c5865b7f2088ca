import { createHash } from 'node:crypto'

/**
 * What a command asks, as the SHA-256 digest of its canonical JSON: 64 lower-case hexadecimal digits. It stands beside
 * each event of the command, so that another command under the same id is told from a repeat (G23).
 *
 * @param command JSON, and nothing else
 */
export const commandDigestOf = (command: unknown): string =>
  createHash('sha256').update(canonicalJson(command)).digest('hex')

/** JSON without spaces, the keys of each object in the order of their UTF-16 code units, as RFC 8785 has it. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}
