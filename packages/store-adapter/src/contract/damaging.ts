/// <reference types="jest" />
import { comparePositions, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import { journalText } from '../journal/export'
import { memoryEventStore } from '../memory/memory-event-store'
import type { Pages } from '../pages'
import {
  type ContractTest,
  type DamagedPart,
  event,
  eventsOf,
  left,
  numbersOf,
  type OpenedStore,
  refusal,
  taken,
  type WithStore
} from './harness'

const stream = 'contrat-1'
const damagedAt = 2

/** Five events each of two streams, by turns. */
const fill = async ({ append }: EventStore): Promise<void> => {
  for (let turn = 0; turn < 5; turn++)
    for (const name of [stream, 'autre-1'])
      await taken(append(name, [event(`${name}${turn}`, { texte: `${name}${turn}` })], 'any'))
}

/** What is read, up to what ends it. */
const readOf = async <Fault>(
  pages: Pages<Fault, ReadonlyArray<Recorded>>
): Promise<{ readonly revisions: ReadonlyArray<string>; readonly fault: Fault | null }> => {
  const revisions: string[] = []
  for await (const page of pages) {
    if (E.isLeft(page)) return { revisions, fault: page.left }
    revisions.push(...page.right.map(one => `${one.stream}@${one.revision}`))
  }
  return { revisions, fault: null }
}

const followed = (store: EventStore, category?: string): Pages<unknown, ReadonlyArray<Recorded>> =>
  (async function* () {
    for await (const page of store.subscribe(category === undefined ? {} : { category })) {
      if (E.isLeft(page)) return yield page
      yield E.right(page.right.events)
      if (page.right.caughtUp) return
    }
  })()

const damaging = (opened: OpenedStore, part: DamagedPart): Promise<void> => {
  if (opened.damage === undefined)
    throw new Error('the harness has no damage(); give it, or name case 40 in `cannot`')
  return opened.damage(stream, damagedAt, part)
}

const parts: ReadonlyArray<DamagedPart> = ['data', 'metadata', 'type', 'id', 'schema', 'recordedAt']

/** Case 40: what was damaged behind the store's back is told from every reading, and names where. */
export const damagingContract = (run: WithStore, test: ContractTest): void => {
  const faultOf = (part: DamagedPart) => ({
    _tag: 'DamagedJournal',
    retryable: false,
    stream,
    revision: damagedAt,
    what: part,
    message: expect.stringContaining(`flux ${stream}, révision ${damagedAt}`)
  })
  const own = (revisions: ReadonlyArray<number>) => revisions.map(revision => `${stream}@${revision}`)

  for (const pageSize of [2, 256]) {
    for (const part of [...parts, 'missing'] as const)
      test(
        `40 ${part} of a stream, in pages of ${pageSize}: told in both directions, after what is before it`,
        run(
          async opened => {
            const { store } = opened
            await fill(store)
            await damaging(opened, part)
            const fault = faultOf(part)
            expect(await readOf(store.read(stream))).toEqual({
              revisions: own([0, 1]),
              fault: expect.objectContaining(fault)
            })
            expect(await readOf(store.read(stream, { direction: 'backwards' }))).toEqual({
              revisions: own([4, 3]),
              fault: expect.objectContaining(fault)
            })
            for (const direction of ['forwards', 'backwards'] as const)
              expect(await readOf(store.read(stream, { from: damagedAt, direction }))).toEqual({
                revisions: [],
                fault: expect.objectContaining(fault)
              })
            expect(await readOf(store.read(stream, { from: 3 }))).toEqual({
              revisions: own([3, 4]),
              fault: null
            })
            expect(await readOf(store.read(stream, { limit: 2 }))).toEqual({
              revisions: own([0, 1]),
              fault: null
            })
            expect(await readOf(store.read('autre-1'))).toMatchObject({ fault: null })
          },
          { pageSize }
        )
      )

    for (const part of [...parts, 'missing'] as const)
      test(
        `40 ${part} in the journal${part === 'missing' ? ', which only what follows it shows' : ''}, in pages of ${pageSize}: told from readAll, subscribe, export and restore`,
        run(
          async opened => {
            const { store } = opened
            await fill(store)
            const journal = await eventsOf(store.readAll())
            await damaging(opened, part)
            const told = part === 'missing' ? damagedAt + 1 : damagedAt
            const place = journal.find(one => one.stream === stream && one.revision === told)?.position
            const before = journal.filter(
              one =>
                place !== undefined &&
                comparePositions(one.position, place) < 0 &&
                !(one.stream === stream && one.revision === damagedAt)
            )
            const revisions = before.map(one => `${one.stream}@${one.revision}`)
            const fault = expect.objectContaining(faultOf(part))
            for (const pages of [store.readAll(), followed(store)])
              expect(await readOf<unknown>(pages)).toEqual({ revisions, fault })
            for (const pages of [store.readAll({ category: 'contrat' }), followed(store, 'contrat')])
              expect(await readOf<unknown>(pages)).toEqual({ revisions: own([0, 1]), fault })
            // Who comes back meets it as well.
            const after = before.at(-1)?.position ?? null
            for (const category of [{}, { category: 'contrat' }])
              expect(await readOf(store.readAll({ after, ...category }))).toEqual({ revisions: [], fault })
            expect(await readOf(store.readAll({ category: 'autre' }))).toMatchObject({ fault: null })
            let exported: unknown = null
            for await (const text of journalText(store)) if (E.isLeft(text)) exported = text.left
            expect(exported).toEqual(fault)
            const copy = memoryEventStore()
            expect(left(await copy.restore(store.readAll())())).toEqual(fault)
            expect(await eventsOf(copy.readAll())).toEqual([])
          },
          { pageSize }
        )
      )
  }

  for (const part of parts.filter(one => one !== 'id'))
    test(
      `40 ${part}: told by find and by the retry of its append, which is not answered`,
      run(async opened => {
        const { store } = opened
        await fill(store)
        await damaging(opened, part)
        const given = event(`${stream}${damagedAt}`, { texte: `${stream}${damagedAt}` })
        const fault = faultOf(part)
        for (const through of [store, ...(opened.another === undefined ? [] : [await opened.another()])]) {
          expect(left(await through.find(stream, given.id)())).toMatchObject(fault)
          expect(await refusal(through.append(stream, [given], { exact: 1 }))).toMatchObject(fault)
        }
        expect(await numbersOf(store.read(stream, { from: 3 }))).toHaveLength(2)
      })
    )

  test(
    "40 recordedAt of a stream's last event: nothing is recorded after it, and other streams go on",
    run(async opened => {
      const { store } = opened
      for (let turn = 0; turn <= damagedAt; turn++)
        await taken(store.append(stream, [event(`${turn}`)], 'any'))
      await damaging(opened, 'recordedAt')
      // What a connection has seen before is not asked again.
      const through = opened.another === undefined ? store : await opened.another()
      for (const expected of ['any', 'exists', { exact: damagedAt }] as const)
        expect(await refusal(through.append(stream, [event('b')], expected))).toMatchObject(
          faultOf('recordedAt')
        )
      expect(await taken(through.append('autre-1', [event('b')], 'none'))).toMatchObject({ revision: 0 })
    })
  )

  test(
    '40 the first event of a stream is missing like any other, unless a retention is declared',
    run(async opened => {
      const { store, damage } = opened
      if (damage === undefined) throw new Error('the harness has no damage()')
      await fill(store)
      await damage(stream, 0, 'missing')
      const fault = expect.objectContaining({
        ...faultOf('missing'),
        revision: 0,
        message: expect.any(String)
      })
      expect(await readOf(store.read(stream))).toEqual({ revisions: [], fault })
      expect(await readOf(store.read(stream, { direction: 'backwards' }))).toEqual({
        revisions: own([4, 3, 2, 1]),
        fault
      })
      expect(await readOf(store.readAll({ category: 'contrat' }))).toEqual({ revisions: [], fault })
    })
  )
}
