import { instant } from '@avenant/domain'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { flow } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import {
  acteur,
  command,
  type LedgerCommand,
  type LedgerEvent,
  type LedgerExecutor,
  ledgerCodec,
  ledgerExecutor,
  longest,
  noSleep,
  patient,
  until
} from '../../test/ledger'
import { copying, endOf, linesOf, openReactor, settled, write } from '../../test/reactor'
import { eventsOf, left, right } from '../contract/harness'
import { storeUnavailable } from '../errors'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { type Checkpoints, memoryCheckpoints, modelStoreFault } from './checkpoints'
import { react } from './react'

test('events give commands to other aggregates, with where they come from; what was before and what comes after', async () => {
  const store = memoryEventStore()
  const source = ledgerExecutor(store)
  await write(source, 'source-a', 1)
  const { reactor } = await openReactor(store, { sleep: patient })
  await settled(store, reactor)
  await write(source, 'source-a', 2)
  await settled(store, reactor)
  expect(await linesOf(store, 'copie-a')).toEqual(['source-a:1', 'source-a:2'])
  const [cause] = await eventsOf(store.read('source-a'))
  const [copy] = await eventsOf(store.read('copie-a'))
  expect(copy?.metadata).toMatchObject({ correlationId: 'source-a 1', causationId: cause?.id })
  expect(reactor.state()).toMatchObject({ status: 'running', handled: 2, waiting: [] })
  await reactor.stop()
  expect(reactor.state().status).toBe('stopped')
  expect(right(await reactor.ended())).toBeUndefined()
})

test('two reactors on the same events, to the same stream, do not take each other for a retry', async () => {
  const store = memoryEventStore()
  await write(ledgerExecutor(store), 'source-a', 1)
  for (const name of ['un', 'deux', 'un']) {
    const { reactor } = await openReactor(store, { name })
    await settled(store, reactor)
    await reactor.stop()
  }
  expect(await linesOf(store, 'copie-a')).toEqual(['source-a:1', 'source-a:1'])
})

test('of two reactors under one name, the one that comes second is told and ends; nothing is done twice or lost', async () => {
  const store = memoryEventStore({ pageSize: 2 })
  const source = ledgerExecutor(store)
  await write(source, 'source-a', 1, 2, 3, 4, 5)
  const checkpoints = memoryCheckpoints()
  const both = await Promise.all([openReactor(store, { checkpoints }), openReactor(store, { checkpoints })])
  const fault = await Promise.race(both.map(({ reactor }) => reactor.ended()))
  expect(left(fault)).toMatchObject({ _tag: 'ModelStoreFault', code: 'MOVED', retryable: false })
  const [second, ...others] = both.filter(({ reactor }) => reactor.state().status === 'failed')
  const first = both.find(({ reactor }) => reactor.state().status === 'running')
  if (second === undefined || first === undefined || others.length > 0) throw new Error('not one of two')
  await settled(store, first.reactor)
  await write(source, 'source-a', 6)
  await settled(store, first.reactor)
  await first.reactor.stop()
  expect(await linesOf(store, 'copie-a')).toEqual([1, 2, 3, 4, 5, 6].map(n => `source-a:${n}`))
  // Once the other is stopped it goes on from there.
  const again = await openReactor(store, { checkpoints })
  await settled(store, again.reactor)
  await again.reactor.stop()
  expect(again.reactor.state()).toMatchObject({ status: 'stopped', handled: 0 })
})

test('a checkpoint of which the answer was lost is not taken for that of another', async () => {
  const store = memoryEventStore({ pageSize: 1 })
  await write(ledgerExecutor(store), 'source-a', 1, 2, 3, 4, 5)
  const kept = memoryCheckpoints()
  let losing = 0
  const { reactor, reports } = await openReactor(store, {
    checkpoints: {
      ...kept,
      // Of every other save the answer is lost: after it was done, or before.
      save: (name, position, from) => async () => {
        losing++
        if (losing % 4 !== 2) {
          const saved = await kept.save(name, position, from)()
          if (losing % 4 !== 0) return saved
        }
        return E.left(modelStoreFault('ECONNRESET', true, 'réessayez'))
      }
    }
  })
  await settled(store, reactor)
  await reactor.stop()
  expect(losing).toBeGreaterThan(4)
  expect(new Set(reports.map(({ _tag }) => _tag))).toEqual(new Set(['Interrupted']))
  expect(await linesOf(store, 'copie-a')).toEqual([1, 2, 3, 4, 5].map(n => `source-a:${n}`))
})

/** The executor dies at its `nth` command, before or after having done it, and the checkpoints with it. */
const crashing = (execute: LedgerExecutor, checkpoints: Checkpoints, nth: number, after: boolean) => {
  let left = nth
  let dead = false
  const crash = modelStoreFault('CRASH', false, 'relancez')
  return {
    checkpoints: {
      ...checkpoints,
      save:
        (...given: Parameters<Checkpoints['save']>) =>
        async () =>
          dead ? E.left(crash) : checkpoints.save(...given)()
    },
    execute:
      (...given: Parameters<LedgerExecutor>) =>
      async () => {
        if (dead) return E.left({ ...crash, retryable: true })
        dead = --left <= 0
        if (!dead) return execute(...given)()
        if (after) await execute(...given)()
        return E.left({ ...crash, retryable: true })
      }
  }
}

test('at least once: crashes between handling and checkpoint change nothing of what comes of it', async () => {
  const crash = fc.record({ nth: fc.integer({ min: 1, max: 12 }), after: fc.boolean() })
  const line = fc.record({ on: fc.constantFrom('a', 'b', 'c'), n: fc.nat(9) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.array(crash, { maxLength: 4 }),
      async (lines, crashes) => {
        const run = async (dying: typeof crashes): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
          const store = memoryEventStore({ pageSize: 4 })
          const source = ledgerExecutor(store)
          for (const [index, { on, n }] of lines.entries())
            right(await source(`source-${on}`, command(n), { commandId: `l${index}` })())
          const kept = memoryCheckpoints()
          for (const { nth, after } of dying) {
            const copies = ledgerExecutor(store)
            const { checkpoints, execute } = crashing(copies, kept, nth, after)
            // A dead process records nothing either.
            const silent: EventStore = {
              ...store,
              append: (stream, ...given) =>
                stream.startsWith('reaction-')
                  ? async () => E.left(storeUnavailable('CRASH', false, 'relancez'))
                  : store.append(stream, ...given)
            }
            const { reactor } = await openReactor(silent, { checkpoints }, execute)
            await Promise.race([reactor.ended(), reactor.whenCaughtUp(await endOf(store), longest)()])
            await reactor.stop()
          }
          const { reactor } = await openReactor(store, { checkpoints: kept })
          await settled(store, reactor)
          await reactor.stop()
          const copies = new Map<string, ReadonlyArray<string>>()
          for (const on of ['a', 'b', 'c'])
            if (lines.some(one => one.on === on)) copies.set(on, await linesOf(store, `copie-${on}`))
          copies.set('tout', [...(await linesOf(store, 'copie-tout'))].sort())
          return copies
        }
        expect(await run(crashes)).toEqual(await run([]))
      }
    ),
    { numRuns: 40 }
  )
})

test('the order of each stream is kept while others go on beside it, no more than so many', async () => {
  const store = memoryEventStore({ pageSize: 64 })
  const source = ledgerExecutor(store)
  for (let n = 0; n < 10; n++) for (const on of 'abcdef') await write(source, `source-${on}`, n)
  const given: string[] = []
  let atOnce = 0
  let most = 0
  let turns = 0
  const { reactor } = await openReactor(
    store,
    {
      concurrency: 3,
      reactions: flow(
        copying,
        TE.map(asked => asked.slice(0, 1))
      )
    },
    (stream, { data }) =>
      async () => {
        most = Math.max(most, ++atOnce)
        // Each command takes another number of turns: a later one would overtake an earlier one.
        turns += 7
        for (let left = turns % 11; left > 0; left--) await noSleep()
        given.push(`${stream} ${data.n}`)
        atOnce--
        return E.right(null)
      }
  )
  await settled(store, reactor)
  await reactor.stop()
  expect(most).toBe(3)
  for (const on of 'abcdef')
    expect(given.filter(one => one.startsWith(`copie-${on} `))).toEqual(
      Array.from({ length: 10 }, (_, n) => `copie-${on} ${n}`)
    )
})

test('stopping does not wait for what fails, keeps no checkpoint beyond it, and answers who waits', async () => {
  const store = memoryEventStore()
  await write(ledgerExecutor(store), 'source-a', 1)
  const checkpoints = memoryCheckpoints()
  let tried = 0
  const { reactor } = await openReactor(store, { checkpoints, sleep: patient }, () => async () => {
    tried++
    return E.left({ _tag: 'Away', retryable: true, message: 'loin' })
  })
  await until(() => tried === 1)
  const waiting = reactor.whenCaughtUp(await endOf(store), longest)()
  await reactor.stop()
  expect(left(await waiting)).toMatchObject({ _tag: 'Ended', retryable: false })
  expect(right(await checkpoints.load('copie')())).toBeNull()
})

test('a closed store ends the reactor with its error; a bad name does not start one', async () => {
  const store = memoryEventStore()
  const { reactor } = await openReactor(store)
  await store.close()
  expect(left(await reactor.ended())._tag).toBe('StoreClosed')
  expect(reactor.state()).toMatchObject({ status: 'failed', fault: { _tag: 'StoreClosed' } })
  await reactor.stop()
  for (const [name, tag] of [
    ['é', 'InvalidStreamName'],
    ['', 'InvalidRequest'],
    [JSON.parse('null'), 'InvalidRequest']
  ]) {
    const refused = await react<LedgerEvent, LedgerCommand>({
      ...{ name, store, codec: ledgerCodec, reactions: copying, execute: ledgerExecutor(store) },
      ...{ checkpoints: memoryCheckpoints(), acteur }
    })()
    expect(left(refused)._tag).toBe(tag)
  }
})

test('43 a wrong clock ends a reactor, which has passed over nothing and goes on once the clock is right', async () => {
  const now = instant('2024-03-10T11:00:00.000Z')
  let says = now
  const store = memoryEventStore({ clock: () => says })
  const checkpoints = memoryCheckpoints()
  await write(ledgerExecutor(store), 'source-a', 1, 2)
  says = instant('2999-01-01T00:00:00.000Z')
  const wrong = await openReactor(store, { checkpoints })
  expect(left(await wrong.reactor.ended())).toMatchObject({
    _tag: 'ClockRefused',
    reason: 'journal',
    last: now
  })
  says = now
  expect(await linesOf(store, 'source-a')).toHaveLength(2)
  const { reactor } = await openReactor(store, { checkpoints })
  await settled(store, reactor)
  expect(await linesOf(store, 'copie-tout')).toEqual(['source-a:1', 'source-a:2'])
  expect(reactor.state().waiting).toEqual([])
  await reactor.stop()
})
