import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import type { LedgerCommand } from '../../test/ledger'
import { command, ledger, ledgerExecutor, noSleep } from '../../test/ledger'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { eventIdOf } from './event-id'

const stream = 'livre-1'

/** Each of the first appends waits for the other, so that both have decided on the same revision. */
const meeting = (store: EventStore, atOnce: number): EventStore => {
  let waiting = 0
  let release = (): void => {}
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  return {
    ...store,
    append:
      (...given) =>
      async () => {
        if (++waiting >= atOnce) release()
        await gate
        return store.append(...given)()
      }
  }
}

test('G23 of two different commands at once under one id, one is recorded and the other refused', async () => {
  const others: ReadonlyArray<LedgerCommand> = [
    command(2),
    // The same event, and another command.
    command(1, 'InscrireUneFois'),
    // More events, and the first ones are not the same.
    command(1, 'Clore'),
    { ...command(1), acteur: { ...command(1).acteur, kind: 'agent-caf' } }
  ]
  for (const other of others) {
    const inner = memoryEventStore()
    const store = meeting(inner, 2)
    const answers = await Promise.all(
      [command(1), other].map(asked => ledgerExecutor(store)(stream, asked, { commandId: 'c1' })())
    )
    const [recorded, ...no] = answers.filter(E.isRight)
    const [refused, ...nor] = answers.filter(E.isLeft)
    expect([no, nor]).toEqual([[], []])
    expect(refused?.left).toMatchObject({
      _tag: 'CommandIdReused',
      stream,
      commandId: 'c1',
      revision: 0,
      retryable: false
    })
    const journal = await eventsOf(inner.read(stream))
    expect(journal.map(({ type, data }) => ({ type, data }))).toEqual(recorded?.right.events)
    expect(recorded?.right.repeated).toBe(false)
  }
})

test('G23 one after the other too: kept, forgotten by the executor, gone from its cache, after a restart', async () => {
  const store = memoryEventStore()
  const remembering = ledgerExecutor(store)
  const forgetful = ledgerExecutor(store, { cache: { maxStreams: 10, answersPerStream: 1 } })
  const first = right(await forgetful(stream, command(1), { commandId: 'c1' })())
  right(await remembering(stream, command(1), { commandId: 'c1' })())
  for (let n = 2; n < 6; n++) right(await forgetful(stream, command(n), { commandId: `c${n}` })())
  const end = await eventsOf(store.readAll())
  const executors = {
    remembering,
    forgetful,
    uncached: ledgerExecutor(store, { cache: { maxStreams: 0 } }),
    restarted: ledgerExecutor(store)
  }
  // Another line, one that would write nothing now, another acteur, and other data.
  const others = [
    command(9),
    command(3, 'InscrireUneFois'),
    { ...command(1), acteur: { ...command(1).acteur, kind: 'agent-caf' as const } },
    { ...command(1), livreId: 'b' }
  ]
  for (const execute of Object.values(executors)) {
    for (const other of others)
      expect(left(await execute(stream, other, { commandId: 'c1' })())).toMatchObject({
        _tag: 'CommandIdReused',
        commandId: 'c1',
        revision: 0
      })
    // The order of keys, and what stands beside the command, are not what was asked.
    const { type, acteur, data } = command(1)
    const again = { data: { from: data.from, n: data.n }, acteur, type }
    expect(
      right(await execute(stream, again, { commandId: 'c1', reason: 'encore', correlationId: 'k' })())
    ).toEqual({ ...first, repeated: true })
  }
  expect(await eventsOf(store.readAll())).toEqual(end)
})

test('G23 an id that recorded nothing is free; in another stream it is another command', async () => {
  const store = memoryEventStore()
  const execute = ledgerExecutor(store)
  right(await execute(stream, command(1), { commandId: 'c1' })())
  expect(right(await execute(stream, command(1, 'InscrireUneFois'), { commandId: 'c2' })())).toMatchObject({
    events: [],
    repeated: false
  })
  expect(right(await execute(stream, command(2), { commandId: 'c2' })())).toMatchObject({ repeated: false })
  expect(right(await execute('livre-2', command(7), { commandId: 'c2' })())).toMatchObject({
    repeated: false
  })
})

test('G23 what no command asked for is no command: its id is taken', async () => {
  const store = memoryEventStore()
  const byHand = { ...event('a', { n: 1, from: 'x' }), type: 'LigneInscrite', id: eventIdOf('c1', 0) }
  await taken(
    store.append(stream, [{ ...byHand, metadata: { ...byHand.metadata, commandId: 'c1' } }], 'none')
  )
  expect(left(await ledgerExecutor(store)(stream, command(1), { commandId: 'c1' })())._tag).toBe(
    'CommandIdReused'
  )
})

test('G23 a command of which the answer was lost is tried again, and is no other', async () => {
  const inner = memoryEventStore()
  let lost = 1
  const store: EventStore = {
    ...inner,
    append:
      (...given) =>
      async () => {
        const appended = await inner.append(...given)()
        return lost-- > 0
          ? E.left({ _tag: 'StoreUnavailable', code: 'X', retryable: true, message: 'perdu' })
          : appended
      }
  }
  const executed = right(await ledgerExecutor(store)(stream, command(1, 'Clore'), { commandId: 'c1' })())
  expect(executed).toMatchObject({ revision: 1, state: { lines: ['x:1'], closed: true } })
  expect(await eventsOf(inner.readAll())).toHaveLength(2)
})

/** Every command under few ids, so that most clash: whatever the interleaving, an answer says what the journal holds. */
test('G23 of any commands at once through several executors, each Right is in the journal as it was answered', async () => {
  const step = fc.record({
    by: fc.nat(2),
    id: fc.nat(3),
    n: fc.nat(2),
    type: fc.constantFrom('Inscrire', 'InscrireUneFois', 'Clore')
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 16 }), fc.boolean(), async (steps, atOnce) => {
      const store = memoryEventStore({ pageSize: 2 })
      const retry = { attempts: 100, firstDelay: 1, longestDelay: 1 }
      const executors = [0, 1, 2].map(maxStreams =>
        ledgerExecutor(store, { cache: { maxStreams, answersPerStream: 1 }, retry, sleep: noSleep })
      )
      const give = ({ by, id, n, type }: (typeof steps)[number]) =>
        executors[by]?.(stream, command(n, type as LedgerCommand['type']), { commandId: `c${id}` })() ??
        Promise.reject(new Error('none'))
      const answers: Awaited<ReturnType<typeof give>>[] = []
      if (atOnce) answers.push(...(await Promise.all(steps.map(give))))
      else for (const one of steps) answers.push(await give(one))
      const journal = await eventsOf(store.readAll())
      for (const [index, answer] of answers.entries()) {
        if (E.isLeft(answer)) {
          expect(['Refused', 'CommandIdReused']).toContain(answer.left._tag)
          continue
        }
        if (answer.right.events.length === 0) continue
        const recorded = journal.filter(({ metadata }) => metadata.commandId === `c${steps[index]?.id}`)
        expect(answer.right.events).toEqual(recorded.map(({ type, data }) => ({ type, data })))
        expect(answer.right.revision).toBe(recorded.at(-1)?.revision)
        const upTo = journal.slice(0, (answer.right.revision ?? 0) + 1)
        expect(answer.right.state.lines).toHaveLength(
          upTo.filter(({ type }) => type === 'LigneInscrite').length
        )
      }
      const ids = new Map<string, Set<string | null>>()
      for (const { metadata } of journal)
        ids.set(metadata.commandId, (ids.get(metadata.commandId) ?? new Set()).add(metadata.commandDigest))
      expect([...ids.values()].every(digests => digests.size === 1)).toBe(true)
    }),
    { numRuns: 150 }
  )
})

test('the revision that the caller expects: taken when it is there, else a conflict at once, also for what writes nothing', async () => {
  const store = memoryEventStore()
  const slept: number[] = []
  const execute = ledgerExecutor(store, {
    sleep: async milliseconds => {
      slept.push(milliseconds)
    }
  })
  const give = (
    n: number,
    commandId: string,
    expectedRevision: number | 'none',
    type?: LedgerCommand['type']
  ) => execute(stream, command(n, type), { commandId, expectedRevision })()
  expect(left(await give(1, 'c1', 0))).toMatchObject({
    _tag: 'Conflict',
    expected: { exact: 0 },
    actual: null
  })
  const first = right(await give(1, 'c1', 'none'))
  expect(first.revision).toBe(0)
  expect(right(await give(2, 'c2', 0)).revision).toBe(1)
  for (const [expected, type] of [
    [0, 'Inscrire'],
    [2, 'Inscrire'],
    ['none', 'Inscrire'],
    [0, 'InscrireUneFois'],
    ['none', 'InscrireUneFois']
  ] as const)
    expect(left(await give(1, 'c3', expected, type))).toMatchObject({
      _tag: 'Conflict',
      cause: 'revision',
      stream,
      actual: 1,
      retryable: false
    })
  expect(right(await give(1, 'c3', 1, 'InscrireUneFois')).events).toEqual([])
  // A repeat still gets its first answer, and another command under its id is still refused.
  expect(right(await give(1, 'c1', 'none'))).toEqual({ ...first, repeated: true })
  expect(left(await give(9, 'c1', 'none'))._tag).toBe('CommandIdReused')
  expect(slept).toEqual([])
  expect(await eventsOf(store.readAll())).toHaveLength(2)
})

test('the revision that the caller expects: of two at once, one wins, and the other is not decided again', async () => {
  const inner = memoryEventStore()
  right(await ledgerExecutor(inner)(stream, command(1), { commandId: 'c1' })())
  const store = meeting(inner, 2)
  const answers = await Promise.all(
    [2, 3].map(n => ledgerExecutor(store)(stream, command(n), { commandId: `c${n}`, expectedRevision: 0 })())
  )
  expect(answers.filter(E.isRight)).toHaveLength(1)
  expect(answers.filter(E.isLeft).map(({ left: refused }) => refused)).toMatchObject([
    { _tag: 'Conflict', expected: { exact: 0 }, actual: 1 }
  ])
  expect(await eventsOf(inner.readAll())).toHaveLength(2)
})

test('G15 a revision that is none is a fault of the meta', async () => {
  const execute = ledgerExecutor(memoryEventStore())
  for (const expectedRevision of [-1, 0.5, Number.NaN, '0', 'any', 'exists', null, { exact: 0 }, 2 ** 53])
    expect(
      left(
        await execute(stream, command(1), {
          commandId: 'c1',
          expectedRevision: expectedRevision as number
        })()
      )
    ).toMatchObject({ _tag: 'InvalidMetadata', faults: [{ path: 'expectedRevision' }] })
})

test('G15 what a decider throws, or gives in place of a decision, is a value that names the part', async () => {
  const store = memoryEventStore()
  const boom = (): never => {
    throw new RangeError('boum')
  }
  const untextable: unknown = Object.create(null)
  const cases: ReadonlyArray<readonly [part: string, options: Parameters<typeof ledgerExecutor>[1]]> = [
    ['decide', { decider: { ...ledger, decide: boom } }],
    ['decide', { decider: { ...ledger, decide: () => boom } }],
    ['decide', { decider: { ...ledger, decide: () => () => null as never } }],
    ['decide', { decider: { ...ledger, decide: () => () => E.right(null as never) } }],
    ['decide', { decider: { ...ledger, decide: () => () => E.left([] as never) } }],
    ['decide', { decider: { ...ledger, decide: () => async () => E.right([]) } as never }],
    [
      'decide',
      {
        decider: {
          ...ledger,
          decide: () => {
            throw untextable
          }
        }
      }
    ],
    ['evolve', { decider: { ...ledger, evolve: boom } }],
    ['annotate', { annotate: boom }],
    ['annotate', { annotate: () => null as never }],
    ['annotate', { decider: { ...ledger, model: boom } }],
    ['execute', { decider: { ...ledger, addressee: boom } }]
  ]
  for (const [part, options] of cases) {
    const refused = left(await ledgerExecutor(store, options)(stream, command(1), { commandId: 'c1' })())
    expect(refused).toMatchObject({ _tag: 'Defect', part, retryable: false })
    expect(refused.message).toMatch(/^défaut du programme \([a-z]+\) : .+ ; corrigez-le et relancez$/)
  }
  for (const events of [[null], [7], [{ type: 'LigneInscrite', data: null }], [{ type: 'Autre', data: {} }]])
    expect(
      await ledgerExecutor(store, { decider: { ...ledger, decide: () => () => E.right(events as never) } })(
        stream,
        command(1),
        { commandId: 'c1' }
      )()
    ).toMatchObject({ _tag: 'Left' })
  expect(await eventsOf(store.readAll())).toEqual([])
  // What is recorded, and cannot be folded, neither.
  right(await ledgerExecutor(store)(stream, command(1), { commandId: 'c1' })())
  const unfolding = ledgerExecutor(store, { decider: { ...ledger, evolve: boom } })
  expect(left(await unfolding(stream, command(2), { commandId: 'c2' })())).toMatchObject({
    _tag: 'Defect',
    part: 'evolve'
  })
})

test('G15 a stream that is none, whatever it is', async () => {
  const execute = ledgerExecutor(memoryEventStore())
  for (const name of [
    null,
    undefined,
    7,
    1n,
    Symbol('x'),
    {},
    [],
    '',
    ' ',
    '$all',
    'é',
    '\ud800',
    'a'.repeat(256)
  ])
    expect(left(await execute(name as string, command(1), { commandId: 'c1' })())._tag).toBe(
      'InvalidStreamName'
    )
})

test('G15 an id of any length or text is executed once, or refused as a value', async () => {
  const store = memoryEventStore()
  const execute = ledgerExecutor(store)
  for (const commandId of ['x'.repeat(100_000), '\u0000', '💶 é', '../..'])
    for (const repeated of [false, true])
      expect(right(await execute(`livre-${commandId.length}`, command(1), { commandId })())).toMatchObject({
        repeated
      })
  expect(left(await execute(stream, command(1), { commandId: 'x'.repeat(2_000_000) })())._tag).toBe(
    'EventTooLarge'
  )
})
