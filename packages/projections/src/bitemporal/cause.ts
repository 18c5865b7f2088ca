import type { ActeurKind, Instant } from '@avenant/domain'

/**
 * The event that asserted a fact. `acteur` is the kind of who gave the command, and `reason` why it was given, where
 * whoever fed the index said so.
 */
export type Cause = {
  readonly revision: number
  readonly type: string
  readonly recordedAt: Instant
  readonly acteur?: ActeurKind
  readonly reason?: string
}
