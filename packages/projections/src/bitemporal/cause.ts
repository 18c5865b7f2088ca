import type { ActeurKind, Instant } from '@avenant/domain'

/** The event that asserted a fact; `acteur` is the kind of who gave the command, where whoever fed the index said it. */
export type Cause = {
  readonly revision: number
  readonly type: string
  readonly recordedAt: Instant
  readonly acteur?: ActeurKind
}
