/**
 * What the stream must be like for an append to be taken: its last revision, no such stream, a stream with at
 * least one event, or anything.
 */
export type ExpectedRevision = { readonly exact: number } | 'none' | 'exists' | 'any'

export const isExpectedRevision = (expected: ExpectedRevision): boolean =>
  typeof expected === 'object' && expected !== null
    ? Number.isSafeInteger(expected.exact) && expected.exact >= 0
    : ['none', 'exists', 'any'].includes(expected)

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
