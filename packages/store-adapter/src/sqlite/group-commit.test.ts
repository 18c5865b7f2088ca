import { instantOfEpoch, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { CheckedAppend } from '../checked-events'
import { conflict, type StoreFault, storeUnavailable } from '../errors'
import { type GroupCommitOptions, groupCommit } from './group-commit'

const append = (stream: string, bytes = 1): CheckedAppend => ({
  stream,
  expected: 'any',
  events: [{ id: stream, type: 't', schema: 1, data: 'x'.repeat(bytes), metadata: '' }]
})
const appended = E.right({ revision: 0, position: positionOf(1), recordedAt: instantOfEpoch(0) })
const sqliteError = (code: string): Error => Object.assign(new Error(code), { code })

/** A commit that does as told, and what it was given. */
const committing = (
  fail: (streams: ReadonlyArray<string>, turn: number) => Error | null = () => null,
  options: Partial<GroupCommitOptions> = {}
) => {
  const groups: string[][] = []
  const events: string[] = []
  const group = groupCommit({
    commit: appends => {
      const streams = appends.map(({ stream }) => stream)
      groups.push(streams)
      const error = fail(streams, groups.length)
      if (error !== null) throw error
      events.push(`commit ${streams.join()}`)
      return appends.map(one =>
        one.stream.startsWith('conflict')
          ? E.left(conflict(one, { actual: null, cause: 'revision' }))
          : appended
      )
    },
    committed: () => null,
    patience: 1000,
    maxWaitingBytes: 1_000_000,
    ...options
  })
  const told = (stream: string, bytes?: number) =>
    group.append(append(stream, bytes)).then(
      answer => {
        events.push(`${stream} ${E.isRight(answer) ? 'taken' : answer.left._tag}`)
        return answer
      },
      (defect: Error) => {
        events.push(`${stream} ${defect.message}`)
      }
    )
  return { group, groups, events, told }
}

test('what arrives in one turn of the event loop is one commit, answered after it and in its order', async () => {
  const { groups, events, told } = committing()
  const inThisTurn = ['a', 'b'].map(stream => told(stream))
  const alsoInThisTurn = Promise.resolve().then(() => told('c'))
  await Promise.all([...inThisTurn, alsoInThisTurn])
  expect(groups).toEqual([['a', 'b', 'c']])
  expect(events).toEqual(['commit a,b,c', 'a taken', 'b taken', 'c taken'])
})

test('a conflict is the answer of its own append, and of no other', async () => {
  const { events, told } = committing()
  await Promise.all(['a', 'conflict', 'b'].map(stream => told(stream)))
  expect(events).toEqual(['commit a,conflict,b', 'a taken', 'conflict Conflict', 'b taken'])
})

test('an append that cannot be written does no harm to its neighbours', async () => {
  for (const [error, answer] of [
    [sqliteError('SQLITE_TOOBIG'), 'bad StoreUnavailable'],
    [new Error('a defect'), 'bad a defect']
  ] as const) {
    const { events, told } = committing(streams => (streams.includes('bad') ? error : null))
    await Promise.all(['a', 'bad', 'b'].map(stream => told(stream)))
    expect(events).toEqual(['commit a', 'a taken', answer, 'commit b', 'b taken'])
  }
})

test('a busy file is tried again while the event loop goes on, then answered busy', async () => {
  const free = committing((_, turn) => (turn < 4 ? sqliteError('SQLITE_BUSY') : null))
  await free.told('a')
  expect(free.events).toEqual(['commit a', 'a taken'])
  expect(free.groups).toHaveLength(4)

  // Free once the event loop has turned: a wait that held it up would never see that.
  let turns = 0
  const counting = setInterval(() => turns++, 1)
  const held = committing(() => (turns > 3 ? null : sqliteError('SQLITE_BUSY')), { patience: 20_000 })
  await held.told('a')
  clearInterval(counting)
  expect(held.events).toEqual(['commit a', 'a taken'])

  const busy = committing(() => sqliteError('SQLITE_BUSY'), { patience: 60 })
  await Promise.all([busy.told('a'), busy.told('b')])
  expect(busy.events).toEqual(['a StoreBusy', 'b StoreBusy'])
})

test('what waits is bounded, and what is beyond is told so at once', async () => {
  const { events, told } = committing(() => null, { maxWaitingBytes: 1000 })
  await Promise.all([told('a', 700), told('b', 700)])
  expect(events).toEqual(['b StoreBusy', 'commit a', 'a taken'])
  // One that is above the bound all by itself is taken when nobody else waits.
  await told('c', 5000)
  expect(events).toContain('c taken')
})

test('a group is bounded in number and in bytes', async () => {
  const { groups, told } = committing(() => null, { maxWaitingBytes: 100_000_000 })
  await Promise.all(Array.from({ length: 600 }, (_, index) => told(`s${index}`)))
  expect(groups.map(group => group.length)).toEqual([256, 256, 88])
  await Promise.all([0, 1, 2].map(index => told(`large${index}`, 3_000_000)))
  expect(groups.slice(3).map(group => group.length)).toEqual([1, 1, 1])
})

test('a fault that is found after the commit is the answer: nothing is acknowledged', async () => {
  const gone: StoreFault = storeUnavailable('FILE_REMOVED', false, '')
  const { events, told } = committing(() => null, { committed: () => gone })
  await told('a')
  expect(events).toEqual(['commit a', 'a StoreUnavailable'])
})

test('settled waits for the last answer', async () => {
  const { group, events, told } = committing()
  await group.settled()
  const all = Promise.all([told('a'), told('b')])
  await group.settled()
  expect(events[0]).toBe('commit a,b')
  await all
})
