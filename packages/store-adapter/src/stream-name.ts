import * as E from 'fp-ts/Either'
import { type InvalidStreamName, invalidStreamName } from './errors'

/** The same for every engine, so that a journal can move from one to another. */
const pattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,254}$/

export const isStreamName = (stream: unknown): stream is string =>
  typeof stream === 'string' && pattern.test(stream)

/** What is no text at all, as types do not hold at run time, is shown by its type. */
export const checkStreamName = (stream: unknown): E.Either<InvalidStreamName, string> =>
  isStreamName(stream)
    ? E.right(stream)
    : E.left(invalidStreamName(typeof stream === 'string' ? stream : typeof stream))

/** `convention-92-1960` is of category `convention`; a name without `-` is its own category. */
export const categoryOf = (stream: string): string => {
  const dash = stream.indexOf('-')
  return dash === -1 ? stream : stream.slice(0, dash)
}

export const isCategory = (category: unknown): category is string =>
  typeof category === 'string' && /^[A-Za-z0-9]{1,255}$/.test(category)
