/// <reference types="jest" />
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { comparePositions, instantOfEpoch, Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Pages } from '../pages'
import {
  type ContractTest,
  event,
  eventsOf,
  left,
  named,
  numbersOf,
  pagesOf,
  right,
  taken,
  type WithStore
} from './harness'

/** Streams whose names begin alike; two categories begin alike too. */
const categorized = [
  'convention-1',
  'conventionnel-1',
  'convention-92-1960',
  'convention',
  'autre-convention-1'
]

/** Cases 20 to 26. */
export const readingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '20 a missing stream has its own answer',
    run(async ({ store }) => {
      const answers: unknown[] = []
      for await (const page of store.read('contrat-1')) answers.push(left(page))
      expect(answers).toMatchObject([{ _tag: 'StreamNotFound', stream: 'contrat-1', retryable: false }])
      expect(await pagesOf(store.readAll())).toEqual([])
    })
  )

  test(
    '21 from a revision on, inclusive; past the end, nothing',
    run(
      async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 7), 'none'))
        expect(await numbersOf(store.read('contrat-1', { from: 5 }))).toEqual(['a5', 'a6'])
        expect(await numbersOf(store.read('contrat-1', { from: 2, limit: 4 }))).toEqual([
          'a2',
          'a3',
          'a4',
          'a5'
        ])
        for (const from of [7, Number.MAX_SAFE_INTEGER])
          expect(await pagesOf(store.read('contrat-1', { from }))).toEqual([])
        expect(await pagesOf(store.read('contrat-1', { limit: 0 }))).toEqual([])
        for await (const page of store.read('contrat-1', { from: -1, limit: 0.5 }))
          expect(left(page)).toMatchObject({
            _tag: 'InvalidRequest',
            faults: [{ path: 'from' }, { path: 'limit' }]
          })
        // Without end is a number of events, and no revision.
        const endless = Number.POSITIVE_INFINITY
        for (const direction of ['forwards', 'backwards'] as const)
          for await (const page of store.read('contrat-1', { from: endless, limit: endless, direction }))
            expect(left(page)).toMatchObject({ _tag: 'InvalidRequest', faults: [{ path: 'from' }] })
      },
      { pageSize: 3 }
    )
  )

  test(
    '22 backwards, with a limit',
    run(
      async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 7), 'none'))
        const backwards = (options: { from?: number; limit?: number }) =>
          numbersOf(store.read('contrat-1', { ...options, direction: 'backwards' }))
        expect(await backwards({})).toEqual(['a6', 'a5', 'a4', 'a3', 'a2', 'a1', 'a0'])
        expect(await backwards({ limit: 4 })).toEqual(['a6', 'a5', 'a4', 'a3'])
        expect(await backwards({ from: 1 })).toEqual(['a1', 'a0'])
        expect(await backwards({ from: 99, limit: 1 })).toEqual(['a6'])
      },
      { pageSize: 3 }
    )
  )

  test(
    "23 read-all keeps each stream's order and the order of commits, also under concurrent writers",
    run(
      async ({ store, another }) => {
        const other = (await another?.()) ?? store
        const positions: Position[] = []
        const write = async (writer: number): Promise<void> => {
          for (let turn = 0; turn < 10; turn++) {
            const through = writer % 2 === 0 ? store : other
            const events = named(`w${writer}-${turn}-`, 2)
            positions.push((await taken(through.append(`contrat-${writer}`, events, 'any'))).position)
          }
        }
        const seen: Recorded[] = []
        const follow = async (): Promise<void> => {
          let after: Position | null = null
          while (seen.length < 80) {
            for (const recorded of await eventsOf(store.readAll({ after }))) {
              seen.push(recorded)
              after = recorded.position
            }
            await new Promise(setImmediate)
          }
        }
        await Promise.all([follow(), ...[0, 1, 2, 3].map(write)])

        const journal = await eventsOf(store.readAll())
        expect(seen).toEqual(journal)
        const next = new Map<string, number>()
        for (const { stream, revision } of journal) {
          expect(revision).toBe(next.get(stream) ?? 0)
          next.set(stream, revision + 1)
        }
        expect(new Set(positions)).toEqual(
          new Set(journal.filter(recorded => recorded.revision % 2 === 1).map(recorded => recorded.position))
        )
      },
      { pageSize: 7 }
    )
  )

  test(
    '24 positions increase, and compare the same after they were stored as text',
    run(async ({ store }) => {
      const positions: Position[] = []
      for (let i = 0; i < 12; i++)
        positions.push((await taken(store.append(`contrat-${i}`, [event('a')], 'none'))).position)
      const reloaded = positions.map(position => right(Position.decode(JSON.parse(JSON.stringify(position)))))
      expect([...reloaded].sort(comparePositions)).toEqual(positions)
      expect(await eventsOf(store.readAll({ after: reloaded[8] ?? null }))).toHaveLength(3)
      for await (const page of store.readAll({ after: Object('x'), category: 'a-' }))
        expect(left(page)).toMatchObject({ faults: [{ path: 'after' }, { path: 'category' }] })
    })
  )

  test(
    '24 positions stay exact beyond 2^53',
    run(
      async ({ store }) => {
        const large = 2n ** 53n
        const far = named('a', 3).map(
          (one, revision): Recorded => ({
            ...one,
            stream: 'contrat-1',
            revision,
            position: positionOf(large + BigInt(revision)),
            recordedAt: instantOfEpoch(0)
          })
        )
        right(await store.restore(onePage(far))())
        expect(await eventsOf(store.readAll())).toEqual(far)
        const after = positionOf(large + 1n)
        expect(await numbersOf(store.readAll({ after }))).toEqual(['a2'])
        expect(await numbersOf(store.readAll({ after, category: 'contrat' }))).toEqual(['a2'])
        expect((await taken(store.append('contrat-1', [event('b')], 'any'))).position).toBe(
          positionOf(large + 3n)
        )
        expect((await taken(store.append('contrat-1', named('a', 1), 'none'))).position).toBe(
          positionOf(large)
        )
      },
      { clock: () => instantOfEpoch(0) }
    )
  )

  test(
    '25 a category is what precedes the first -, whole',
    run(
      async ({ store }) => {
        for (let turn = 0; turn < 3; turn++)
          for (const stream of categorized)
            await taken(store.append(stream, [event(`${stream}${turn}`)], 'any'))
        const found = await eventsOf(store.readAll({ category: 'convention' }))
        expect(found.map(recorded => recorded.stream)).toEqual(
          Array(3).fill(['convention-1', 'convention-92-1960', 'convention']).flat()
        )
        expect(await eventsOf(store.readAll({ category: 'convention', limit: 5 }))).toEqual(found.slice(0, 5))
        expect(
          await eventsOf(store.readAll({ category: 'convention', after: found[4]?.position ?? null }))
        ).toEqual(found.slice(5))
        expect(await pagesOf(store.readAll({ category: 'conv' }))).toEqual([])
      },
      { pageSize: 2 }
    )
  )

  test(
    '25 a category is the same for who follows the journal',
    run(
      async ({ store }) => {
        for (let turn = 0; turn < 3; turn++)
          for (const stream of categorized)
            await taken(store.append(stream, [event(`${stream}${turn}`)], 'any'))
        for (const category of ['convention', 'conventionnel', 'conv']) {
          const seen: Recorded[] = []
          for await (const page of store.subscribe({ category })) {
            const { events, caughtUp } = right(page)
            seen.push(...events)
            if (caughtUp) break
          }
          expect(seen.map(({ stream }) => stream)).toEqual(
            Array(3)
              .fill(categorized.filter(stream => stream.split('-')[0] === category))
              .flat()
          )
          expect(seen).toEqual(await eventsOf(store.readAll({ category })))
        }
      },
      { pageSize: 2 }
    )
  )

  test(
    '26 memory stays bounded on a stream and on a journal of any length',
    run(
      async ({ store }) => {
        for (let turn = 0; turn < 20; turn++)
          await taken(store.append('contrat-1', named(`a${turn}-`, 100), 'any'))
        for (const pages of [
          store.read('contrat-1'),
          store.read('contrat-1', { direction: 'backwards' }),
          store.readAll(),
          store.readAll({ category: 'contrat' })
        ])
          expect(await livesOf(pages)).toEqual({ events: 2000, largestPage: 50, few: true })
      },
      { pageSize: 50 }
    )
  )
}

async function* onePage<A>(page: A): AsyncGenerator<E.Either<never, A>, void> {
  yield E.right(page)
}

// Jest does not expose the collector; asking for it late works in Node.
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Reads all and lets go of each page; counts, from time to time, how many of them are still in memory. */
const livesOf = async (pages: Pages<unknown, ReadonlyArray<Recorded>>) => {
  const given: WeakRef<object>[] = []
  let events = 0
  let largestPage = 0
  let mostAlive = 0
  for await (const page of pages) {
    const read = right(page)
    events += read.length
    largestPage = Math.max(largestPage, read.length)
    given.push(new WeakRef(read))
    if (given.length % 10 !== 0) continue
    // A reference looked at in this turn of the loop is not let go of before the next.
    await new Promise(setImmediate)
    collectGarbage()
    mostAlive = Math.max(mostAlive, given.filter(ref => ref.deref() !== undefined).length)
  }
  return { events, largestPage, few: mostAlive <= 3 }
}
