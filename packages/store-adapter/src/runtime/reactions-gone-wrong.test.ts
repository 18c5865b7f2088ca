import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { acteur, command, ledgerCodec, ledgerExecutor } from '../../test/ledger'
import { copying, endOf, linesOf, openReactor, type ReactorOptions, settled, write } from '../../test/reactor'
import { eventsOf, left, right } from '../contract/harness'
import { memoryEventStore } from '../memory/memory-event-store'
import { memoryCheckpoints } from './checkpoints'
import { react } from './react'

type Reactions = ReactorOptions['reactions']

/** `wrong` at the second line of `source-a`, and what is right elsewhere. */
const amid =
  (wrong: Reactions): Reactions =>
  recorded =>
    recorded.stream === 'source-a' && recorded.revision === 1 ? wrong(recorded) : copying(recorded)

const filled = async () => {
  const store = memoryEventStore({ pageSize: 3 })
  await write(ledgerExecutor(store), 'source-a', 1, 2, 3)
  await write(ledgerExecutor(store), 'source-b', 1, 2, 3)
  return store
}
const untextable: unknown = Object.create(null)
const gives =
  (answer: unknown): Reactions =>
  () =>
  async () =>
    answer as never
const throws =
  (thrown: unknown): Reactions =>
  () => {
    throw thrown
  }
const fine = { stream: 'copie-a', command: command(9) }

const wrong: ReadonlyArray<readonly [what: string, reactions: Reactions, detail: string]> = [
  ['Right(null)', gives(E.right(null)), 'InvalidReaction'],
  ['Right of no list', gives(E.right({ length: 1 })), 'InvalidReaction'],
  ['Right of an iterable', gives(E.right(new Set([fine]))), 'InvalidReaction'],
  ['a hole', gives(E.right([fine, undefined])), 'InvalidReaction'],
  [
    'a list of holes without end',
    gives(E.right(Object.assign([], { length: 2 ** 32 - 1 }))),
    'InvalidReaction'
  ],
  ['an entry that is a text', gives(E.right([fine, 'x'])), 'InvalidReaction'],
  ['an entry without a stream', gives(E.right([fine, { command: command(1) }])), 'InvalidReaction'],
  [
    'an entry without a command',
    gives(E.right([fine, { stream: 'copie-a', command: null }])),
    'InvalidReaction'
  ],
  ['a command without a type', gives(E.right([fine, { stream: 'copie-a', command: {} }])), 'InvalidReaction'],
  ['no Either', gives(null), 'TypeError'],
  ['a promise of nothing', gives(undefined), 'TypeError'],
  ['a list, and no Either', gives([fine]), 'TypeError'],
  ['an Either of another making', gives({ _tag: 'Right' }), 'InvalidReaction'],
  ['Left(null)', gives(E.left(null)), 'Defect'],
  ['Left of an Error', gives(E.left(new RangeError('Mme Dupont'))), 'RangeError'],
  ['Left of a text', gives(E.left('Mme Dupont')), 'Defect'],
  ['Left without a tag to write', gives(E.left({ _tag: '', retryable: false, message: '' })), 'Defect'],
  [
    'Left that quotes somebody',
    gives(E.left({ _tag: 'Mme Dupont', retryable: false, message: '' })),
    'Defect'
  ],
  ['no function', (() => null) as never, 'TypeError'],
  ['it throws', throws(new RangeError('Mme Dupont')), 'RangeError'],
  ['it throws null', throws(null), 'Defect'],
  ['it throws what has no text', throws(untextable), 'Defect'],
  ['it rejects', () => () => Promise.reject(new RangeError('Mme Dupont')), 'RangeError'],
  ['it never answers', () => () => new Promise(() => {}), 'Unanswered']
]

test.each(wrong)(
  '%s: stops its stream and no other, and gives nothing of what it asked',
  async (_, reactions, detail) => {
    const store = await filled()
    const { reactor, reports } = await openReactor(store, { reactions: amid(reactions), timeout: 20 })
    await settled(store, reactor)
    expect(reactor.state()).toMatchObject({
      status: 'running',
      waiting: [{ stream: 'source-a', revision: 1, stop: { cause: 'reaction', detail } }]
    })
    expect(reports).toMatchObject([{ _tag: 'Stopped', recorded: { revision: 1 } }])
    expect(JSON.stringify(await eventsOf(store.read('reaction-copie')))).not.toContain('Dupont')
    expect(await linesOf(store, 'copie-a')).toEqual(['source-a:1'])
    expect(await linesOf(store, 'copie-b')).toEqual([1, 2, 3].map(n => `source-b:${n}`))
    await reactor.stop()
    right(await reactor.ended())
  }
)

test.each([
  ['null', null, 'TypeError'],
  ['Left(null)', E.left(null), 'Defect'],
  ['nothing', undefined, 'TypeError']
])('an execute of one’s own that gives %s stops the stream of the event', async (_, answer, detail) => {
  const store = await filled()
  const execute = ledgerExecutor(store)
  const { reactor } = await openReactor(store, {}, ((...given: Parameters<typeof execute>) =>
    given[1].data.from === 'source-a' ? async () => answer : execute(...given)) as never)
  await settled(store, reactor)
  expect(reactor.state()).toMatchObject({
    status: 'running',
    waiting: [{ stream: 'source-a', revision: 0, stop: { cause: 'commande', detail } }]
  })
  await reactor.stop()
})

test('a codec that throws stops the stream; who listens and throws, or rejects, changes nothing', async () => {
  const store = await filled()
  const { reactor } = await openReactor(store, {
    codec: {
      ...ledgerCodec,
      decode: recorded => {
        if (recorded.stream === 'source-a') throw new RangeError('boum')
        return ledgerCodec.decode(recorded)
      }
    },
    onReport: async () => {
      throw new Error('personne')
    }
  })
  await settled(store, reactor)
  expect(reactor.state().waiting).toMatchObject([{ stream: 'source-a', stop: { cause: 'illisible' } }])
  await reactor.stop()
  right(await reactor.ended())
})

test('what never answers is left once the reactor is stopped, and comes again at the next start', async () => {
  const store = await filled()
  const checkpoints = memoryCheckpoints()
  const asleep: Reactions = () => () => new Promise(() => {})
  const { reactor } = await openReactor(store, {
    ...{ checkpoints, reactions: amid(asleep) },
    ...{ timeout: Number.POSITIVE_INFINITY, grace: 1 }
  })
  await reactor.stop()
  right(await reactor.ended())
  expect(reactor.state()).toMatchObject({ status: 'stopped', waiting: [] })
  const { reactor: again } = await openReactor(store, { checkpoints })
  await settled(store, again)
  await again.stop()
  expect(await linesOf(store, 'copie-a')).toEqual([1, 2, 3].map(n => `source-a:${n}`))
})

/** Each line asks for one in the other ledger: without a bound it never ends. */
const answering: Reactions = ({ stream, type, data }) =>
  TE.right(
    type === 'LigneInscrite'
      ? [{ stream: stream === 'source-ping' ? 'source-pong' : 'source-ping', command: command(data.n) }]
      : []
  )

test('reactions that answer one another end at the bound, which stops their stream and is recorded; others go on', async () => {
  const store = memoryEventStore()
  const source = ledgerExecutor(store)
  await write(source, 'source-ping', 1)
  const { reactor, reports } = await openReactor(store, {
    reactions: recorded => (recorded.stream === 'source-b' ? copying(recorded) : answering(recorded)),
    maxCausationDepth: 5
  })
  await write(source, 'source-b', 1)
  await settled(store, reactor)
  while ((await endOf(store)) !== reactor.state().checkpoint && reactor.state().waiting.length === 0)
    await settled(store, reactor)
  const lines = (await eventsOf(store.readAll())).filter(({ stream }) => /^source-p/.test(stream))
  expect(lines.map(({ metadata }) => metadata.causationDepth)).toEqual([0, 1, 2, 3, 4, 5])
  expect(new Set(lines.map(({ metadata }) => metadata.correlationId))).toEqual(new Set(['source-ping 1']))
  expect(reports).toMatchObject([
    { _tag: 'Stopped', cause: 'chaine', error: { _tag: 'CausalChainTooLong', depth: 5, limit: 5 } }
  ])
  expect(reactor.state()).toMatchObject({
    status: 'running',
    waiting: [{ stream: 'source-pong', revision: 2, stop: { cause: 'chaine', detail: 'CausalChainTooLong' } }]
  })
  expect(await linesOf(store, 'copie-b')).toEqual(['source-b:1'])
  // What somebody gives is the start of another chain.
  expect((await eventsOf(store.read('copie-b')))[0]?.metadata.causationDepth).toBe(1)
  await reactor.stop()
})

test('two reactors that answer one another end too, by default after 32, and timers have their turn meanwhile', async () => {
  const store = memoryEventStore()
  await write(ledgerExecutor(store), 'ping-a', 1)
  let ticks = 0
  const timer = setInterval(() => {
    ticks++
  }, 0)
  const opened = await Promise.all(
    [
      ['ping', 'pong'],
      ['pong', 'ping']
    ].map(([category = '', other = '']) =>
      openReactor(store, {
        ...{ name: category, category },
        reactions: ({ data, type }) =>
          TE.right(type === 'LigneInscrite' ? [{ stream: `${other}-a`, command: command(data.n) }] : [])
      })
    )
  )
  const waiting = (): ReadonlyArray<unknown> => opened.flatMap(({ reactor }) => reactor.state().waiting)
  // In memory nothing truly waits: this timer runs only where the reactors let others have their turn.
  const seen: number[] = []
  while (waiting().length === 0) {
    await new Promise(resolve => setTimeout(resolve, 0))
    seen.push((await eventsOf(store.readAll())).length)
  }
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(0)
  expect(seen.some(events => events > 1 && events < 33)).toBe(true)
  await Promise.all(opened.map(({ reactor }) => reactor.stop()))
  const depths = (await eventsOf(store.readAll()))
    .filter(({ stream }) => !stream.startsWith('reaction'))
    .map(({ metadata }) => metadata.causationDepth)
  expect(depths).toEqual(Array.from({ length: 33 }, (_, depth) => depth))
})

test('G23 a reaction that was mended since passes over what it has given, reports it, and goes on', async () => {
  const store = await filled()
  for (const mended of [false, true]) {
    const { reactor, reports } = await openReactor(store, {
      checkpoints: memoryCheckpoints(),
      reactions: ({ stream, data, type }) =>
        TE.right(
          type === 'LigneInscrite'
            ? [
                {
                  stream: 'copie-tout',
                  command: command(mended && data.n === 2 ? 20 : data.n, 'Inscrire', stream)
                }
              ]
            : []
        )
    })
    await settled(store, reactor)
    await reactor.stop()
    expect(reactor.state()).toMatchObject({ handled: 6, refused: 0, passedOver: mended ? 2 : 0, waiting: [] })
    expect(reports).toHaveLength(mended ? 2 : 0)
    for (const report of reports)
      expect(report).toMatchObject({
        _tag: 'PassedOver',
        stream: 'copie-tout',
        recorded: { data: { n: 2 } },
        reused: { _tag: 'CommandIdReused', stream: 'copie-tout' }
      })
  }
  expect([...(await linesOf(store, 'copie-tout'))].sort()).toEqual(
    ['a', 'b'].flatMap(on => [1, 2, 3].map(n => `source-${on}:${n}`))
  )
})

test('G15 options that are none are faults with their paths, and start nothing', async () => {
  const store = await filled()
  const base = { name: 'copie', store, reactions: copying, execute: ledgerExecutor(store) }
  const given = async (options: Record<string, unknown>) =>
    left(
      await react({
        ...{ ...base, acteur, codec: ledgerCodec, checkpoints: memoryCheckpoints() },
        ...(options as object)
      } as never)()
    )
  for (const [options, path] of [
    [{ concurrency: 0 }, 'concurrency'],
    [{ concurrency: Number.NaN }, 'concurrency'],
    [{ refusal: 'non' }, 'refusal'],
    [{ maxCausationDepth: -1 }, 'maxCausationDepth'],
    [{ timeout: 0 }, 'timeout'],
    [{ timeout: Number.NaN }, 'timeout'],
    [{ grace: -1 }, 'grace'],
    [{ retry: { attempts: 0, firstDelay: 1, longestDelay: 1 } }, 'retry.attempts'],
    [{ startFrom: 'hier' }, 'startFrom'],
    [{ startFrom: '01' }, 'startFrom'],
    [{ startFrom: 7 }, 'startFrom'],
    [{ startFrom: null }, 'startFrom'],
    [{ category: 'a-b' }, 'category'],
    [{ types: 'LigneInscrite' }, 'types'],
    [{ types: ['LigneInscrite', 'Ligne'] }, 'types[1]']
  ] as const)
    expect(await given(options)).toMatchObject({ _tag: 'InvalidRequest', faults: [{ path }] })
  for (const options of [{ checkpoints: null }, { codec: null }, { store: null }, { retry: null }])
    expect(await given(options)).toMatchObject({ _tag: 'Defect', part: 'react' })
  expect(left(await react(null as never)())._tag).toBe('Defect')
  expect((await eventsOf(store.readAll())).every(({ stream }) => stream.startsWith('source-'))).toBe(true)
})
