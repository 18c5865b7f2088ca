import { onStandIn, short } from '../../test/eventstoredb/opened'
import { event, eventsOf, left, named, numbersOf, right, taken } from '../contract/harness'
import type { EventStore, SubscribeOptions, SubscriptionPage } from '../event-store'

test(
  '24 positions stay exact beyond 2^53: in answers, pages, checkpoints and filters',
  onStandIn(
    async ({ standIn, store }) => {
      const last = await taken(store.append('contrat-1', named('a', 3), 'none'))
      const [first, second, third] = await eventsOf(store.readAll())
      expect([first, second, third].map(recorded => BigInt(recorded?.position ?? 0) > 2n ** 53n)).toEqual(
        Array(3).fill(true)
      )
      expect(first?.position).toBe(String(standIn.events()[0]?.position))
      // As a number, it would be another one.
      expect(String(BigInt(Number(first?.position)))).not.toBe(first?.position)
      expect(third?.position).toBe(last.position)
      const after = second?.position ?? null
      expect(await numbersOf(store.readAll({ after }))).toEqual(['a2'])
      expect(await numbersOf(store.readAll({ after, category: 'contrat' }))).toEqual(['a2'])
      const [page] = await pagesUntilCaughtUp(store, { after })
      expect(page).toMatchObject({ events: [{ data: 'a2' }], checkpoint: last.position })
    },
    {},
    { firstPosition: 2n ** 53n + 2n }
  )
)

test(
  'a subscription that is cut while live goes on by itself: nothing twice, nothing missed',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', named('a', 2), 'none'))
    const seen: unknown[] = []
    for await (const page of store.subscribe()) {
      const { events, caughtUp } = right(page)
      seen.push(...events.map(({ data }) => data))
      if (!caughtUp) continue
      if (seen.length === 6) break
      // One subscription of the server is open while this one waits: the one that wakes it.
      await standIn.whenOpenReads(1)
      standIn.cutSubscriptions()
      const revision = seen.length - 1
      // By another hand than the store's, so that it is not told by its own append.
      standIn.log.append('contrat-1', copyOf(standIn.events(), `b${revision}`), BigInt(revision))
    }
    expect(seen).toEqual(['a0', 'a1', 'b1', 'b2', 'b3', 'b4'])
  })
)

test(
  'what wakes the subscriptions is opened again after a cut',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', [event('a')], 'none'))
    const subscription = store.subscribe()[Symbol.asyncIterator]()
    await subscription.next()
    const waiting = subscription.next()
    await standIn.whenOpenReads(1)
    const asked = standIn.asked.filter(what => what === 'subscribe').length
    standIn.cutSubscriptions()
    await standIn.whenAsked('subscribe', asked + 1)
    standIn.log.append('contrat-1', copyOf(standIn.events(), 'b'), 0n)
    expect((await waiting).value).toMatchObject({ right: { events: [{ data: 'b' }] } })
    await subscription.return?.()
  })
)

test(
  'a subscription that is cut while catching up takes up after the last handled event, not the last received one',
  onStandIn(
    async ({ standIn, store }) => {
      await taken(store.append('contrat-1', named('a', 9), 'none'))
      const seen: unknown[] = []
      for await (const page of store.subscribe()) {
        const { events, caughtUp } = right(page)
        seen.push(...events.map(({ data }) => data))
        if (caughtUp) break
        // Received in part, then cut: what was received of the page was handled by nobody.
        standIn.switches.cutAfter = 2
      }
      expect(seen).toEqual(Array.from({ length: 9 }, (_, index) => `a${index}`))
    },
    { pageSize: 4 }
  )
)

test(
  'a checkpoint that the server tells ahead of a slow consumer passes no event that was not given',
  onStandIn(
    async ({ standIn, store }) => {
      standIn.switches.eagerCheckpoints = true
      for (let turn = 0; turn < 12; turn++)
        await taken(store.append(turn % 3 === 0 ? 'autre-1' : 'contrat-1', [event(`a${turn}`)], 'any'))
      const journal = await numbersOf(store.readAll({ category: 'contrat' }))
      expect(journal).toHaveLength(8)
      let given = 0
      for (const { events, checkpoint } of await pagesUntilCaughtUp(store, { category: 'contrat' })) {
        given += events.length
        const rest = await numbersOf(store.readAll({ category: 'contrat', after: checkpoint }))
        expect(rest).toEqual(journal.slice(given))
      }
      expect(given).toBe(8)
    },
    { pageSize: 3 }
  )
)

test(
  '25 the server filters: of another category, not even of one that begins the same, nothing is sent',
  onStandIn(async ({ standIn, store }) => {
    for (const stream of ['convention-1', 'conventionnel-1', 'convention', 'autre-convention-1', 'con-1'])
      await taken(store.append(stream, named(stream, 3), 'none'))
    standIn.sent.length = 0
    expect(await eventsOf(store.readAll({ category: 'convention' }))).toHaveLength(6)
    expect(new Set(standIn.sent.map(({ stream }) => stream))).toEqual(new Set(['convention-1', 'convention']))
  })
)

test(
  'back-pressure: of a journal of 30 MB, a consumer that takes one page has no more sent than the wire holds',
  onStandIn(
    async ({ standIn, store }) => {
      const large = 'x'.repeat(100_000)
      for (let turn = 0; turn < 30; turn++)
        await taken(
          store.append(
            'contrat-1',
            named(`a${turn}-`, 10).map(one => ({ ...one, data: large })),
            'any'
          )
        )
      standIn.sent.length = 0
      const subscription = store.subscribe()[Symbol.asyncIterator]()
      const first = await subscription.next()
      expect(first.value).toMatchObject({ right: { events: [{ revision: 0 }, { revision: 1 }] } })
      // The page was read and its call ended; what wakes the subscription is all that is open.
      await standIn.whenOpenReads(1)
      expect(standIn.sent.length).toBeLessThan(60)
      await subscription.return?.()
    },
    { pageSize: 2 }
  )
)

test(
  'leaving a page, a read or a subscription early leaves no call open',
  onStandIn(
    async ({ standIn, store }) => {
      await taken(store.append('contrat-1', named('a', 9), 'none'))
      for await (const _ of store.read('contrat-1')) break
      for await (const _ of store.readAll({ category: 'contrat' })) break
      for await (const _ of store.subscribe()) break
      await standIn.whenOpenReads(0)
    },
    { pageSize: 2 }
  )
)

test(
  'however many subscriptions wait, one call to the server is open',
  onStandIn(async ({ standIn, store }) => {
    const many = Array.from({ length: 120 }, () => store.subscribe()[Symbol.asyncIterator]())
    await Promise.all(many.map(one => one.next()))
    const waiting = many.map(one => one.next())
    await standIn.whenOpenReads(1)
    await taken(store.append('contrat-1', [event('a')], 'none'))
    for (const { value } of await Promise.all(waiting))
      expect(value).toMatchObject({ right: { events: [{ data: 'a' }] } })
    for (const one of many) await one.return?.()
    await standIn.whenOpenReads(0)
  })
)

test(
  'a link whose event is gone is passed over',
  onStandIn(async ({ standIn, store }) => {
    standIn.switches.brokenLinks = true
    await taken(store.append('contrat-1', named('a', 3), 'none'))
    expect(await numbersOf(store.readAll())).toEqual(['a0', 'a1', 'a2'])
  })
)

test(
  'a server that does not come back: the subscription ends with a typed error that may be tried again',
  onStandIn(
    async ({ standIn, store }) => {
      const subscription = store.subscribe()[Symbol.asyncIterator]()
      await subscription.next()
      const waiting = subscription.next()
      await standIn.stop()
      const { value } = await waiting
      expect(value === undefined || left(value)).toMatchObject({ _tag: 'StoreUnavailable', retryable: true })
      expect(await subscription.next()).toEqual({ done: true, value: undefined })
    },
    { ...short, resumeFor: 300 }
  )
)

test(
  'a store that is closed while its subscription waits for the server ends it, at once',
  onStandIn(
    async ({ standIn, store }) => {
      const subscription = store.subscribe()[Symbol.asyncIterator]()
      await subscription.next()
      const waiting = subscription.next()
      await standIn.stop()
      await new Promise(setImmediate)
      await store.close()
      expect(await waiting).toEqual({ done: true, value: undefined })
    },
    { resumeFor: 60_000, retryFor: 60_000 }
  )
)

test(
  'a read that closing the store ends is not taken for a short stream',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', named('a', 3), 'none'))
    standIn.switches.silent = true
    const reads = standIn.asked.filter(what => what === 'read').length
    const reading = store.read('contrat-1')[Symbol.asyncIterator]().next()
    await standIn.whenAsked('read', reads + 1)
    await store.close()
    const { value } = await reading
    expect(value === undefined || left<unknown>(value)).toMatchObject({ _tag: 'StoreClosed' })
  })
)

/** The last event as the same writer would write it, under another id and with other data. */
const copyOf = (
  events: ReadonlyArray<{
    readonly type: string
    readonly contentType: string
    readonly metadata: Uint8Array
  }>,
  name: string
) =>
  events.slice(-1).map(({ type, contentType, metadata }) => ({
    id: event(name).id,
    type,
    contentType,
    metadata,
    data: Buffer.from(JSON.stringify(name))
  }))

const pagesUntilCaughtUp = async (
  store: EventStore,
  options: SubscribeOptions
): Promise<ReadonlyArray<SubscriptionPage>> => {
  const pages: SubscriptionPage[] = []
  for await (const page of store.subscribe(options)) {
    pages.push(right(page))
    if (right(page).caughtUp) break
  }
  return pages
}
