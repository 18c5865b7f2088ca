import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { changesOf } from '../changes'
import type { ClockOptions } from '../clock'
import type { Engine } from '../engine'
import { type OpenError, storeBusy, streamNotFound } from '../errors'
import type { EventStore } from '../event-store'
import { refusedLimits } from '../limits'
import { clockReader } from '../recording-instant'
import { type MayCreate, type MayWrite, mayCreate, type StoreLimits, storeOfEngine } from '../store-of-engine'
import { untilHole } from '../stream-hole'
import { appendAll } from './append'
import { Connections, type Row } from './connections'
import { eventAt } from './event-at'
import { attempt } from './faults'
import { prepare } from './opening'
import type { PostgresAddress } from './options'
import { restoreInto } from './restore'
import { retainIn } from './retention'
import { foundInRows, positionOfText } from './rows'
import { scan } from './scan'
import { journalKind } from './schema'
import { settingsOf } from './settings'
import { snapshotReader } from './snapshot'
import { statementsOf } from './statements'
import { WakeUp } from './wake-up'
import { Writer } from './writer'

export type PostgresEventStoreOptions = StoreLimits &
  MayCreate &
  MayWrite &
  ClockOptions &
  PostgresAddress & {
    /**
     * How often a subscription looks for what others wrote, in milliseconds. 1,000 by default: PostgreSQL tells at
     * once, and this is for when that is lost.
     */
    readonly pollInterval?: number
  }

/** Told in `engine-openings.ts`, which reads this file when it is asked for. */
export const postgresEventStore =
  ({
    pollInterval = 1000,
    create = true,
    readOnly = false,
    clock,
    clockTolerance,
    maxEventBytes,
    pageSize,
    ...address
  }: PostgresEventStoreOptions): TaskEither<OpenError, EventStore> =>
  async () => {
    const settings = settingsOf(address, { readOnly })
    if (E.isLeft(settings)) return settings
    const limits = {
      ...(maxEventBytes === undefined ? {} : { maxEventBytes }),
      ...(pageSize === undefined ? {} : { pageSize })
    }
    const refused = refusedLimits('postgres:', { ...limits, pollInterval })
    if (refused !== null) return E.left(refused)
    const prepared = await prepare(settings.right, journalKind, mayCreate({ create, readOnly }))
    if (E.isLeft(prepared)) return prepared
    const clocks: ClockOptions = {
      ...(clock === undefined ? {} : { clock }),
      ...(clockTolerance === undefined ? {} : { clockTolerance })
    }
    const engine = postgresEngine(new Connections(settings.right), clocks, pollInterval)
    return E.right(storeOfEngine(engine, { readOnly, ...clocks, ...limits }))
  }

const postgresEngine = (connections: Connections, clocks: ClockOptions, pollInterval: number): Engine => {
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
  const writer = new Writer(appends => appendAll(ask, sql, appends), clockReader(clocks), changes.notify)
  let restoring = false

  return {
    // The writers' lock is held by this very program: the wait for it would be in vain.
    append: async append => (restoring ? E.left(storeBusy('RESTORING')) : writer.append(append)),
    readStream: ({ stream, from, direction, limit }) =>
      attempt(async () => {
        const rows = await ask(sql[direction], [stream, from, limit])
        return rows.length === 0
          ? E.left(streamNotFound(stream))
          : E.right(untilHole({ stream, from, direction, limit }, boundsOf(rows), foundInRows(rows)))
      }),
    find: (stream, id) =>
      attempt(async () => {
        const { events, damage } = foundInRows(await ask(sql.withId, [stream, id]))
        return damage === null ? E.right(events[0] ?? null) : E.left(damage)
      }),
    at: position => attempt(() => eventAt(ask, sql, position)),
    scan: slice => attempt(async () => E.right(await scan(ask, sql, slice))),
    snapshot: () => snapshotReader(settings, sql),
    head: () =>
      attempt(async () => {
        const last = await head()
        return E.right(last === null ? null : positionOfText(last))
      }),
    streams: ({ after, category, limit }) =>
      attempt(async () => {
        const rows =
          category === null
            ? await ask(sql.names, [after ?? '', limit])
            : await ask(sql.namesOf, [after ?? '', limit, category])
        return E.right(rows.map(([name]) => name ?? ''))
      }),
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

/** What a stream keeps, from what each row of it ends with. */
const boundsOf = ([row]: ReadonlyArray<Row>): { readonly first: number; readonly last: number } => {
  const [removed = null, last = null] = row?.slice(-2) ?? []
  const first = removed === null ? 0 : Number(removed) + 1
  return { first, last: last === null ? first - 1 : Number(last) }
}
