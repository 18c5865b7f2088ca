import { type Instant, instantOfEpoch, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type LedgerEvent, ledgerCodec, longest, patient, turn, until } from '../../test/ledger'
import { endOf, lines, oneOfTwo, openProjector, write } from '../../test/projector'
import { event, left, right, taken } from '../contract/harness'
import { storeUnavailable } from '../errors'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { lagOf } from './lag'
import { project } from './project'
import type { ProjectionIn } from './projection'
import { memoryReadModels } from './read-models'

test('it catches up, then lives; who wrote reads its writes', async () => {
  const store = memoryEventStore({ pageSize: 2 })
  const first = await write(store, 'livre-a', 1, 2, 3)
  const projector = await openProjector(store)
  expect(right(await projector.whenCaughtUp(first, longest)())).toBe(first)
  expect(projector.read()).toEqual(['livre-a 1 v1', 'livre-a 2 v1', 'livre-a 3 v1'])
  await until(() => projector.state().status === 'live')
  for (let n = 4; n < 20; n++) {
    const written = await write(store, 'livre-b', n)
    right(await projector.whenCaughtUp(written, longest)())
    expect(projector.read().at(-1)).toBe(`livre-b ${n} v1`)
  }
  await projector.stop()
  expect(projector.state()).toMatchObject({ status: 'stopped', version: 1, fault: null })
})

test('a position that does not come in time is a value, also when it was stopped', async () => {
  const store = memoryEventStore()
  const projector = await openProjector(store, { sleep: async () => {} })
  const far = positionOf(99)
  expect(left(await projector.whenCaughtUp(far, 10)())).toMatchObject({
    _tag: 'TimedOut',
    position: far,
    retryable: true
  })
  await projector.stop()
  expect(left(await projector.whenCaughtUp(far, 10)())).toMatchObject({ _tag: 'Ended', retryable: false })
  const waited = await openProjector(store, { sleep: patient })
  const waiting = waited.whenCaughtUp(far, longest)()
  await waited.stop()
  expect(left(await waiting)._tag).toBe('Ended')
})

test('only a category, if asked; what reactors record is passed over', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1)
  await taken(store.append('reaction-x', [event('r')], 'none'))
  const end = await write(store, 'autre-a', 2)
  for (const [category, seen] of [
    ['livre', 1],
    [undefined, 2]
  ] as const) {
    const projector = await openProjector(store, category === undefined ? {} : { category })
    right(await projector.whenCaughtUp(end, longest)())
    expect(projector.read()).toHaveLength(seen)
    await projector.stop()
  }
})

test('the lag is measured against the journal itself: events, and the age of the oldest', async () => {
  let now = Date.UTC(2026, 0, 1)
  const clock = () => instantOfEpoch(now)
  const store = memoryEventStore({ clock })
  await write(store, 'livre-a', 1)
  // It follows a journal that tells it nothing more.
  const deaf: EventStore = {
    ...store,
    subscribe: async function* (options) {
      for await (const page of store.subscribe(options)) {
        yield page
        await new Promise<void>(resolve => options?.signal?.addEventListener('abort', () => resolve()))
      }
    }
  }
  const projector = await openProjector(deaf, { clock })
  await until(() => projector.state().status === 'live')
  expect(right(await projector.lag()())).toEqual({ events: 0, more: false, seconds: 0 })
  now += 5_000
  await write(store, 'livre-a', 2)
  now += 2_500
  await write(store, 'livre-a', 3)
  expect(right(await projector.lag()())).toEqual({ events: 2, more: false, seconds: 2.5 })
  expect(right(await projector.lag(1)())).toEqual({ events: 1, more: true, seconds: 2.5 })
  await projector.stop()
})

test('43 a wrong clock breaks neither a projector nor its lag', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1)
  const wrong: ReadonlyArray<() => unknown> = [
    () => Number.NaN,
    () => undefined,
    () => '1999-02-30',
    () => {
      throw new RangeError('Invalid time value')
    }
  ]
  for (const says of wrong) {
    const projector = await openProjector(store, { clock: () => says() as Instant })
    await until(() => projector.state().status === 'live')
    expect(projector.read()).toHaveLength(1)
    expect(await lagOf(store, undefined, () => says() as Instant)(null, 10)()).toEqual(
      E.right({ events: 1, more: false, seconds: 0 })
    )
    await projector.stop()
  }
})

test('what a projection throws, and an event that cannot be read, are its faults', async () => {
  const store = memoryEventStore()
  await taken(store.append('livre-a', [event('a')], 'none'))
  const unread = await openProjector(store)
  expect(left(await unread.ended())).toMatchObject({ fault: { _tag: 'UnreadableEvent' } })
  const other = memoryEventStore()
  await write(other, 'livre-a', 1, 2)
  const inner = lines()
  const thrown = await openProjector(other, {
    projection: {
      ...inner,
      apply: (state, recorded) => {
        if (recorded.revision === 1) throw new TypeError('défaut')
        return inner.apply(state, recorded)
      }
    }
  })
  expect(left(await thrown.ended())).toMatchObject({ fault: { _tag: 'Defect' }, recorded: { revision: 1 } })
  expect(thrown.read()).toEqual(['livre-a 1 v1'])
})

test('a journal that is away is followed again from where it was left', async () => {
  const store = memoryEventStore({ pageSize: 1 })
  const end = await write(store, 'livre-a', 1, 2, 3)
  const told: string[] = []
  const flaky: EventStore = {
    ...store,
    subscribe: async function* (options) {
      for await (const page of store.subscribe(options)) {
        yield page
        yield E.left(storeUnavailable('ECONNRESET', true, 'réessayez'))
        return
      }
    }
  }
  const projector = await openProjector(flaky, { onInterrupted: ({ _tag }) => told.push(_tag) })
  right(await projector.whenCaughtUp(end, longest)())
  await projector.stop()
  expect(projector.read()).toHaveLength(3)
  expect(told.length).toBeGreaterThanOrEqual(2)
})

test('of two projectors that keep one model, the one that comes second is told and ends; no event is in it twice', async () => {
  const store = memoryEventStore({ pageSize: 2 })
  const end = await write(store, 'livre-a', 1, 2, 3, 4, 5)
  const models = memoryReadModels<string[]>()
  // It changes its state in place, as a projection may.
  const projection: ProjectionIn<LedgerEvent, string[], never> = {
    name: 'lignes',
    version: 1,
    initial: () => [],
    apply: (state, { revision }) => {
      state.push(String(revision))
      return E.right(state)
    }
  }
  const opened = async () =>
    right(await project({ store, codec: ledgerCodec, projection, models, sleep: turn })())
  expect(await oneOfTwo(opened, end)).toEqual(['0', '1', '2', '3', '4'])
  await write(store, 'livre-a', 6)
  expect(await oneOfTwo(opened, await endOf(store))).toEqual(['0', '1', '2', '3', '4', '5'])
})

test('what changes its state in place and throws: no event counts twice, neither then nor at the next start', async () => {
  const store = memoryEventStore()
  const end = await write(store, 'livre-a', 1, 2, 3, 4)
  const models = memoryReadModels<{ sum: number }>()
  let ill = true
  const opened = async () => {
    const projection: ProjectionIn<LedgerEvent, { sum: number }, never> = {
      name: 'somme',
      version: 1,
      initial: () => ({ sum: 0 }),
      apply: (state, { type, data }) => {
        state.sum += type === 'LigneInscrite' ? data.n : 0
        if (ill && state.sum === 10) throw new TypeError('half-way')
        return E.right(state)
      }
    }
    return right(await project({ store, codec: ledgerCodec, projection, models, sleep: turn })())
  }
  const first = await opened()
  expect(left(await first.ended())).toMatchObject({ fault: { _tag: 'Defect' }, recorded: { revision: 3 } })
  // What was thrown out of is in there by halves; what was before it, once.
  expect(first.read()).toEqual({ sum: 10 })
  expect(first.state().checkpoint).toBe('3')
  await first.stop()
  ill = false
  const second = await opened()
  right(await second.whenCaughtUp(end, longest)())
  expect(second.read()).toEqual({ sum: 10 })
  await second.stop()
})
