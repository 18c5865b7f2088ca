import { positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { right } from '../contract/harness'
import { steppedOn, Trail } from './checkpoint'

test('a trail keeps ever fewer places, the older they are, and one for each power of two of steps back', () => {
  let trail: Trail | null = null
  for (let n = 1; n <= 600; n++) {
    trail = steppedOn(trail, { position: positionOf(n), event: null }, null)
    const steps = trail.before.map(({ position }) => n - Number(position))
    expect(trail.last.position).toBe(String(n))
    expect(steps.length).toBeLessThanOrEqual(Math.log2(n) + 2)
    for (let back = 1; back < n / 2; back *= 2)
      expect(steps.some(step => step >= back && step <= 2 * back)).toBe(true)
  }
  if (trail === null) throw new Error('no trail')
  expect(right(Trail.decode(JSON.parse(JSON.stringify(trail))))).toEqual(trail)
  expect(E.isLeft(Trail.decode({ last: { position: '3' }, before: [] }))).toBe(true)
})
