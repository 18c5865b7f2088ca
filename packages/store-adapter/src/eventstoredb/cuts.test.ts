import { EventStoreDBClient } from '@eventstore/db-client'
import { onStandIn, short } from '../../test/eventstoredb/opened'
import type { StandIn } from '../../test/eventstoredb/stand-in-server'
import { command, ledgerExecutor } from '../../test/ledger'
import { event, left, named, refusal, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import type { Pages } from '../pages'

/** An operator's hand, by a client of its own. */
const byHand = async (
  standIn: StandIn,
  work: (client: EventStoreDBClient) => Promise<unknown>
): Promise<void> => {
  const client = EventStoreDBClient.connectionString(standIn.connection)
  await work(client)
  await client.dispose()
}

/** The last thing that a reading gives. */
const lastOf = async (pages: Pages<unknown, unknown>): Promise<unknown> => {
  let last: unknown = null
  for await (const page of pages) {
    last = page
    if ('left' in page) break
  }
  return last
}

const missing = { left: { _tag: 'DamagedJournal', stream: 'contrat-1', what: 'missing', retryable: false } }

const readings = (store: EventStore): ReadonlyArray<Pages<unknown, unknown>> => [
  store.read('contrat-1'),
  store.read('contrat-1', { from: 1 }),
  store.read('contrat-1', { direction: 'backwards' }),
  store.readAll(),
  store.readAll({ category: 'contrat' }),
  store.subscribe()
]

const cuts: ReadonlyArray<readonly [string, (client: EventStoreDBClient) => Promise<unknown>]> = [
  ['$maxCount', client => client.setStreamMetadata('contrat-1', { maxCount: 2 })],
  ['$tb', client => client.setStreamMetadata('contrat-1', { truncateBefore: 3 })],
  ['$tb after all', client => client.setStreamMetadata('contrat-1', { truncateBefore: 5 })],
  ['a soft deletion', client => client.deleteStream('contrat-1')],
  ['a tombstone', client => client.tombstoneStream('contrat-1')]
]

describe('40 what an operator cuts of a stream', () => {
  test.each(cuts)(
    '%s: told from every reading, before and after a scavenge; nothing is decided on what is left',
    async (_, cut) =>
      onStandIn(async ({ standIn, store, another }) => {
        await taken(store.append('contrat-1', named('a', 5), 'none'))
        await taken(store.append('contrat-2', [event('b')], 'none'))
        await byHand(standIn, cut)
        for (const scavenged of [false, true]) {
          if (scavenged) standIn.log.scavenge()
          const other = await another()
          for (const pages of readings(other)) expect(await lastOf(pages)).toMatchObject(missing)
          for (const expected of ['none', 'any', 'exists', { exact: 4 }] as const)
            expect(await refusal(other.append('contrat-1', [event('c')], expected))).toMatchObject(
              missing.left
            )
          expect(left(await other.find('contrat-1', event('a0').id)())).toMatchObject(missing.left)
          // Another dossier is as it was.
          expect(await lastOf(other.read('contrat-2'))).toMatchObject({ right: [{ data: 'b' }] })
        }
      }, short)()
  )

  test(
    'a command is not decided on what is left, nor the first one executed a second time',
    onStandIn(async ({ standIn, store, another }) => {
      const execute = ledgerExecutor(store)
      for (let n = 1; n <= 3; n++) await execute('contrat-1', command(n), { commandId: `c-${n}` })()
      await byHand(standIn, client => client.setStreamMetadata('contrat-1', { truncateBefore: 2 }))
      const again = ledgerExecutor(await another())
      for (const commandId of ['c-1', 'c-4'])
        expect(left(await again('contrat-1', command(1), { commandId })())).toMatchObject(missing.left)
      expect(standIn.log.events.filter(({ stream }) => stream === 'contrat-1')).toHaveLength(3)
    }, short)
  )

  test(
    'metadata that hides nothing, or does not any more, is nothing',
    onStandIn(async ({ standIn, store }) => {
      await taken(store.append('contrat-1', named('a', 5), 'none'))
      await byHand(standIn, async client => {
        await client.setStreamMetadata('contrat-1', { truncateBefore: 3 })
        await client.setStreamMetadata('contrat-1', { acl: { readRoles: ['$all'] } })
      })
      for (const pages of readings(store).slice(0, 4))
        expect(await lastOf(pages)).toMatchObject({ _tag: 'Right' })
      expect((await taken(store.append('contrat-1', [event('b')], { exact: 4 }))).revision).toBe(5)
    })
  )

  test.each(['$>', '$metadata', 'Autre'])(
    'an event of type %s in a stream of ours is told from every reading, and not passed over',
    async type =>
      onStandIn(async ({ standIn, store }) => {
        await taken(store.append('contrat-1', [event('a')], 'none'))
        const data = Buffer.from('0@autre-1')
        standIn.log.append(
          'contrat-1',
          [
            {
              id: event('x').id,
              contentType: 'application/octet-stream',
              type,
              data,
              metadata: Buffer.from('')
            }
          ],
          'any'
        )
        for (const pages of [
          store.read('contrat-1'),
          store.readAll(),
          store.readAll({ category: 'contrat' })
        ])
          expect(await lastOf(pages)).toMatchObject({ left: { _tag: 'DamagedJournal', revision: 1 } })
      })()
  )
})

test(
  'who may write and not read is told that it was written',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', [event('a')], 'none'))
    standIn.switches.rights = (_, right) => right === 'write'
    const refused = await refusal(store.append('contrat-1', [event('b')], { exact: 0 }))
    expect(refused).toMatchObject({
      code: 'ACCESS_DENIED',
      retryable: false,
      message: expect.stringContaining("l'ajout au flux contrat-1 est écrit")
    })
  }, short)
)
