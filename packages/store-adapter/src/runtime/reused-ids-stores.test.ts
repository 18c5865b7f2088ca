import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { onStandIn } from '../../test/eventstoredb/opened'
import { command, type LedgerCommand, ledgerExecutor } from '../../test/ledger'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { eventsOf, left, right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { postgresEventStore } from '../postgres/postgres-event-store'
import { sqliteEventStore } from '../sqlite/sqlite-event-store'

const stream = 'livre-1'

/** Both have decided on the same revision before either appends. */
const meeting = (): ((store: EventStore) => EventStore) => {
  let waiting = 0
  let release = (): void => {}
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  return store => ({
    ...store,
    append:
      (...given) =>
      async () => {
        if (++waiting >= 2) release()
        await gate
        return store.append(...given)()
      }
  })
}

const holds = async (store: EventStore, another: EventStore): Promise<void> => {
  const others: ReadonlyArray<LedgerCommand> = [
    command(2),
    command(1, 'Clore'),
    command(1, 'InscrireUneFois')
  ]
  for (const [index, other] of others.entries()) {
    const meet = meeting()
    const name = `${stream}-${index}`
    const meta = { commandId: 'c1' }
    const answers = await Promise.all([
      ledgerExecutor(meet(store))(name, command(1), meta)(),
      ledgerExecutor(meet(another))(name, other, meta)()
    ])
    const recorded = await eventsOf(store.read(name))
    expect(answers.filter(E.isRight).map(answer => answer.right.events)).toEqual([
      recorded.map(({ type, data }) => ({ type, data }))
    ])
    expect(answers.filter(E.isLeft).map(answer => answer.left)).toMatchObject([
      { _tag: 'CommandIdReused', stream: name, commandId: 'c1' }
    ])
    // One after the other it is the same, from a cache that is new.
    const first = E.isRight(answers[0]) ? command(1) : other
    const second = E.isRight(answers[0]) ? other : command(1)
    expect(right(await ledgerExecutor(another)(name, first, meta)()).repeated).toBe(true)
    expect(left(await ledgerExecutor(another)(name, second, meta)())._tag).toBe('CommandIdReused')
    expect(await eventsOf(store.read(name))).toEqual(recorded)
  }
}

describe('G23 one command under an id, through two executors at once and one after the other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  let server: PostgresServer
  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(async () => {
    await server?.remove()
    rmSync(folder, { recursive: true })
  })

  test('in memory', async () => {
    const store = memoryEventStore()
    await holds(store, store)
  })

  test('on two connections to one SQLite file', async () => {
    const file = join(folder, 'journal.db')
    const [store, another] = [
      right(await sqliteEventStore({ file })()),
      right(await sqliteEventStore({ file })())
    ]
    await holds(store, another)
    await Promise.all([store.close(), another.close()])
  })

  test('on two connections to PostgreSQL', async () => {
    const options = { url: server.url, schema: server.newSchema() }
    const [store, another] = [
      right(await postgresEventStore(options)()),
      right(await postgresEventStore(options)())
    ]
    await holds(store, another)
    await Promise.all([store.close(), another.close()])
    await server.dropSchemas()
  })

  test(
    'on two connections to EventStoreDB',
    onStandIn(async ({ store, another }) => holds(store, await another()))
  )
})
