import { isStreamName } from '../stream-name'

/**
 * Where a journal lies in the server. A journal with a name has its streams under `name.`, so that several share a
 * server; one without has the server to itself.
 */
export type Place = {
  readonly onServer: (stream: string) => string
  /** Null for a stream that is not of this journal. */
  readonly fromServer: (stream: string) => string | null
  /** A regular expression for the server's filter: the streams, and those of their metadata. */
  readonly filter: (category: string | null) => string
}

export const placeOf = (journal: string | null): Place => {
  const prefix = journal === null ? '' : `${journal}.`
  const escaped = prefix.replace('.', '\\.')
  return {
    onServer: stream => `${prefix}${stream}`,
    fromServer: stream => {
      const name = stream.startsWith(prefix) ? stream.slice(prefix.length) : ''
      return isStreamName(name) ? name : null
    },
    // A category is what precedes the first `-`, whole, and may be all of the name: a prefix cannot say that.
    filter: category =>
      `^(\\$\\$)?${category !== null ? `${escaped}${category}(-|$)` : journal !== null ? escaped : '[^$]'}`
  }
}
