import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import { canonicalJson } from '../canonical-json'

/**
 * The SHA-256 of the canonical JSON (RFC 8785) of a resolved model, as 64 lower-case hexadecimal digits: however its file
 * is written, the same model has the same. It is computed once of each model. Null for what is no object: a decider
 * whose dossiers follow no model.
 *
 * @example
 * fingerprintOf(psu)
 */
export const fingerprintOf = (model: unknown): string | null => {
  if (typeof model !== 'object' || model === null) return null
  const fingerprint = fingerprints.get(model) ?? bytesToHex(sha256(canonicalJson(model)))
  fingerprints.set(model, fingerprint)
  return fingerprint
}
const fingerprints = new WeakMap<object, string>()
