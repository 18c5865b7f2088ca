import {
  Acteur,
  ConventionCommand,
  Count,
  conventionDecider,
  conventionEvents,
  type Decider,
  decode,
  defineEvent,
  type EventOf,
  shippedModels,
  struct
} from '@avenant/domain'
import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import { journalCodec } from '../journal/codec'
import { memoryEventStore } from '../memory/memory-event-store'
import { commandDigestOf } from './command-digest'
import { eventIdOf } from './event-id'
import { type Execute, type ExecutorOptions, executor } from './execute'

/** Two seats: the invariant that two commands at once may not break. */
const seatEvents = {
  SiègePris: defineEvent(struct('SiègePris', { siege: Count })),
  PlacesFermées: defineEvent(struct('PlacesFermées', {}))
}
type SeatEvent = EventOf<typeof seatEvents>
type SeatCommand = {
  readonly type: 'PrendreSiège'
  readonly acteur: Acteur
  readonly data: { readonly siege: number }
}
type Seats = { readonly taken: ReadonlyArray<number>; readonly closed: boolean }
type SeatRefusal = { readonly code: 'complet' }

const decider: Decider<Seats, SeatCommand, SeatEvent, SeatRefusal> = {
  initial: { taken: [], closed: false },
  decide:
    ({ data: { siege } }) =>
    ({ taken, closed }): E.Either<ReadonlyNonEmptyArray<SeatRefusal>, ReadonlyArray<SeatEvent>> => {
      if (taken.includes(siege)) return E.right([])
      if (closed) return E.left([{ code: 'complet' }])
      const event: SeatEvent = { type: 'SiègePris', data: { siege } }
      return E.right(taken.length === 1 ? [event, { type: 'PlacesFermées', data: {} }] : [event])
    },
  evolve: (state, event) =>
    event.type === 'SiègePris'
      ? { ...state, taken: [...state.taken, event.data.siege] }
      : { ...state, closed: true }
}

const acteur = right(Acteur.decode({ kind: 'partenaire', id: 'p1' }))
const seat = (siege: number): SeatCommand => ({ type: 'PrendreSiège', acteur, data: { siege } })
const stream = 'salle-1'
const codec = journalCodec(seatEvents)

type Options = ExecutorOptions<Seats, SeatCommand, SeatEvent, SeatRefusal>
type Run = Execute<Seats, SeatCommand, SeatEvent, SeatRefusal>

const runner = (store: EventStore, options: Partial<Options> = {}): { execute: Run; slept: number[] } => {
  const slept: number[] = []
  const sleep = async (milliseconds: number): Promise<void> => {
    slept.push(milliseconds)
  }
  return {
    slept,
    execute: executor({ store, codec, decider, hands: 'told', sleep, random: () => 0.5, ...options })
  }
}

test('a command is loaded, decided, appended, with who, why and from what', async () => {
  const store = memoryEventStore({ pageSize: 1 })
  const { execute } = runner(store, {
    annotate: ({ taken }) => ({ model: { id: right(Acteur.decode(acteur)).id, version: taken.length } })
  })
  const first = right(await execute(stream, seat(1), { commandId: 'c1' })())
  expect(first).toMatchObject({
    stream,
    events: [{ type: 'SiègePris', data: { siege: 1 } }],
    revision: 0,
    state: { taken: [1], closed: false }
  })
  const second = right(
    await execute(stream, seat(2), {
      commandId: 'c2',
      correlationId: 'k',
      causationId: 'c1',
      reason: 'arrivée'
    })()
  )
  expect(second).toMatchObject({ revision: 2, state: { taken: [1, 2], closed: true } })

  const recorded = await eventsOf(store.read(stream))
  expect(recorded.map(one => one.id)).toEqual([eventIdOf('c1', 0), eventIdOf('c2', 0), eventIdOf('c2', 1)])
  expect(recorded.map(one => one.metadata)).toEqual([
    {
      acteur,
      commandId: 'c1',
      commandDigest: commandDigestOf(seat(1)),
      correlationId: 'c1',
      causationId: null,
      causationDepth: 0,
      reason: null,
      model: { id: 'p1', version: 1 },
      custom: null
    },
    ...Array(2).fill({
      acteur,
      commandId: 'c2',
      commandDigest: commandDigestOf(seat(2)),
      correlationId: 'k',
      causationId: 'c1',
      causationDepth: 0,
      reason: 'arrivée',
      model: { id: 'p1', version: 2 },
      custom: null
    })
  ])
})

test('G12 a refusal is a value, and writes nothing', async () => {
  const store = memoryEventStore()
  const { execute } = runner(store)
  for (const siege of [1, 2]) right(await execute(stream, seat(siege), { commandId: `c${siege}` })())
  expect(left(await execute(stream, seat(3), { commandId: 'c3' })())).toMatchObject({
    _tag: 'Refused',
    refusals: [{ code: 'complet' }],
    retryable: false
  })
  expect(await eventsOf(store.readAll())).toHaveLength(3)
})

test('G13 a command whose effect already holds gives no event and the current revision', async () => {
  const store = memoryEventStore()
  const { execute } = runner(store)
  const first = right(await execute(stream, seat(1), { commandId: 'c1' })())
  expect(right(await execute(stream, seat(1), { commandId: 'c2' })())).toEqual({ ...first, events: [] })
  const idle = runner(store, { decider: { ...decider, decide: () => () => E.right([]) } })
  expect(right(await idle.execute('salle-2', seat(1), { commandId: 'c3' })())).toMatchObject({
    events: [],
    revision: null,
    position: null
  })
})

test('G13 the same command id gives the same answer, also after later commands, and no new event', async () => {
  const store = memoryEventStore({ pageSize: 1 })
  const { execute } = runner(store)
  right(await execute(stream, seat(1), { commandId: 'c1' })())
  const second = right(await execute(stream, seat(2), { commandId: 'c2' })())
  const first = right(await execute(stream, seat(1), { commandId: 'c1' })())
  expect(first).toMatchObject({ events: [{ data: { siege: 1 } }], revision: 0, state: { taken: [1] } })
  expect(right(await execute(stream, seat(2), { commandId: 'c2' })())).toEqual({ ...second, repeated: true })
  expect(await eventsOf(store.readAll())).toHaveLength(3)
})

test('G13 the same command given twice at once is executed once', async () => {
  const store = memoryEventStore()
  const { execute } = runner(store)
  const [one, other] = await Promise.all([1, 2].map(() => execute(stream, seat(1), { commandId: 'c1' })()))
  const first = right(one ?? E.left('none'))
  expect(first).toMatchObject({ repeated: false, events: [{ data: { siege: 1 } }] })
  expect(right(other ?? E.left('none'))).toEqual({ ...first, repeated: true })
  expect(await eventsOf(store.readAll())).toHaveLength(1)
})

/** Appends through `rival` before each of the first appends. */
const contested = (store: EventStore, rivals: number): EventStore => {
  let left = rivals
  return {
    ...store,
    append: (stream, events, expected) => async () => {
      if (left-- > 0)
        await taken(
          store.append(
            stream,
            [{ ...event(`rival${left}`, { siege: 100 + left }), type: 'SiègePris' }],
            'any'
          )
        )
      return store.append(stream, events, expected)()
    }
  }
}

test('on a conflict it decides again, on the state as it is by then, after a wait with jitter', async () => {
  const store = memoryEventStore()
  const { execute, slept } = runner(contested(store, 1))
  const executed = right(await execute(stream, seat(1), { commandId: 'c1' })())
  expect(executed.events.map(one => one.type)).toEqual(['SiègePris', 'PlacesFermées'])
  expect(executed).toMatchObject({ revision: 2, state: { taken: [100, 1], closed: true } })
  expect(slept).toEqual([5])
})

test('after a conflict it folds only what came since', async () => {
  const store = memoryEventStore()
  right(await runner(store).execute(stream, seat(5), { commandId: 'c0' })())
  const { execute } = runner(contested(store, 1))
  expect(right(await execute(stream, seat(1), { commandId: 'c1' })())).toMatchObject({
    events: [{ type: 'SiègePris' }],
    state: { taken: [5, 100, 1], closed: false }
  })
})

test('a conflict that stays is given as a value, after the attempts of the policy', async () => {
  const { execute, slept } = runner(contested(memoryEventStore(), 99), {
    retry: { attempts: 4, firstDelay: 10, longestDelay: 30 }
  })
  expect(left(await execute(stream, seat(1), { commandId: 'c1' })())).toMatchObject({
    _tag: 'Conflict',
    cause: 'revision'
  })
  expect(slept).toEqual([5, 10, 15])
})

test('two seats: of many commands at once, exactly two are taken', async () => {
  const store = memoryEventStore()
  const { execute } = runner(store, { retry: { attempts: 20, firstDelay: 1, longestDelay: 1 } })
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, siege) => execute(stream, seat(siege), { commandId: `c${siege}` })())
  )
  expect(answers.filter(E.isRight)).toHaveLength(2)
  for (const answer of answers.filter(E.isLeft)) expect(answer.left._tag).toBe('Refused')
})

test('G15 a meta that cannot be recorded: every fault, before anything is read', async () => {
  const { execute } = runner(memoryEventStore())
  expect(left(await execute(stream, seat(1), { commandId: ' ', reason: '' })())).toMatchObject({
    _tag: 'InvalidMetadata',
    faults: [{ path: 'commandId' }, { path: 'correlationId' }, { path: 'reason' }]
  })
})

describe('a command is run on its own stream', () => {
  const execute = executor({
    store: memoryEventStore(),
    codec: journalCodec(conventionEvents),
    decider: conventionDecider(shippedModels),
    hands: 'told'
  })
  const [draft, named] = psu2017.map(({ command }) => command)
  const given = async (stream: string, command = draft, commandId = 'c1') =>
    command === undefined ? null : execute(stream, command, { commandId })()

  test('the kind of aggregate and the id that it names are held against the stream, before anything is read', async () => {
    const unnamed = named && (({ conventionId: _, ...command }) => command)(named)
    for (const [stream, command, expected] of [
      ['habilitation-psu-1960-2017', draft, 'convention-psu-1960-2017'],
      ['convention-psu-1960-2018', draft, 'convention-psu-1960-2017'],
      ['convention-psu-1960-2018', named, 'convention-psu-1960-2017'],
      ['conventions-psu-1960-2017', unnamed, 'convention-…'],
      ['habilitation-h-1', unnamed, 'convention-…']
    ] as const)
      expect(await given(stream, command)).toMatchObject({
        left: { _tag: 'WrongStream', stream, expected, retryable: false }
      })
    expect(await given('convention-psu-1960-2017')).toMatchObject({ _tag: 'Right' })
    expect(await given('convention-psu-1960-2017', named, 'c2')).toMatchObject({ _tag: 'Right' })
  })

  test('G15 an id that is none is a fault of the command', () => {
    expect(decode(ConventionCommand)({ ...draft, conventionId: 'é' })).toMatchObject({
      left: [{ path: 'conventionId' }]
    })
    expect(right(decode(ConventionCommand)({ ...draft, conventionId: psu2017Id }))).toHaveProperty(
      'conventionId',
      psu2017Id
    )
  })
})

test('an event of the stream that cannot be read is a typed error, and nothing is decided', async () => {
  const store = memoryEventStore()
  await taken(store.append(stream, [{ ...event('a', { siege: 'x' }), type: 'SiègePris' }], 'none'))
  const { execute } = runner(store)
  expect(left(await execute(stream, seat(1), { commandId: 'c1' })())).toMatchObject({
    _tag: 'UnreadableEvent',
    revision: 0,
    faults: [{ path: 'data.siege' }]
  })
})

test('a bad stream name and a closed store are errors of the store', async () => {
  const store = memoryEventStore()
  const { execute } = runner(store)
  expect(left(await execute('$salle', seat(1), { commandId: 'c1' })())).toMatchObject({
    _tag: 'InvalidStreamName'
  })
  await store.close()
  expect(left(await execute(stream, seat(1), { commandId: 'c1' })())).toMatchObject({ _tag: 'StoreClosed' })
})
