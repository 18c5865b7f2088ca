import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOfEpoch, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { eventsOf, idOf, metadata, right } from '../src/contract/harness'
import type { EventStore } from '../src/event-store'
import { project } from '../src/runtime/project'
import type { ProjectionIn } from '../src/runtime/projection'
import { react } from '../src/runtime/react'
import type { ReactionReport } from '../src/runtime/reactor'
import { type SqliteModels, sqliteModels } from '../src/runtime/sqlite-models'
import { standInApart } from './eventstoredb/stand-in-apart'
import { acteur, type LedgerEvent, ledgerCodec, ledgerExecutor, longest, turn } from './ledger'
import { type LineTable, sqliteLines } from './line-tables'
import { movedAround } from './moving-around'
import { openAt, type Place } from './places'
import { postgresServer } from './postgres-server'
import { endOf } from './projector'
import { copying, linesOf, write } from './reactor'
import { sqliteFile } from './sqlite-file'

/** A hundred thousand by hand. */
const size = Number(process.env.MOVED_EVENTS ?? 600)

const projection: ProjectionIn<LedgerEvent, LineTable, never> = {
  name: 'lignes',
  version: 1,
  initial: () => {
    throw new Error('the tables are made by their store')
  },
  apply: (table, { stream, type, data }) =>
    E.right(type === 'LigneInscrite' ? table.put(`${stream} ${data.n}`) : table)
}

/** Lines of fifty ledgers, three of each in turn: what was written before anybody followed. */
async function* lines(
  count: number
): AsyncGenerator<E.Either<never, ReadonlyArray<Recorded<LedgerEvent>>>, void> {
  const revisions = new Map<string, number>()
  for (let first = 0; first < count; first += 500)
    yield E.right(
      Array.from({ length: Math.min(500, count - first) }, (_, index) => {
        const n = first + index
        const stream = `autre-${Math.floor(n / 3) % 50}`
        const revision = (revisions.get(stream) ?? -1) + 1
        revisions.set(stream, revision)
        return {
          ...{ position: positionOf(n + 1), stream, revision, id: idOf(`ligne ${n}`), schema: 1, metadata },
          recordedAt: instantOfEpoch(Date.UTC(2024, 0, 1) + n),
          ...{ type: 'LigneInscrite' as const, data: { n, from: 'été' } as LedgerEvent['data'] }
        } as Recorded<LedgerEvent>
      })
    )
}

/** A read model and a reactor that keep their places beside the journals, each time to the end of what is there. */
const followed = async (store: EventStore, models: SqliteModels) => {
  const told: string[] = []
  const projector = right(
    await project<LedgerEvent, LineTable, never>({
      ...{ store, codec: ledgerCodec, projection, sleep: turn },
      models: models.readModels<LineTable>(sqliteLines),
      onInterrupted: fault => told.push(fault._tag)
    })()
  )
  right(await projector.whenCaughtUp(await endOf(store), longest)())
  await projector.stop()
  const reports: ReactionReport[] = []
  const reactor = right(
    await react({
      ...{ name: 'copie', store, codec: ledgerCodec, category: 'source', reactions: copying, acteur },
      ...{ execute: ledgerExecutor(store), checkpoints: models.checkpoints, sleep: turn },
      stopWhenCaughtUp: true,
      onReport: report => reports.push(report)
    })()
  )
  right(await reactor.ended())
  return {
    told,
    reported: reports.map(report => (report._tag === 'Interrupted' ? report.fault._tag : report._tag))
  }
}

test(
  `56 SQLite → EventStoreDB → PostgreSQL → SQLite, ${size} events, each moving killed in the middle: the same journal, and who followed it goes on`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
    const [standIn, server] = await Promise.all([standInApart(), postgresServer()])
    const tables = join(folder, 'models.db')
    const models = right(await sqliteModels({ file: tables })())
    try {
      const first: Place = ['sqlite', join(folder, 'first.db')]
      const store = await openAt(first)
      right(await store.restore(lines(size))())
      await write(ledgerExecutor(store), 'source-1', 1, 2)
      expect(await followed(store, models)).toEqual({ told: [], reported: [] })
      // Written when nobody followed: in the next place it is handled.
      await write(ledgerExecutor(store), 'source-1', 3)
      await store.close()

      let n = 3
      const movings = await movedAround(
        [
          first,
          ['esdb', standIn.connection, 'ici'],
          ['postgres', server.url, server.newSchema()],
          ['sqlite', join(folder, 'last.db')]
        ],
        async (there, place) => {
          const { told, reported } = await followed(there, models)
          // Out of EventStoreDB positions are kept, but for who stood there on what is no event of the journal.
          if (place[0] === 'esdb') expect([told, reported]).toEqual([['JournalMoved'], ['JournalMoved']])
          for (const one of [...told, ...reported]) expect(one).toBe('JournalMoved')
          const copied = Array.from({ length: n }, (_, index) => `source-1:${index + 1}`)
          expect(await linesOf(there, 'copie-tout')).toEqual(copied)
          const shown = sqliteFile(tables).prepare('SELECT text FROM lines ORDER BY n').pluck().all()
          expect(shown.length).toBe(size + n * 3 - 2)
          expect(new Set(shown.slice(0, size)).size).toBe(size)
          n++
          await write(ledgerExecutor(there), 'source-1', n)
        }
      )
      if (process.env.MOVED_EVENTS !== undefined)
        for (const { from, to, milliseconds } of movings)
          process.stdout.write(
            `${from[0]} → ${to[0]}: ${Math.round(milliseconds)} ms, ${Math.round((size / milliseconds) * 1000)} events/s\n`
          )
      const last = await openAt(['sqlite', join(folder, 'last.db')])
      expect((await eventsOf(last.read('source-1'))).length).toBe(n)
      await last.close()
    } finally {
      await models.close()
      await standIn.stop()
      await server.dropSchemas()
      await server.remove()
      rmSync(folder, { recursive: true })
    }
  },
  120_000 + size * 10
)
