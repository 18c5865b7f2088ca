/** What a real server refuses of an append before it looks at the stream, in its own words. */
import { status } from '@grpc/grpc-js'
import type { Expected } from './log'
import { type AppendRequest, type Failure, failure, thrownByHandler } from './messages'
import type { Switches } from './switches'

const nil = '00000000-0000-0000-0000-000000000000'

/** Of one message, as gRPC bounds it. */
const largestMessage = 16 * 1024 * 1024

export const appendRefusal = (
  { stream, proposed, largestMessage: largest }: AppendRequest,
  { maxAppendSize }: Pick<Switches, 'maxAppendSize'>
): Failure | null => {
  if (largest > largestMessage)
    return failure(status.RESOURCE_EXHAUSTED, 'Received message exceeds the maximum configured message size.')
  if (stream === '' || proposed.some(({ id, type }) => id === nil || type === '')) return thrownByHandler
  // The data alone: what stands beside it is not counted.
  return proposed.reduce((sum, { data }) => sum + data.length, 0) > maxAppendSize
    ? failure(
        status.INVALID_ARGUMENT,
        `Maximum Append Size of ${maxAppendSize} Exceeded.`,
        'maximum-append-size-exceeded',
        { 'maximum-append-size': String(maxAppendSize) }
      )
    : null
}

/** Of a removal, which has no answer of its own for it. */
export const wrongVersion = (stream: string, expected: Expected, current: bigint | null): Failure =>
  failure(
    status.FAILED_PRECONDITION,
    `Append failed due to WrongExpectedVersion.`,
    'wrong-expected-version',
    {
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(current ?? -1n)
    }
  )
