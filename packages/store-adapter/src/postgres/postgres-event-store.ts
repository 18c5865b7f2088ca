import { comparePositions, type Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { changesOf } from '../changes'
import { type Clock, systemClock } from '../clock'
import type { Engine, JournalSlice, Scan } from '../engine'
import { type OpenError, storeBusy, streamNotFound } from '../errors'
import type { EventStore } from '../event-store'
import { type MayCreate, type MayWrite, mayCreate, type StoreLimits, storeOfEngine } from '../store-of-engine'
import { appendAll } from './append'
import { Connections } from './connections'
import { attempt } from './faults'
import { prepare } from './opening'
import { restoreInto } from './restore'
import { retainIn } from './retention'
import { afterText, positionOfText, recordedOfRows } from './rows'
import { journalKind } from './schema'
import { type PostgresAddress, settingsOf } from './settings'
import { type Statements, statementsOf } from './statements'
import { WakeUp } from './wake-up'
import { Writer } from './writer'

export type PostgresEventStoreOptions = StoreLimits &
  MayCreate &
  MayWrite &
  PostgresAddress & {
    readonly clock?: Clock
    /**
     * How often a subscription looks for what others wrote, in milliseconds. 1,000 by default: PostgreSQL tells at
     * once, and this is for when that is lost.
     */
    readonly pollInterval?: number
  }

/**
 * A journal in a schema of a PostgreSQL database, made at the first opening unless `create` is false. Any number of programs may use it at
 * once. Needs no extension and no more rights than to create that schema, or to use it once it is there. A schema
 * that holds something else, or a newer journal, is refused and left as it is.
 */
export const postgresEventStore =
  ({
    clock = systemClock,
    pollInterval = 1000,
    create = true,
    readOnly = false,
    maxEventBytes,
    pageSize,
    ...address
  }: PostgresEventStoreOptions): TaskEither<OpenError, EventStore> =>
  async () => {
    const settings = settingsOf(address, { readOnly })
    if (E.isLeft(settings)) return settings
    const prepared = await prepare(settings.right, journalKind, mayCreate({ create, readOnly }))
    if (E.isLeft(prepared)) return prepared
    const engine = postgresEngine(new Connections(settings.right), clock, pollInterval)
    return E.right(
      storeOfEngine(engine, {
        readOnly,
        ...(maxEventBytes === undefined ? {} : { maxEventBytes }),
        ...(pageSize === undefined ? {} : { pageSize })
      })
    )
  }

const postgresEngine = (connections: Connections, clock: Clock, pollInterval: number): Engine => {
  const { ask, settings } = connections
  const sql = statementsOf(settings.schema)
  const head = async (): Promise<string | null> => (await ask(sql.head))[0]?.[0] ?? null
  const stopping = new Set<Promise<void>>()
  const changes = changesOf(notify => {
    const wakeUp = new WakeUp(settings, head, notify, pollInterval)
    return () => {
      const stopped = wakeUp.stop().finally(() => stopping.delete(stopped))
      stopping.add(stopped)
    }
  })
  const writer = new Writer(appends => appendAll(ask, sql, appends), clock, changes.notify)
  let restoring = false

  return {
    // The writers' lock is held by this very program: the wait for it would be in vain.
    append: async append => (restoring ? E.left(storeBusy('RESTORING')) : writer.append(append)),
    readStream: ({ stream, from, direction, limit }) =>
      attempt(async () => {
        const rows = await ask(sql[direction], [stream, from, limit])
        return rows.length === 0 ? E.left(streamNotFound(stream)) : E.right(recordedOfRows(rows))
      }),
    find: (stream, id) =>
      attempt(async () => E.right(recordedOfRows(await ask(sql.withId, [stream, id]))[0] ?? null)),
    scan: slice => attempt(async () => E.right(await scan(connections, sql, slice))),
    restore: async pages => {
      if (restoring) return E.left(storeBusy('RESTORING'))
      restoring = true
      try {
        await writer.settled()
        const restored = await attempt(() => restoreInto(connections, pages))
        if (E.isRight(restored)) changes.notify()
        return restored
      } finally {
        restoring = false
      }
    },
    retain: options => attempt(() => retainIn(connections, options)),
    changes,
    close: async () => {
      await writer.settled()
      await Promise.all(stopping)
      await connections.close()
    }
  }
}

/** Whatever can be read is followed by nothing that could still come before it: `appendFunction` sees to it. */
const scan = async (
  { ask }: Connections,
  sql: Statements,
  { after, category, limit }: JournalSlice
): Promise<Scan> => {
  if (category === null) {
    const events = recordedOfRows(await ask(sql.after, [afterText(after), limit]))
    return { events, checkpoint: events.at(-1)?.position ?? after, end: events.length < limit }
  }
  const rows = await ask(sql.ofCategory, [afterText(after), category, limit])
  const events = recordedOfRows(rows, 1)
  if (events.length === limit) return { events, checkpoint: events.at(-1)?.position ?? after, end: false }
  const head = rows[0]?.[0] ?? null
  return { events, checkpoint: furthest(after, head === null ? null : positionOfText(head)), end: true }
}

/** A checkpoint from further on, of another journal, is not moved back. */
const furthest = (a: Position | null, b: Position | null): Position | null =>
  a === null || b === null ? (a ?? b) : comparePositions(a, b) > 0 ? a : b
