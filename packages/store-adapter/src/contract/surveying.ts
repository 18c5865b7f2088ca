/// <reference types="jest" />
import { instantOfEpoch } from '@avenant/domain'
import type * as E from 'fp-ts/Either'
import type { EventStore, StreamsOptions } from '../event-store'
import { journalText } from '../journal/export'
import {
  type ContractTest,
  event,
  eventsOf,
  left,
  named,
  pagesOf,
  right,
  taken,
  type WithStore
} from './harness'

const beforeYear3000 = instantOfEpoch(Date.UTC(2999, 0))

/** Cases 45, 47 and 48. */
export const surveyingContract = (run: WithStore, test: ContractTest): void => {
  const options = { pageSize: 3, clock: () => instantOfEpoch(1_700_000_000_000) }

  test(
    '45 an export that a retention overtakes is the journal as it was when it began',
    run(async ({ store, another }) => {
      for (let turn = 0; turn < 6; turn++)
        for (const stream of ['access-1', 'contrat-1', 'access-2'])
          await taken(store.append(stream, named(`${stream}-${turn}-`, 2), 'any'))
      const before = await textOf(store)
      for (const through of [store, ...(another === undefined ? [] : [await another()])]) {
        const pages = journalText(through)[Symbol.asyncIterator]()
        let text = (await nextOf(pages)) ?? ''
        right(await store.retain({ category: 'access', olderThan: beforeYear3000 })())
        // Who exports hinders nobody: appended meanwhile, and not of this export.
        await taken(store.append('access-1', named(`later-${text.length}-`, 2), 'exists'))
        for (let part = await nextOf(pages); part !== null; part = await nextOf(pages)) text += part
        if (through === store) expect(text).toBe(before)
        expect(holesIn(text)).toEqual([])
      }
      const now = await eventsOf(store.readAll())
      expect(now.filter(({ stream }) => stream === 'access-2')).toEqual([])
      expect(now.filter(({ stream }) => stream === 'contrat-1')).toHaveLength(12)
    }, options)
  )

  test(
    '45 exports made while retentions run have no holes',
    run(async ({ store }) => {
      for (let turn = 0; turn < 5; turn++) {
        for (const stream of ['access-1', 'contrat-1', 'access-2'])
          await taken(store.append(stream, named(`${stream}-${turn}-`, 20), 'any'))
        const [one, other] = await Promise.all([
          textOf(store),
          textOf(store),
          store.retain({ category: 'access', olderThan: beforeYear3000 })().then(right)
        ])
        expect([holesIn(one), holesIn(other)]).toEqual([[], []])
        expect(linesOf(one).filter(({ stream }) => stream === 'contrat-1')).toHaveLength((turn + 1) * 20)
      }
    }, options)
  )

  test(
    '47 head is the position of the last event, and null in a journal without one',
    run(async ({ store, another }) => {
      expect(right(await store.head()())).toBeNull()
      const first = await taken(store.append('contrat-1', named('a', 7), 'none'))
      expect(right(await store.head()())).toBe(first.position)
      const last = await taken(store.append('autre-1', [event('b')], 'none'))
      for (const through of [store, ...(another === undefined ? [] : [await another()])]) {
        expect(right(await through.head()())).toBe(last.position)
        expect((await eventsOf(through.readAll())).at(-1)?.position).toBe(last.position)
      }
      await store.close()
      expect(left(await store.head()())).toMatchObject({ _tag: 'StoreClosed' })
    }, options)
  )

  test(
    '47 head after a retention is the last event that is left',
    run(async ({ store }) => {
      const kept = await taken(store.append('contrat-1', [event('a')], 'none'))
      await taken(store.append('access-1', named('b', 3), 'none'))
      right(await store.retain({ category: 'access', olderThan: beforeYear3000 })())
      expect(right(await store.head()())).toBe(kept.position)
      right(await store.retain({ category: 'contrat', olderThan: beforeYear3000 })())
      expect(right(await store.head()())).toBeNull()
    }, options)
  )

  const streams = [
    'contrat-2',
    'contratuel-1',
    'contrat-10',
    'Contrat-1',
    'autre',
    'contrat',
    'contrat-1-b',
    'contrat-1',
    'contrat-A'
  ]
  const sorted = [...streams].sort((a, b) => (a < b ? -1 : 1))
  const ofCategory = ['contrat', 'contrat-1', 'contrat-1-b', 'contrat-10', 'contrat-2', 'contrat-A']
  test(
    '48 streams are named by category, in pages, in the order of their codes, each once',
    run(async ({ store }) => {
      expect(await pagesOf(store.streams())).toEqual([])
      for (const stream of streams) await taken(store.append(stream, named(stream, 2), 'none'))
      await taken(store.append('contrat-1', [event('again')], 'exists'))
      const names = async (asked: StreamsOptions) => (await pagesOf(store.streams(asked))).flat()
      expect(await names({})).toEqual(sorted)
      const pages = await pagesOf(store.streams({ category: 'contrat' }))
      expect(pages.flat()).toEqual(ofCategory)
      expect(pages.every(page => page.length > 0 && page.length <= 3)).toBe(true)
      expect(await names({ category: 'contrat', after: 'contrat-1' })).toEqual(ofCategory.slice(2))
      expect(await names({ category: 'contrat', after: 'contrat-1', limit: 2 })).toEqual(
        ofCategory.slice(2, 4)
      )
      expect(await names({ category: 'contrat', after: 'autre-9' })).toEqual(ofCategory)
      expect(await names({ category: 'contrat', after: 'zone' })).toEqual([])
      expect(await names({ after: 'contrat-1-a', limit: 1 })).toEqual(['contrat-1-b'])
      expect(await names({ limit: 0 })).toEqual([])
      expect(await names({ category: 'inconnue' })).toEqual([])
    }, options)
  )

  test(
    '48 a stream of which a retention left nothing is still named, since it still exists',
    run(async ({ store }) => {
      await taken(store.append('access-1', named('a', 3), 'none'))
      await taken(store.append('contrat-1', named('b', 3), 'none'))
      right(await store.retain({ category: 'access', olderThan: beforeYear3000 })())
      expect(await pagesOf(store.streams({ category: 'access' }))).toEqual([['access-1']])
      expect(await eventsOf(store.read('access-1'))).toEqual([])
    }, options)
  )

  test(
    '48 a list that makes no sense is refused',
    run(async ({ store }) => {
      for await (const page of store.streams({ category: 'a-b', after: '$x', limit: -1 }))
        expect(left<unknown>(page)).toMatchObject({
          _tag: 'InvalidRequest',
          faults: [{ path: 'limit' }, { path: 'after' }, { path: 'category' }]
        })
      expect.assertions(1)
    })
  )
}

const nextOf = async (pages: AsyncIterator<E.Either<unknown, string>>): Promise<string | null> => {
  const step = await pages.next()
  return step.done === true ? null : right(step.value)
}

type Line = { readonly stream: string; readonly revision: number }

const linesOf = (text: string): ReadonlyArray<Line> =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map((line): Line => JSON.parse(line))

/** The lines that do not follow the one before them in their stream. */
const holesIn = (text: string): ReadonlyArray<Line> => {
  const last = new Map<string, number>()
  return linesOf(text).filter(({ stream, revision }) => {
    const before = last.get(stream)
    last.set(stream, revision)
    return before !== undefined && revision !== before + 1
  })
}

const textOf = async (store: EventStore): Promise<string> => {
  let text = ''
  for await (const part of journalText(store)) text += right(part)
  return text
}
