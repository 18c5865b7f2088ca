import { instantOfEpoch } from '@avenant/domain'
import { KnownStreams } from './known-streams'

const events = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `e${from + index}`,
    revision: from + index,
    recordedAt: instantOfEpoch(0)
  }))

test('what was read is known, from its start and without a hole', () => {
  const known = new KnownStreams(100)
  known.learn('a', 3, events(3, 2))
  expect(known.get('a')).toBeUndefined()
  known.learn('a', 0, events(0, 3))
  known.learn('a', 1, events(1, 4))
  known.learn('a', 9, events(9, 1))
  expect(known.get('a')).toMatchObject({ revision: 4 })
  expect(known.get('a')?.revisionOf('e4')).toBe(4)
  expect(known.get('a')?.revisionOf('e9')).toBeUndefined()
  expect(known.nextOf('a')).toBe(5)
})

test('bounded: the streams that were not used for longest are forgotten, the one in use never', () => {
  const known = new KnownStreams(10)
  for (const stream of ['a', 'b', 'c']) known.learn(stream, 0, events(0, 3))
  known.get('a')
  known.learn('d', 0, events(0, 3))
  expect(['a', 'b', 'c', 'd'].filter(stream => known.get(stream) !== undefined)).toEqual(['a', 'c', 'd'])
  known.learn('e', 0, events(0, 50))
  expect(['a', 'c', 'd', 'e'].filter(stream => known.get(stream) !== undefined)).toEqual(['e'])
  expect(known.get('e')?.revision).toBe(49)
})
