import { faultOf, isStreamNotFound, noAnswer, wrongRevisionOf } from './faults'

/** As the client gives them: plain errors of gRPC with a code, its own with a type. */
const cases: ReadonlyArray<[string, object, string, boolean]> = [
  ['an append with nobody listening', { code: 14, message: 'ECONNREFUSED' }, 'UNAVAILABLE', true],
  ['a read with nobody listening', { type: 'unavailable', code: 14 }, 'UNAVAILABLE', true],
  [
    'a server without TLS',
    { code: 14, message: 'Last error: SSL routines: wrong version number' },
    'TLS',
    false
  ],
  ['a certificate of nobody', { code: 14, message: 'self-signed certificate' }, 'TLS', false],
  ['an exceeded deadline', { type: 'deadline-exceeded', code: 4 }, 'DEADLINE_EXCEEDED', true],
  ["the server's own time limit", { type: 'timeout', code: 10 }, 'DEADLINE_EXCEEDED', true],
  ['our own time limit', noAnswer(5), 'DEADLINE_EXCEEDED', true],
  ['a wrong password', { type: 'access-denied', code: 16 }, 'ACCESS_DENIED', false],
  ['a right that is missing, told plainly', { code: 7 }, 'ACCESS_DENIED', false],
  ['another leader', { type: 'not-leader' }, 'NOT_LEADER', true],
  ['a deleted stream', { type: 'stream-deleted' }, 'STREAM_DELETED', false],
  [
    'a message beyond what the server takes',
    { type: 'unknown', code: 8, message: 'Received message larger than max (18 vs. 17)' },
    'MAXIMUM_APPEND_SIZE',
    false
  ],
  ['an old server', { type: 'unknown', code: 12 }, 'UNIMPLEMENTED', false],
  ['a cancelled call', { type: 'cancelled', code: 1 }, 'CANCELLED', true],
  ['a reset connection', { type: 'unknown', code: 13 }, 'INTERNAL', true],
  ['a channel that the client has closed', new Error('Channel has been shut down'), 'UNKNOWN', true]
]

test.each(cases)('%s', (_, error, code, retryable) => {
  expect(faultOf(error)).toMatchObject({
    _tag: 'StoreUnavailable',
    code,
    retryable,
    message: expect.stringMatching(/^.+$/)
  })
})

test('a mistake of this program is not taken for a failure of the server', () => {
  const mistake = new TypeError('x is not a function')
  expect(() => faultOf(mistake)).toThrow(mistake)
})

test('a wrong revision tells the actual one, a missing stream none', () => {
  const type = 'wrong-expected-version'
  expect(wrongRevisionOf({ type, actualVersion: 7n })).toEqual({ actual: 7 })
  expect(wrongRevisionOf({ type, actualVersion: 'no_stream' })).toEqual({ actual: null })
  expect(wrongRevisionOf({ type: 'unavailable' })).toBeNull()
  expect(isStreamNotFound({ type: 'stream-not-found' })).toBe(true)
})
