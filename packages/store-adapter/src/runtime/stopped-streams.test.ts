import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOfEpoch } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { flow } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { acteur, command, type LedgerExecutor, ledgerExecutor, patient, until } from '../../test/ledger'
import {
  copying,
  linesOf,
  type OpenedReactor,
  openReactor,
  type ReactorOptions,
  settled,
  write
} from '../../test/reactor'
import { openEventStore } from '../address'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import { storeUnavailable } from '../errors'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { type Checkpoints, memoryCheckpoints } from './checkpoints'

const poisoned = async (): Promise<
  OpenedReactor & {
    store: EventStore
    source: LedgerExecutor
    checkpoints: Checkpoints
    cure: () => void
    options: Partial<ReactorOptions>
  }
> => {
  const store = memoryEventStore({ pageSize: 3 })
  const source = ledgerExecutor(store)
  await write(source, 'source-a', 1, 2, 3)
  await write(source, 'source-b', 1, 2, 3)
  const checkpoints = memoryCheckpoints()
  let ill = true
  const options: Partial<ReactorOptions> = {
    checkpoints,
    reactions: recorded => {
      if (ill && recorded.stream === 'source-a' && recorded.revision === 1) throw new RangeError('Mme Dupont')
      return copying(recorded)
    }
  }
  const opened = await openReactor(store, options)
  await settled(store, opened.reactor)
  return {
    ...opened,
    ...{ store, source, checkpoints, options },
    cure: () => {
      ill = false
    }
  }
}
const act = async (store: EventStore, revision = 1) => ({
  eventId: (await eventsOf(store.read('source-a')))[revision]?.id ?? '',
  acteur,
  reason: 'corrigé'
})

test('a poison event stops its stream alone, is told, recorded without a word of what it held, and passed', async () => {
  const { store, source, reactor, reports, checkpoints } = await poisoned()
  await write(source, 'source-a', 4)
  await write(source, 'source-b', 4)
  await settled(store, reactor)
  expect(await linesOf(store, 'copie-a')).toEqual(['source-a:1'])
  expect(await linesOf(store, 'copie-b')).toEqual([1, 2, 3, 4].map(n => `source-b:${n}`))
  expect(reports).toMatchObject([{ _tag: 'Stopped', cause: 'reaction', recorded: { revision: 1 } }])
  expect(reactor.state().waiting).toMatchObject([
    { stream: 'source-a', revision: 1, stop: { cause: 'reaction', detail: 'RangeError' }, resuming: false }
  ])
  const record = await eventsOf(store.read('reaction-copie'))
  expect(record).toMatchObject([{ type: 'ReactionStopped', data: { stream: 'source-a', revision: 1 } }])
  expect(JSON.stringify(record)).not.toContain('Dupont')
  await reactor.stop()
  expect(right(await checkpoints.load('copie')())?.last.position).toBe(reactor.state().checkpoint)
})

test('retried, it is handled, then what waited, in order; and the stream goes on with the others', async () => {
  const { store, source, reactor, reports, cure } = await poisoned()
  // Still ill: it stops again, at the same place.
  right(await reactor.retry('source-a', await act(store))())
  await until(() => reports.length === 2)
  cure()
  right(await reactor.retry('source-a', await act(store))())
  right(await reactor.retry('source-a', await act(store))())
  await write(source, 'source-a', 4)
  await until(() => reactor.state().waiting.length === 0)
  await write(source, 'source-a', 5)
  await settled(store, reactor)
  await reactor.stop()
  expect(await linesOf(store, 'copie-a')).toEqual([1, 2, 3, 4, 5].map(n => `source-a:${n}`))
  const record = await eventsOf(store.read('reaction-copie'))
  expect(record.map(({ type }) => type)).toEqual([
    'ReactionStopped',
    'ReactionRetried',
    'ReactionStopped',
    'ReactionRetried',
    'ReactionResumed'
  ])
  expect(record[1]?.metadata).toMatchObject({ acteur, reason: 'corrigé' })
})

test('skipped, it is never handled, and what waited is', async () => {
  const { store, reactor } = await poisoned()
  expect(left(await reactor.skip('source-a', await act(store, 2))())._tag).toBe('Refused')
  expect(left(await reactor.skip('source-b', await act(store))())._tag).toBe('Refused')
  right(await reactor.skip('source-a', await act(store))())
  await until(() => reactor.state().waiting.length === 0)
  await reactor.stop()
  expect(await linesOf(store, 'copie-a')).toEqual(['source-a:1', 'source-a:3'])
})

describe.each(['memory:', 'sqlite:'])('what a retention removed while it waited, in %s', address => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test.each([
    ['skip', [1, 2, 3], []],
    ['retry', [1, 2, 3], []],
    ['skip', [1, 2], [3]],
    ['retry', [1], [2, 3]]
  ] as const)('%s, once the lines %j are gone: the stream goes on with %j', async (goOn, gone, kept) => {
    let now = Date.UTC(2026, 0, 1)
    const clock = () => instantOfEpoch(now)
    const opened = await openEventStore(
      address === 'memory:' ? address : `sqlite:${join(folder, 'journal.db')}`,
      { clock }
    )()
    const store = right(opened)
    const source = ledgerExecutor(store)
    await write(source, 'source-a', ...gone)
    now += 1_000
    const olderThan = clock()
    await write(source, 'source-a', ...kept)
    let ill = true
    const { reactor, reports } = await openReactor(store, {
      reactions: recorded => {
        if (ill && recorded.stream === 'source-a') throw new RangeError('ill')
        return copying(recorded)
      }
    })
    await settled(store, reactor)
    ill = false
    const [stopped] = reactor.state().waiting
    const eventId = stopped?.stop?.eventId ?? ''
    right(await store.retain({ category: 'source', olderThan })())
    right(await reactor[goOn]('source-a', { eventId, acteur })())
    await until(() => reactor.state().waiting.length === 0)
    expect(reports.at(-1)).toEqual({ _tag: 'Resumed', stream: 'source-a', revision: 3 })
    await write(source, 'source-a', 4)
    await settled(store, reactor)
    await reactor.stop()
    expect(await linesOf(store, 'copie-a')).toEqual([...kept, 4].map(n => `source-a:${n}`))
    await store.close()
  })
})

test('a stream that waits still does at the next start, and what it waits with is not lost', async () => {
  const { store, source, reactor, checkpoints, cure, options } = await poisoned()
  await reactor.stop()
  await write(source, 'source-a', 4)
  const second = await openReactor(store, options)
  await settled(store, second.reactor)
  expect(second.reactor.state().waiting).toMatchObject([{ stream: 'source-a', revision: 1 }])
  cure()
  // Said, and then the process ends before anything comes of it.
  right(await second.reactor.retry('source-a', await act(store))())
  await second.reactor.stop()
  const third = await openReactor(store, { ...options, checkpoints })
  await until(() => third.reactor.state().waiting.length === 0)
  await third.reactor.stop()
  expect(await linesOf(store, 'copie-a')).toEqual([1, 2, 3, 4].map(n => `source-a:${n}`))
})

test('an event that cannot be read, and a command that can never pass, stop their streams', async () => {
  const store = memoryEventStore()
  await taken(store.append('source-x', [event('a')], 'none'))
  await write(ledgerExecutor(store), 'source-y', 1)
  const { reactor } = await openReactor(store, {
    reactions: flow(
      copying,
      TE.map(asked => asked.map(one => ({ ...one, stream: '$interdit' })))
    )
  })
  await settled(store, reactor)
  await reactor.stop()
  expect(reactor.state().waiting).toMatchObject([
    { stream: 'source-x', stop: { cause: 'illisible', detail: 'UnreadableEvent' } },
    { stream: 'source-y', stop: { cause: 'commande', detail: 'InvalidStreamName' } }
  ])
})

test('a refusal is told and the event is handled; by the other policy it stops the stream', async () => {
  for (const refusal of ['report', 'stop'] as const) {
    const store = memoryEventStore()
    const source = ledgerExecutor(store)
    right(await source('copie-a', command(0, 'Clore'), { commandId: 'clos' })())
    await write(source, 'source-a', 1)
    const { reactor, reports } = await openReactor(store, { refusal })
    await settled(store, reactor)
    await reactor.stop()
    expect(await linesOf(store, 'copie-a')).toHaveLength(2)
    const stops = refusal === 'stop'
    expect(reports).toMatchObject([
      stops
        ? { _tag: 'Stopped', cause: 'refus' }
        : { _tag: 'Refused', stream: 'copie-a', refused: { _tag: 'Refused' } }
    ])
    expect(reactor.state()).toMatchObject({ refused: stops ? 0 : 1, handled: stops ? 0 : 1 })
  }
})

test('a store that is away poisons nothing: all is tried again until it is back', async () => {
  const store = memoryEventStore()
  await write(ledgerExecutor(store), 'source-a', 1, 2)
  let away = 30
  const flaky: EventStore = {
    ...store,
    append:
      (...given) =>
      async () =>
        away-- > 0 ? E.left(storeUnavailable('ECONNREFUSED', true, 'réessayez')) : store.append(...given)()
  }
  const { reactor, reports } = await openReactor(flaky, {}, ledgerExecutor(flaky))
  await settled(store, reactor)
  await reactor.stop()
  expect(await linesOf(store, 'copie-a')).toEqual(['source-a:1', 'source-a:2'])
  expect(new Set(reports.map(({ _tag }) => _tag))).toEqual(new Set(['Interrupted']))
  expect(reactor.state().waiting).toEqual([])
})

test('a fault of the reaction that may pass is asked again; one that lasts, or cannot pass, stops the stream', async () => {
  for (const { _tag, retryable, faults, asked } of [
    { _tag: 'Loin', retryable: true, faults: 2, asked: 3 },
    { _tag: 'TropLoin', retryable: true, faults: 9, asked: 3 },
    { _tag: 'Faux', retryable: false, faults: 9, asked: 1 }
  ]) {
    const store = memoryEventStore()
    await write(ledgerExecutor(store), 'source-a', 1)
    let times = 0
    const { reactor } = await openReactor(store, {
      reactions: recorded =>
        ++times > faults ? copying(recorded) : TE.left({ _tag, retryable, message: 'Mme Dupont' })
    })
    await settled(store, reactor)
    await reactor.stop()
    expect(times).toBe(asked)
    expect(reactor.state().waiting).toMatchObject(
      asked > faults ? [] : [{ stream: 'source-a', stop: { cause: 'reaction', detail: _tag } }]
    )
    expect(reactor.state().handled).toBe(asked > faults ? 1 : 0)
  }
})

test('stopping does not wait for a reaction that may pass later: its event is for the next start', async () => {
  const store = memoryEventStore()
  await write(ledgerExecutor(store), 'source-a', 1)
  let asked = 0
  const { reactor } = await openReactor(store, {
    sleep: patient,
    reactions: () => {
      asked++
      return TE.left({ _tag: 'Loin', retryable: true, message: 'loin' })
    }
  })
  await until(() => asked === 1)
  await reactor.stop()
  expect(reactor.state()).toMatchObject({ waiting: [], checkpoint: null, handled: 0 })
})
