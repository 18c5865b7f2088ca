import type { Instant } from '@avenant/domain'

/** The event that asserted a fact. */
export type Cause = { readonly revision: number; readonly type: string; readonly recordedAt: Instant }
