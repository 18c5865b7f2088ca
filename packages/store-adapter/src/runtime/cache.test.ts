import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { command, ledgerExecutor } from '../../test/ledger'
import { eventsOf, left, right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { lru } from './lru'

const stream = 'livre-1'
/** The answer to a repeat. */
const again = <A>(answer: A) => ({ ...answer, repeated: true })

/** Counts the events that are read of streams. */
const counted = (store: EventStore): { readonly store: EventStore; readonly read: () => number } => {
  let read = 0
  return {
    read: () => read,
    store: {
      ...store,
      read: async function* (name, options) {
        for await (const page of store.read(name, options)) {
          if (E.isRight(page)) read += page.right.length
          yield page
        }
      }
    }
  }
}

const long = async (events: number, id = 'c', from = 'x'): Promise<EventStore> => {
  const store = memoryEventStore()
  const fill = ledgerExecutor(store)
  for (let n = 0; n < events; n++)
    right(await fill(stream, command(n, 'Inscrire', from), { commandId: `${id}${n}` })())
  return store
}

test('a command on a stream of 3,000 events reads one event, once its state is kept', async () => {
  const { store, read } = counted(await long(3_000))
  const execute = ledgerExecutor(store)
  right(await execute(stream, command(1), { commandId: 'first' })())
  expect(read()).toBe(3_000)
  const second = right(await execute(stream, command(2), { commandId: 'second' })())
  // The last of those that were folded, to see that it is still there, and the one that was appended.
  expect(read()).toBe(3_002)
  expect(second.revision).toBe(3_001)
  expect(second.state.lines).toHaveLength(3_002)
})

test('of more streams than are kept, the one used longest ago is read again', async () => {
  const { store, read } = counted(memoryEventStore())
  const execute = ledgerExecutor(store, { cache: { maxStreams: 2 } })
  const give = async (name: string, id: string): Promise<number> => {
    const before = read()
    right(await execute(name, command(1), { commandId: id })())
    return read() - before
  }
  for (const id of ['1', '2', '3']) await give('livre-a', `a${id}`)
  await give('livre-b', 'b1')
  expect(await give('livre-a', 'a4')).toBe(2)
  await give('livre-c', 'c1')
  expect(await give('livre-a', 'a5')).toBe(2)
  await give('livre-b', 'b2')
  expect(await give('livre-c', 'c2')).toBe(1)
})

test('an LRU holds so many entries at most, and refuses what is no number of them', () => {
  const kept = lru<number>(3)
  for (let n = 0; n < 100; n++) kept.set(`k${n}`, n)
  expect([kept.size(), kept.get('k96'), kept.get('k97')]).toEqual([3, undefined, 97])
  kept.set('k100', 100)
  expect([kept.get('k97'), kept.get('k98')]).toEqual([97, undefined])
  expect(() => lru(-1)).toThrow(RangeError)
})

test('G13 a command executed long ago is answered as the first time, whatever it would come to now', async () => {
  const { store, read } = counted(memoryEventStore())
  const execute = ledgerExecutor(store, { cache: { maxStreams: 10, answersPerStream: 1 } })
  const writes = right(await execute(stream, command(1), { commandId: 'writes' })())
  const once = right(await execute(stream, command(2, 'InscrireUneFois'), { commandId: 'once' })())
  for (let n = 0; n < 20; n++) right(await execute(stream, command(n), { commandId: `c${n}` })())
  // Now: another line, nothing at all, and once it is closed a refusal.
  expect(right(await execute(stream, command(1), { commandId: 'writes' })())).toEqual(again(writes))
  expect(right(await execute(stream, command(2, 'InscrireUneFois'), { commandId: 'once' })())).toEqual(
    again(once)
  )
  const closed = right(await execute(stream, command(3, 'Clore'), { commandId: 'closes' })())
  expect(right(await execute(stream, command(3, 'Clore'), { commandId: 'closes' })())).toEqual(again(closed))
  expect(right(await execute(stream, command(1), { commandId: 'writes' })())).toEqual(again(writes))
  // One that was never executed is refused, and asks no more of the stream than its last event.
  const before = read()
  expect(left(await execute(stream, command(9), { commandId: 'late' })())._tag).toBe('Refused')
  expect(read() - before).toBe(1)
  expect(await eventsOf(store.readAll())).toHaveLength(24)
})

test('a journal that was put back to an earlier day is believed, and not what was kept', async () => {
  let current = await long(5)
  const store: EventStore = {
    ...current,
    append: (...given) => current.append(...given),
    find: (...given) => current.find(...given),
    read: (...given) => current.read(...given)
  }
  const execute = ledgerExecutor(store)
  right(await execute(stream, command(4, 'InscrireUneFois'), { commandId: 'a' })())
  // Shorter, gone, longer, and as long with other events.
  for (const [events, id] of [
    [3, 'c'],
    [0, 'c'],
    [7, 'c'],
    [7, 'other'],
    [9, 'third']
  ] as const) {
    current = await long(events, id, id)
    const uncached = ledgerExecutor(current, { cache: { maxStreams: 0 } })
    const asked = command(1, 'InscrireUneFois')
    const meta = { commandId: `b ${id} ${events}` }
    const first = right(await execute(stream, asked, meta)())
    expect(again(right(await uncached(stream, asked, meta)()))).toEqual(again(first))
  }
})

test('what a caller does to its own objects afterwards changes nothing of what is kept', async () => {
  const execute = ledgerExecutor(memoryEventStore())
  const data = { n: 1, from: 'x' }
  right(await execute(stream, { ...command(1), data }, { commandId: 'a' })())
  data.n = 9
  expect(right(await execute(stream, command(2), { commandId: 'b' })()).state.lines).toEqual(['x:1', 'x:2'])
})

test('a stream of which retention left nothing goes on at its revision', async () => {
  const inner = await long(3)
  // As a store gives such a stream: it exists, and nothing of it is read.
  const store: EventStore = {
    ...inner,
    read: (name, options) => inner.read(name, { ...options, from: Math.max(options?.from ?? 0, 3) })
  }
  const executed = right(await ledgerExecutor(store)(stream, command(7), { commandId: 'a' })())
  expect(executed).toMatchObject({ revision: 3, state: { lines: ['x:7'] } })
})

test('closing waits for the commands at hand, tries none again, and refuses others', async () => {
  let release = (): void => {}
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  const inner = memoryEventStore()
  const execute = ledgerExecutor({
    ...inner,
    append:
      (...given) =>
      async () => {
        await gate
        return inner.append(...given)()
      }
  })
  const running = execute(stream, command(1), { commandId: 'a' })()
  const closed = execute.close()
  release()
  await closed
  expect(right(await running).revision).toBe(0)
  expect(left(await execute(stream, command(2), { commandId: 'b' })())._tag).toBe('ExecutorClosed')
})

/** Which executor gives which command to which stream. The same id is the same command: all follows from it. */
const types = ['Inscrire', 'InscrireUneFois', 'Inscrire', 'InscrireUneFois', 'Clore'] as const
const step = fc.record({ by: fc.nat(2), id: fc.nat(14), on: fc.nat(1) })
const given = ({ id, on }: { readonly id: number; readonly on: number }) => ({
  name: `livre-${on}`,
  asked: command(id % 4, types[id % 5]),
  meta: { commandId: `c${id}` }
})

test('any commands, through any of several executors that keep, are answered as by one that does not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      fc.nat(2),
      fc.integer({ min: 1, max: 3 }),
      async (steps, maxStreams, answersPerStream) => {
        const clock = (): never => '2026-01-01T00:00:00.000Z' as never
        const [kept, plain] = [memoryEventStore({ clock, pageSize: 3 }), memoryEventStore({ clock })]
        const executors = [0, 1, 2].map(() =>
          ledgerExecutor(kept, { cache: { maxStreams, answersPerStream } })
        )
        const uncached = ledgerExecutor(plain, { cache: { maxStreams: 0 } })
        for (const one of steps) {
          const { name, asked, meta } = given(one)
          const answer = await executors[one.by]?.(name, asked, meta)()
          expect(answer).toEqual(await uncached(name, asked, meta)())
        }
        expect(await eventsOf(kept.readAll())).toEqual(await eventsOf(plain.readAll()))
      }
    ),
    { numRuns: 100 }
  )
})

test('commands at once, through several executors that keep: each executed once, and answered the same later', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 24 }), async steps => {
      const store = memoryEventStore({ pageSize: 2 })
      const retry = { attempts: 100, firstDelay: 1, longestDelay: 1 }
      const cache = { maxStreams: 1, answersPerStream: 1 }
      const executors = [0, 1, 2].map(() => ledgerExecutor(store, { cache, retry }))
      const answers = await Promise.all(
        steps.map(one => {
          const { name, asked, meta } = given(one)
          return executors[one.by]?.(name, asked, meta)() ?? Promise.reject(new Error('none'))
        })
      )
      const uncached = ledgerExecutor(store, { cache: { maxStreams: 0 } })
      for (const [index, one] of steps.entries()) {
        const answer = answers[index]
        const { name, asked, meta } = given(one)
        // What wrote nothing leaves no trace to be answered from: it is decided again.
        if (answer !== undefined && E.isRight(answer) && answer.right.events.length > 0) {
          expect(right(await uncached(name, asked, meta)())).toEqual(again(answer.right))
        }
      }
      const journal = await eventsOf(store.readAll())
      expect(new Set(journal.map(({ stream: name, id }) => `${name} ${id}`)).size).toBe(journal.length)
    }),
    { numRuns: 60 }
  )
})
