import { isStreamName } from '../stream-name'

/**
 * Where a journal lies in the server. A journal with a name has its streams under `name.`, so that several share a
 * server; one without has the server to itself.
 */
export type Place = {
  readonly onServer: (stream: string) => string
  /** Null for a stream that is not of this journal. */
  readonly fromServer: (stream: string) => string | null
  /** The stream of what the journal says of itself: no stream of the port has a `_`. */
  readonly mark: string
  /** A regular expression for the server's filter: the journal's streams by their whole names, and those of their metadata. */
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
    mark: `${prefix}avenant_journal`,
    // A category is what precedes the first `-`, whole, and may be all of the name: a prefix cannot say that.
    filter: category =>
      `^(\\$\\$)?${escaped}${category === null ? '[A-Za-z0-9][A-Za-z0-9-]*' : `${category}(-[A-Za-z0-9-]*)?`}$`
  }
}
