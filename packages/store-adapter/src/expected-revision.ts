/**
 * What the stream must be like for an append to be taken: its last revision, no such stream, a stream with at
 * least one event, or anything.
 */
export type ExpectedRevision = { readonly exact: number } | 'none' | 'exists' | 'any'

/** As it is now, whatever it answers later; null when it is none. */
export const expectedRevisionOf = (expected: unknown): ExpectedRevision | null => {
  if (expected === 'none' || expected === 'exists' || expected === 'any') return expected
  try {
    if (typeof expected !== 'object' || expected === null || !('exact' in expected)) return null
    const { exact } = expected
    return Number.isSafeInteger(exact) && Number(exact) >= 0 ? { exact: Number(exact) } : null
  } catch {
    return null
  }
}

/** @param actual the stream's last revision, null when there is none */
export const isAsExpected = (expected: ExpectedRevision, actual: number | null): boolean => {
  if (typeof expected === 'object') return actual === expected.exact
  switch (expected) {
    case 'none':
      return actual === null
    case 'exists':
      return actual !== null
    case 'any':
      return true
  }
}

export const shownRevision = (expected: ExpectedRevision): string =>
  typeof expected === 'object' ? `révision ${expected.exact}` : expected
