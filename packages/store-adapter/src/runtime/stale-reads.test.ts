/** A store that shows what was: nothing is decided on less than it said itself that there is. */
import { instantOfEpoch, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { command, ledgerExecutor } from '../../test/ledger'
import { left, right } from '../contract/harness'
import { type ReadError, streamNotFound } from '../errors'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'

const stream = 'livre-1'

type Page = E.Either<ReadError, ReadonlyArray<Recorded>>

/** A node that is behind: of the stream it gives the first `shown` events, in the next `stale` readings. */
const behind = { shown: 0, stale: 0, reads: 0 }
const onNodeBehind = (store: EventStore): EventStore => {
  async function* read(...[name, options]: Parameters<EventStore['read']>): AsyncGenerator<Page> {
    behind.reads++
    const isStale = behind.stale-- > 0
    if (isStale && behind.shown === 0) return yield E.left(streamNotFound(name))
    for await (const page of store.read(name, options))
      yield E.isRight(page) && isStale
        ? E.right(page.right.filter(({ revision }) => revision < behind.shown))
        : page
  }
  return { ...store, read }
}
beforeEach(() => Object.assign(behind, { shown: 0, stale: 0, reads: 0 }))

/** The ledger holds so many lines, by another program; a store that shows the first of them for so many readings. */
const opened = async (lines: number, shown: number, stale: number) => {
  const journal = memoryEventStore()
  const another = ledgerExecutor(journal)
  for (let n = 0; n < lines; n++) right(await another(stream, command(n), { commandId: `autre-${n}` })())
  Object.assign(behind, { shown, stale })
  const store = onNodeBehind(journal)
  return { journal, store, execute: ledgerExecutor(store) }
}

test.each([
  ['a stream that looks new', 3, 0],
  ['a stream that looks shorter', 3, 1]
])('51 %s: the command waits until what the conflict told can be read', async (_, lines, shown) => {
  const { execute } = await opened(lines, shown, 3)
  const executed = right(await execute(stream, command(9), { commandId: 'c' })())
  expect(executed).toMatchObject({ revision: lines, state: { lines: ['x:0', 'x:1', 'x:2', 'x:9'] } })
})

test('51 it does not come to be read: a retryable answer after bounded attempts, and nothing is written', async () => {
  for (const shown of [0, 2]) {
    const { execute, journal } = await opened(3, shown, 1000)
    behind.reads = 0
    expect(left(await execute(stream, command(9), { commandId: 'c' })())).toMatchObject({
      _tag: 'StoreBusy',
      code: 'NOT_READABLE_YET',
      retryable: true
    })
    expect(behind.reads).toBeLessThan(20)
    behind.stale = 0
    // The command waits no more than it was asked to, and passes when it is given again.
    expect(right(await execute(stream, command(9), { commandId: 'c' })())).toMatchObject({ revision: 3 })
    await journal.close()
  }
})

test('51 a refusal, and an answer that writes nothing, are decided on what the conflict told, too', async () => {
  const { journal, execute } = await opened(1, 0, 2)
  right(await ledgerExecutor(journal)(stream, command(1, 'Clore'), { commandId: 'clos' })())
  expect(left(await execute(stream, command(9), { commandId: 'c' })())).toMatchObject({ _tag: 'Refused' })
  Object.assign(behind, { shown: 0, stale: 2 })
  const fresh = ledgerExecutor(onNodeBehind(journal))
  const again = await fresh(stream, command(0, 'InscrireUneFois'), { commandId: 'une-fois' })()
  expect(right(again)).toMatchObject({ events: [], revision: 2 })
})

test('51 a repeat that only the ids tell is answered as the first time, once it can be read', async () => {
  const { journal, execute } = await opened(1, 0, 0)
  const first = right(await execute(stream, command(9, 'Clore'), { commandId: 'c' })())
  Object.assign(behind, { shown: 0, stale: 3 })
  const repeat = ledgerExecutor(onNodeBehind(journal))(stream, command(9, 'Clore'), { commandId: 'c' })
  expect(right(await repeat())).toEqual({ ...first, repeated: true })
  // It never comes to be read: the first answer is not known, and nothing else is answered in its place.
  Object.assign(behind, { shown: 1, stale: 1000 })
  const never = ledgerExecutor(onNodeBehind(journal))(stream, command(9), { commandId: 'c' })
  expect(left(await never())).toMatchObject({ code: 'NOT_READABLE_YET', retryable: true })
})

test('51 a stream that a retention emptied holds nothing to be read: it is decided at its last revision', async () => {
  const clock = { now: instantOfEpoch(1000) }
  const journal = memoryEventStore({ clock: () => clock.now })
  right(await ledgerExecutor(journal)(stream, command(1), { commandId: 'c-1' })())
  right(await journal.retain({ category: 'livre', olderThan: instantOfEpoch(2000) })())
  const executed = right(await ledgerExecutor(journal)(stream, command(2), { commandId: 'c-2' })())
  expect(executed).toMatchObject({ revision: 1, state: { lines: ['x:2'] } })
})
