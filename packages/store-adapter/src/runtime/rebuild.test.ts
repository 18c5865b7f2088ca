import { longest } from '../../test/ledger'
import { type Lines, lines, openProjector, write } from '../../test/projector'
import { left, right } from '../contract/harness'
import { memoryEventStore } from '../memory/memory-event-store'
import { memoryReadModels } from './read-models'

test('another version is built beside the one in use, and takes its place without a step back', async () => {
  const store = memoryEventStore({ pageSize: 1 })
  await write(store, 'livre-a', 1, 2, 3, 4, 5)
  const models = memoryReadModels<Lines>()
  const projector = await openProjector(store, { models })
  const rebuilding = projector.rebuild(lines(2))()
  expect(left(await projector.rebuild(lines(3))())).toMatchObject({ cause: 'already-rebuilding' })
  const seen: number[] = []
  for (let n = 6; n < 12; n++) {
    right(await projector.whenCaughtUp(await write(store, 'livre-a', n), longest)())
    seen.push(projector.read().length)
    // Whoever has read a position reads no model that is before it.
    expect(projector.read()).toHaveLength(n)
  }
  right(await rebuilding)
  expect(projector.state()).toMatchObject({ version: 2, rebuilding: null, status: 'live' })
  expect(projector.read()).toEqual(Array.from({ length: 11 }, (_, n) => `livre-a ${n + 1} v2`))
  expect(left(await projector.rebuild(lines(2))())).toMatchObject({ cause: 'same-version' })
  await projector.stop()
  expect(left(await projector.rebuild(lines(3))())).toMatchObject({ cause: 'stopped' })
  expect(right(await models.open({ name: 'lignes', version: 1 }, () => [])()).current().checkpoint).toBeNull()
})

test('stopping ends a rebuild too, and one that fails leaves the version in use', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1, 2)
  const projector = await openProjector(store)
  expect(left(await projector.rebuild(lines(2, 2))())).toMatchObject({ _tag: 'ProjectionFault' })
  expect(projector.state()).toMatchObject({ version: 1, fault: null, rebuilding: null })
  const rebuilding = projector.rebuild(lines(3))()
  await projector.stop()
  await rebuilding
  expect(projector.state().rebuilding).toBeNull()
})

test('an event that it cannot take in stops it there, keeps what was before, and another version goes on', async () => {
  const store = memoryEventStore()
  const end = await write(store, 'livre-a', 1, 2, 3)
  const projector = await openProjector(store, { projection: lines(1, 2) })
  expect(left(await projector.ended())).toMatchObject({
    _tag: 'ProjectionFault',
    recorded: { revision: 1 },
    fault: { _tag: 'Illegible' }
  })
  expect(projector.state()).toMatchObject({ status: 'failed', checkpoint: '1' })
  expect(projector.read()).toEqual(['livre-a 1 v1'])
  expect(left(await projector.whenCaughtUp(end, longest)())._tag).toBe('Ended')
  right(await projector.rebuild(lines(2))())
  right(await projector.whenCaughtUp(end, longest)())
  expect(projector.read()).toHaveLength(3)
  expect(projector.state()).toMatchObject({ version: 2, fault: null })
  await projector.stop()
})
