/// <reference types="jest" />
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import { type ContractTest, event, eventsOf, left, taken, type WithStore } from './harness'

/** What a program without types may give. */
const untyped = (given: unknown) => given as never

const throwing = (): never => {
  throw new Error('computed')
}

/** What is given each time, but for the first, when it is read. */
const changing = <A>(first: A, others: unknown) => {
  let read = 0
  return () => (read++ === 0 ? first : others)
}

const firstOf = async (pages: AsyncIterable<E.Either<unknown, unknown>>) => {
  for await (const page of pages) return left(page)
  return null
}

/** Cases 17 and 22: types do not hold at run time, and an object may throw, or answer otherwise the next time. */
export const untypedContract = (run: WithStore, test: ContractTest): void => {
  test(
    '17 events that throw when they are looked at, or are no list: a typed error, and nothing is written',
    run(async ({ store }) => {
      const { proxy, revoke } = Proxy.revocable([event('a')], {})
      revoke()
      class List extends Array<unknown> {
        override forEach(): void {}
        override entries(): never {
          return throwing()
        }
      }
      const lists: ReadonlyArray<[what: string, events: unknown]> = [
        ['a computed id', [Object.defineProperty(event('a'), 'id', { get: throwing })]],
        ['computed metadata', [Object.defineProperty(event('a'), 'metadata', { get: throwing })]],
        ['a hole', Object.assign([event('a')], { length: 2 })],
        ['a computed item', Object.defineProperty([event('a')], 1, { get: throwing })],
        ['a proxy of a list', new Proxy([event('a')], { get: throwing })],
        ['a proxy that is revoked', proxy],
        ['a list of its own kind', List.from([{ id: 'x' }])],
        ['no list', { 0: event('a'), length: 1 }],
        ['null', null]
      ]
      for (const [what, events] of lists) {
        const refused = left(await store.append('contrat-1', untyped(events), 'any')())
        expect({ what, tag: refused._tag }).toEqual({ what, tag: 'InvalidEvents' })
      }
      for (const expected of [
        null,
        undefined,
        { exact: 0n },
        {
          get exact() {
            return throwing()
          }
        },
        new Proxy({}, { get: throwing, has: throwing })
      ])
        expect(left(await store.append('contrat-1', [event('a')], untyped(expected))())).toMatchObject({
          _tag: 'InvalidRequest',
          faults: [{ path: 'expected' }]
        })
      expect(await eventsOf(store.readAll())).toEqual([])
    })
  )

  test(
    '17 what is checked is what is written, whatever it would answer the next time',
    run(async ({ store }) => {
      const given = event('a')
      const computed = Object.defineProperties(
        {},
        {
          id: { get: changing(given.id, 'no uuid') },
          type: { get: changing(given.type, '') },
          schema: { get: changing(1, 0) },
          data: { get: changing({ n: 1 }, { n: undefined }) },
          metadata: { get: changing(given.metadata, null) }
        }
      )
      await taken(store.append('contrat-1', [untyped(computed)], 'none'))
      expect(await eventsOf(store.readAll())).toMatchObject([{ ...given, data: { n: 1 } }])
    })
  )

  test(
    '16 what is too large to be looked through is refused soon: a value in a value, a list of holes, texts, a type',
    run(async ({ store }) => {
      let nested: unknown = ['a']
      for (let level = 0; level < 90; level++) nested = [nested, nested]
      const text = 'x'.repeat(2 ** 28)
      for (const data of [nested, { nested }, [text, text, text, text]])
        expect(left(await store.append('contrat-1', [event('a', data)], 'any')())).toMatchObject({
          _tag: 'EventTooLarge',
          index: 0,
          bytes: null
        })
      const holes: unknown[] = []
      holes.length = 2 ** 32 - 1
      for (const data of [holes, Array.from({ length: 300_000 }, () => undefined)]) {
        const refused = left(await store.append('contrat-1', [event('a', data)], 'any')())
        expect(refused).toMatchObject({ _tag: 'InvalidEvents' })
        expect('faults' in refused && refused.faults.length).toBe(100)
      }
      const long = { ...event('a'), type: 'x'.repeat(256) }
      expect(left(await store.append('contrat-1', [long], 'any')())).toMatchObject({
        _tag: 'InvalidEvents',
        faults: [{ path: 'events[0].type' }]
      })
      expect(await eventsOf(store.readAll())).toEqual([])
    })
  )

  test(
    '17 a toJSON that a program gave to all objects changes nothing of what is written: it is refused',
    run(async ({ store }) => {
      Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'other', configurable: true })
      let answer: Awaited<ReturnType<ReturnType<EventStore['append']>>>
      try {
        answer = await store.append('contrat-1', [event('a', { n: 1 })], 'any')()
      } finally {
        Reflect.deleteProperty(Object.prototype, 'toJSON')
      }
      expect(left(answer)).toMatchObject({ _tag: 'InvalidEvents' })
    })
  )

  test(
    '22 options that are none, or throw when they are looked at: a typed error from every reading',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', [event('a'), event('b')], 'none'))
      const fault = { _tag: 'InvalidRequest', retryable: false }
      const computed = Object.defineProperty({}, 'category', { get: throwing, enumerable: true })
      for (const options of [null, 5, computed, new Proxy({}, { ownKeys: throwing })]) {
        expect(await firstOf(store.read('contrat-1', untyped(options)))).toMatchObject(fault)
        expect(await firstOf(store.readAll(untyped(options)))).toMatchObject(fault)
        expect(await firstOf(store.streams(untyped(options)))).toMatchObject(fault)
        if (options !== null) expect(await firstOf(store.subscribe(untyped(options)))).toMatchObject(fault)
        expect(left(await store.retain(untyped(options))())).toMatchObject(fault)
      }
      const wrong: ReadonlyArray<[path: string, pages: AsyncIterable<E.Either<unknown, unknown>>]> = [
        ['direction', store.read('contrat-1', untyped({ direction: 'sideways' }))],
        ['snapshot', store.readAll(untyped({ snapshot: 'yes' }))],
        ['signal', store.subscribe(untyped({ signal: 5 }))]
      ]
      for (const [path, pages] of wrong)
        expect(await firstOf(pages)).toMatchObject({ ...fault, faults: [{ path }] })
    })
  )

  test(
    '38 pages of anything restore nothing, and a category to be passed over is an item of a list',
    run(async ({ store }) => {
      async function* pages(page: unknown) {
        yield untyped(page)
      }
      for (const page of [5, null, E.right(5), E.right([null]), E.right(new Proxy([], { get: throwing }))])
        expect(left(await store.restore(pages(page), untyped(null))())).toMatchObject({ retryable: false })
      const cut = {
        ...event('a'),
        stream: 'contrat-1',
        revision: 3,
        position: '4',
        recordedAt: '2024-01-01T00:00:00.000Z'
      }
      expect(
        left(await store.restore(pages(E.right([cut])), untyped({ retained: 'contrat' }))())
      ).toMatchObject({ retryable: false })
      expect(await eventsOf(store.readAll())).toEqual([])
    })
  )
}
