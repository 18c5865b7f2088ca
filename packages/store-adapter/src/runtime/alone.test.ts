import * as E from 'fp-ts/Either'
import { type Alone, alone, type Running } from './alone'
import { modelStoreFault } from './checkpoints'
import type { AnyFault } from './defect'
import { type Leases, memoryLeases } from './leases'

/** What runs somewhere: it ends when it is stopped, or told to fail. */
type Work = Running & { readonly fail: (fault: AnyFault) => void }

const work = (): Work => {
  let settle = (_: E.Either<AnyFault, void>): void => {}
  const ended = new Promise<E.Either<AnyFault, void>>(resolve => {
    settle = resolve
  })
  return {
    ended: () => ended,
    stop: async () => settle(E.right(undefined)),
    fail: fault => settle(E.left(fault))
  }
}

/** A time that passes when it is told to: each program that sleeps looks once. */
const steps = () => {
  const waking = new Set<() => void>()
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  return {
    sleep: (_: number, signal?: AbortSignal) =>
      new Promise<void>(resolve => {
        if (signal?.aborted === true) return resolve()
        waking.add(resolve)
        signal?.addEventListener('abort', () => resolve())
      }),
    pass: async () => {
      await settle()
      const now = [...waking]
      waking.clear()
      for (const wake of now) wake()
      await settle()
    }
  }
}

const away = modelStoreFault('AWAY', true, 'réessayez')

const programs = () => {
  let now = 0
  const leases = memoryLeases(() => now)
  const time = steps()
  const told: AnyFault[] = []
  const opened: Alone<Work>[] = []
  const open = (
    holder: string,
    of: Partial<Leases> = {},
    start: () => Promise<E.Either<AnyFault, Work>> = async () => E.right(work())
  ) => {
    const program = alone({
      leases: { ...leases, ...of },
      name: 'fins',
      holder,
      start,
      onInterrupted: fault => told.push(fault),
      sleep: time.sleep
    })
    opened.push(program)
    return program
  }
  return {
    open,
    told,
    pass: time.pass,
    later: async (milliseconds: number) => {
      now += milliseconds
      await time.pass()
    },
    where: () => opened.map(({ running }) => running() !== null)
  }
}

test('one of two runs it, and the other as soon as that one was stopped', async () => {
  const { open, where, pass } = programs()
  const here = open('a')
  const there = open('b')
  await pass()
  expect(where()).toEqual([true, false])
  await here.stop()
  expect(where()).toEqual([false, false])
  await pass()
  expect(where()).toEqual([false, true])
  await there.stop()
  expect(where()).toEqual([false, false])
})

test('a program that is gone without a word is followed once its lease has ended', async () => {
  const { open, where, pass, later } = programs()
  const gone = open('a', { release: () => async () => E.right(undefined) })
  open('b')
  await pass()
  await gone.stop()
  await later(3_000)
  expect(where()).toEqual([false, false])
  await later(3_000)
  expect(where()).toEqual([false, true])
})

test('one that stood still for longer than it holds gives up what another has', async () => {
  const { open, where, pass, later } = programs()
  let stands = true
  const held = memoryLeases()
  const asleep = open('a', {
    hold: (...asked) => (stands ? held.hold(...asked) : async () => E.right(false))
  })
  await pass()
  const ran = asleep.running()
  stands = false
  await later(7_000)
  expect(where()).toEqual([false])
  expect(await ran?.ended()).toEqual(E.right(undefined))
})

test('what fails is told, and tried again at the next look', async () => {
  const { open, told, where, pass } = programs()
  const program = open('a')
  await pass()
  program.running()?.fail(away)
  await Promise.resolve()
  await pass()
  expect(told).toEqual([away])
  await pass()
  expect(where()).toEqual([true])
  expect(program.fault()).toBeNull()
})

test('what does not start is told, and started when it can', async () => {
  const { open, told, where, pass } = programs()
  let starts = 0
  const program = open('a', {}, async () => (++starts < 3 ? E.left(away) : E.right(work())))
  await pass()
  expect([where(), program.fault()]).toEqual([[false], away])
  await pass()
  await pass()
  expect([where(), told]).toEqual([[true], [away, away]])
})

test('while what keeps the lease is away, what runs goes on and nothing else begins', async () => {
  const { open, where, pass } = programs()
  let isAway = false
  const held = memoryLeases()
  const hold: Leases['hold'] = (...asked) => (isAway ? async () => E.left(away) : held.hold(...asked))
  open('a', { hold })
  open('b', { hold: () => async () => E.left(away) })
  await pass()
  isAway = true
  await pass()
  await pass()
  expect(where()).toEqual([true, false])
})
