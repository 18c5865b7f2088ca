import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { command, ledgerExecutor, longest, noSleep } from '../../test/ledger'
import { endOf, type Lines, lines, openProjector, write } from '../../test/projector'
import { left, right } from '../contract/harness'
import { memoryEventStore } from '../memory/memory-event-store'
import type { AnyFault } from './defect'
import { memoryReadModels, type ReadModel, type ReadModelStore, type Work } from './read-models'

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

test('a version that stops where the one in use did does not take its place, not at the first event either', async () => {
  for (const refused of [2, 1]) {
    const store = memoryEventStore()
    await write(store, 'livre-a', 1, 2, 3)
    const models = memoryReadModels<Lines>()
    const projector = await openProjector(store, { models, projection: lines(1, refused) })
    left(await projector.ended())
    expect(left(await projector.rebuild(lines(2, refused))())).toMatchObject({
      _tag: 'ProjectionFault',
      recorded: { revision: refused - 1 }
    })
    expect(projector.state()).toMatchObject({ version: 1, status: 'failed', rebuilding: null })
    expect(projector.read()).toEqual(refused === 2 ? ['livre-a 1 v1'] : [])
    await projector.stop()
  }
})

test('a rebuild is no end: who waits for the end is told that of the version that took over', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1)
  const projector = await openProjector(store)
  const ended = projector.ended()
  let over = false
  void ended.then(() => {
    over = true
  })
  right(await projector.rebuild(lines(2, 9))())
  right(await projector.whenCaughtUp(await write(store, 'livre-a', 2), longest)())
  expect(over).toBe(false)
  await write(store, 'livre-a', 9)
  expect(left(await ended)).toMatchObject({ _tag: 'ProjectionFault', recorded: { revision: 2 } })
  right(await projector.rebuild(lines(3))())
  const anew = projector.ended()
  await projector.stop()
  expect(right(await anew)).toBeUndefined()
})

/** Each page costs its version so many turns of the event loop. */
const costing = (turns: (version: number) => number): ReadModelStore<Lines> => {
  const models = memoryReadModels<Lines>()
  return {
    ...models,
    open: (key, initial) =>
      TE.map((model: ReadModel<Lines>) => ({
        ...model,
        update: (work: Work<Lines>) => async () => {
          for (let left = turns(key.version); left > 0; left--) await noSleep()
          return model.update(work)()
        }
      }))(models.open(key, initial))
  }
}

test('a version whose pages cost more takes over while the journal is written without a pause', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1)
  const projector = await openProjector(store, { models: costing(version => (version === 1 ? 1 : 30)) })
  const execute = ledgerExecutor(store)
  let done: E.Either<AnyFault, void> | null = null
  const rebuilding = projector
    .rebuild(lines(2))()
    .then(outcome => {
      done = outcome
    })
  let n = 1
  while (done === null && n < 1_000) {
    n++
    right(await execute('livre-a', command(n), { commandId: `c${n}` })())
    await noSleep()
  }
  expect(done).toEqual(E.right(undefined))
  await rebuilding
  right(await projector.whenCaughtUp(await endOf(store), longest)())
  expect(projector.read()).toEqual(Array.from({ length: n }, (_, index) => `livre-a ${index + 1} v2`))
  await projector.stop()
})

test('the version in use goes on when the one that it waits for fails', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1)
  const projector = await openProjector(store, { models: costing(version => (version === 1 ? 0 : 30)) })
  const rebuilding = projector.rebuild(lines(2, 20))()
  const execute = ledgerExecutor(store)
  for (let n = 2; n <= 40; n++) {
    right(await execute('livre-a', command(n), { commandId: `c${n}` })())
    await noSleep()
  }
  expect(left(await rebuilding)).toMatchObject({ _tag: 'ProjectionFault' })
  right(await projector.whenCaughtUp(await endOf(store), longest)())
  expect(projector.read()).toHaveLength(40)
  expect(projector.state()).toMatchObject({ version: 1, fault: null })
  await projector.stop()
})
