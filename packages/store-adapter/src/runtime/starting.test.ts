import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Position, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { acteur, command, ledgerCodec, ledgerExecutor, longest, until } from '../../test/ledger'
import { lines, openProjector, type ProjectorOptions } from '../../test/projector'
import { copying, endOf, linesOf, openReactor, type ReactorOptions, settled, write } from '../../test/reactor'
import { openEventStore } from '../address'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { memoryCheckpoints } from './checkpoints'
import { project } from './project'
import { react } from './react'
import { memoryReadModels } from './read-models'
import { sqliteModels } from './sqlite-models'

const filled = async (...ns: ReadonlyArray<number>): Promise<EventStore> => {
  const store = memoryEventStore({ pageSize: 2 })
  await write(ledgerExecutor(store), 'source-a', ...ns)
  return store
}
const numbers = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
const positionAt = async (store: EventStore, index: number): Promise<Position> =>
  (await eventsOf(store.readAll()))[index]?.position ?? positionOf(0)

describe('a reactor that begins', () => {
  const run = async (store: EventStore, options: Partial<ReactorOptions>) => {
    const { reactor } = await openReactor(store, options)
    await settled(store, reactor)
    await reactor.stop()
    return linesOf(store, 'copie-a')
  }
  const copies = (from: number, to: number) => numbers(from, to).map(n => `source-a:${n}`)

  test('now meets nothing of what was; what it begins with is kept, and a restart goes on from there', async () => {
    const store = await filled(1, 2, 3)
    const checkpoints = memoryCheckpoints()
    const { reactor } = await openReactor(store, { checkpoints, startFrom: 'now' })
    await reactor.stop()
    expect(right(await checkpoints.load('copie')())?.last.position).toBe(await positionAt(store, 2))
    // Added while no reactor ran.
    await write(ledgerExecutor(store), 'source-a', 4, 5)
    expect(await run(store, { checkpoints, startFrom: 'now' })).toEqual(copies(4, 5))
    await write(ledgerExecutor(store), 'source-a', 6)
    expect(await run(store, { checkpoints, startFrom: 'start' })).toEqual(copies(4, 6))
  })

  test('now, on an empty journal, is before all that comes: also what comes while it does not run', async () => {
    const store = memoryEventStore()
    const checkpoints = memoryCheckpoints()
    const { reactor } = await openReactor(store, { checkpoints, startFrom: 'now' })
    await reactor.stop()
    await write(ledgerExecutor(store), 'source-a', 1, 2)
    expect(await run(store, { checkpoints, startFrom: 'now' })).toEqual(copies(1, 2))
  })

  test('after a position; at the start', async () => {
    const store = await filled(1, 2, 3, 4)
    const startFrom = await positionAt(store, 1)
    expect(await run(store, { startFrom })).toEqual(copies(3, 4))
    const other = await filled(1, 2)
    expect(await run(other, { startFrom: 'start' })).toEqual(copies(1, 2))
  })

  test('with what cannot be read, or kept, is told at once', async () => {
    const store = await filled(1)
    await store.close()
    const execute = ledgerExecutor(store)
    const refused = await react({
      ...{ name: 'copie', store, codec: ledgerCodec, reactions: copying, execute, acteur },
      ...{ checkpoints: memoryCheckpoints(), startFrom: 'now' }
    })()
    expect(left(refused)._tag).toBe('StoreClosed')
  })

  test('ends once it has caught up, also with what its own commands have added', async () => {
    const store = await filled(...numbers(1, 5))
    // Each line of `source-a` gives one of `source-b`, and that one a copy.
    const { reactor } = await openReactor(store, {
      stopWhenCaughtUp: true,
      reactions: ({ stream, data, type }) =>
        TE.right(
          type !== 'LigneInscrite'
            ? []
            : [{ stream: stream === 'source-a' ? 'source-b' : 'copie-a', command: command(data.n) }]
        )
    })
    expect(right(await reactor.ended())).toBeUndefined()
    expect(reactor.state()).toMatchObject({ status: 'stopped', fault: null, handled: 10, waiting: [] })
    expect(await linesOf(store, 'copie-a')).toEqual(numbers(1, 5).map(n => `x:${n}`))
    const { reactor: idle } = await openReactor(memoryEventStore(), { stopWhenCaughtUp: true })
    expect(right(await idle.ended())).toBeUndefined()
    await idle.stop()
  })

  test('with types takes these alone: others are not read, stop nothing, and the checkpoint passes them', async () => {
    const store = await filled(1, 2)
    // No codec knows it.
    await taken(store.append('source-a', [event('inconnu')], 'any'))
    right(await ledgerExecutor(store)('source-b', command(3, 'Clore'), { commandId: 'c3' })())
    const seen: string[] = []
    const { reactor } = await openReactor(store, {
      types: ['LivreClos'],
      reactions: ({ type }) => {
        seen.push(type)
        return TE.right([])
      }
    })
    await settled(store, reactor)
    await reactor.stop()
    expect(seen).toEqual(['LivreClos'])
    expect(reactor.state()).toMatchObject({ handled: 1, waiting: [], checkpoint: await endOf(store) })
  })
})

describe('a projector that begins', () => {
  const read = async (store: EventStore, options: Partial<ProjectorOptions>) => {
    const projector = await openProjector(store, { stopWhenCaughtUp: true, ...options })
    expect(right(await projector.ended())).toBeUndefined()
    expect(projector.state()).toMatchObject({ status: 'stopped', fault: null })
    await projector.stop()
    return projector.read()
  }
  const read1 = (from: number, to: number) => numbers(from, to).map(n => `source-a ${n} v1`)

  test('at the start, now, after a position: where it began is kept with the model', async () => {
    const store = await filled(...numbers(1, 5))
    expect(await read(store, {})).toEqual(read1(1, 5))
    const startFrom = await positionAt(store, 2)
    expect(await read(store, { startFrom })).toEqual(read1(4, 5))
    const models = memoryReadModels<ReadonlyArray<string>>()
    expect(await read(store, { models, startFrom: 'now' })).toEqual([])
    await write(ledgerExecutor(store), 'source-a', 6)
    expect(await read(store, { models, startFrom: 'now' })).toEqual(read1(6, 6))
    expect(await read(store, { models, startFrom: 'start' })).toEqual(read1(6, 6))
  })

  test('in tables too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
    const opened = right(await openEventStore(`sqlite:${join(folder, 'journal.db')}`)())
    await write(ledgerExecutor(opened), 'source-a', 1, 2)
    const file = join(folder, 'modeles.db')
    for (const [n, counted] of [
      [3, 0],
      [4, 1]
    ] as const) {
      const models = right(await sqliteModels({ file })())
      const projector = right(
        await project({
          ...{ store: opened, codec: ledgerCodec, startFrom: 'now', stopWhenCaughtUp: true },
          projection: {
            name: 'compte',
            version: 1,
            initial: () => 0,
            apply: (state: number) => E.right(state)
          },
          models: models.readModels({
            open: db => {
              db.exec('CREATE TABLE IF NOT EXISTS compte (n INTEGER) STRICT')
              return 0
            },
            drop: () => {}
          })
        })()
      )
      right(await projector.ended())
      const behind = projector.state().checkpoint
      expect((await eventsOf(opened.readAll())).findIndex(({ position }) => position === behind)).toBe(
        1 + counted
      )
      await projector.stop()
      await models.close()
      await write(ledgerExecutor(opened), 'source-a', n)
    }
    await opened.close()
    rmSync(folder, { recursive: true })
  })

  test('with types takes these alone, and reads no other', async () => {
    const store = await filled(1)
    await taken(store.append('source-a', [event('inconnu')], 'any'))
    await write(ledgerExecutor(store), 'source-b', 2)
    const projector = await openProjector(store, { types: ['LigneInscrite'] })
    right(await projector.whenCaughtUp(await endOf(store), longest)())
    expect(projector.read()).toEqual(['source-a 1 v1', 'source-b 2 v1'])
    await projector.stop()
  })

  test('is rebuilt from the start, or from where it is said; after it ended too', async () => {
    const store = await filled(...numbers(1, 4))
    const projector = await openProjector(store, { stopWhenCaughtUp: true })
    right(await projector.ended())
    await write(ledgerExecutor(store), 'source-a', 5)
    right(await projector.rebuild(lines(2))())
    await until(() => projector.state().status === 'stopped')
    expect(right(await projector.ended())).toBeUndefined()
    expect(projector.read()).toEqual(numbers(1, 5).map(n => `source-a ${n} v2`))
    right(await projector.rebuild(lines(3), { startFrom: await positionAt(store, 3) })())
    await until(() => projector.state().status === 'stopped')
    expect(projector.read()).toEqual(['source-a 5 v3'])
    expect(left(await projector.rebuild(lines(4), { startFrom: 'hier' as never })())).toMatchObject({
      _tag: 'InvalidRequest',
      faults: [{ path: 'startFrom' }]
    })
    await projector.stop()
  })
})

describe('G15 a projection that is wrong', () => {
  test.each([
    [
      'throws',
      () => {
        throw new RangeError('boum')
      },
      'Defect'
    ],
    [
      'throws null',
      () => {
        throw null
      },
      'Defect'
    ],
    ['gives null', () => null, 'Defect'],
    ['gives a state, and no Either', () => ['x'], 'Defect'],
    ['gives a promise', async () => E.right([]), 'Defect'],
    ['gives Left(null)', () => E.left(null), null]
  ])('%s stops the projector at that event, as a value', async (_, apply, tag) => {
    const store = await filled(1, 2)
    const projector = await openProjector(store, {
      projection: {
        ...lines(),
        apply: (state, recorded) =>
          recorded.revision === 1 ? (apply() as never) : lines().apply(state, recorded)
      },
      onInterrupted: async () => {
        throw new Error('personne')
      }
    })
    expect(left(await projector.ended())).toMatchObject({
      _tag: 'ProjectionFault',
      recorded: { revision: 1 },
      fault: tag === null ? null : { _tag: tag, part: 'apply' }
    })
    expect(projector.read()).toEqual(['source-a 1 v1'])
    await projector.stop()
  })

  test('does not begin: every fault is a value', async () => {
    const base = {
      store: memoryEventStore(),
      codec: ledgerCodec,
      projection: lines(),
      models: memoryReadModels()
    }
    const given = async (options: object) => left(await project({ ...base, ...options } as never)())
    const boom = (): never => {
      throw new RangeError('boum')
    }
    expect(await given({ projection: { ...lines(), initial: boom } })).toMatchObject({ _tag: 'Defect' })
    for (const options of [
      { models: null },
      { projection: null },
      { codec: undefined },
      { store: null, startFrom: 'now' }
    ])
      expect(await given(options)).toMatchObject({ _tag: 'Defect', part: 'project' })
    for (const [options, path] of [
      [{ startFrom: 'hier' }, 'startFrom'],
      [{ startFrom: -1 }, 'startFrom'],
      [{ category: '' }, 'category'],
      [{ types: ['Autre'] }, 'types[0]']
    ] as const)
      expect(await given(options)).toMatchObject({ _tag: 'InvalidRequest', faults: [{ path }] })
    expect(left(await project(null as never)())._tag).toBe('Defect')
  })
})
