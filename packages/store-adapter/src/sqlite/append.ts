import { type Position, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { isRetryOf, ruleAppend } from '../append-rule'
import type { CheckedAppend } from '../checked-events'
import type { Clock } from '../clock'
import { type Conflict, conflict } from '../errors'
import type { Appended } from '../event-store'
import { categoryOf } from '../stream-name'
import { recordedOfRow, type Statements } from './statements'

/**
 * One append within an open transaction. It writes only once nothing can refuse it any more, so that a conflict
 * leaves nothing to undo: appends that share a transaction do not harm one another.
 */
export const appendWithin =
  (sql: Statements, clock: Clock) =>
  (append: CheckedAppend): E.Either<Conflict, Appended> => {
    const stream = sql.findStream.get(append.stream)
    const ruling = ruleAppend(append, stream?.revision ?? null, id =>
      stream === undefined ? undefined : sql.revisionOf.get(id, stream.id)
    )
    if (ruling._tag === 'Refuse') return E.left(conflict(append, ruling))
    if (ruling._tag === 'Already') {
      const { firstRevision, lastRevision } = ruling
      const rows = stream === undefined ? [] : sql.between.all(stream.id, firstRevision, lastRevision)
      const recorded = rows.map(row => recordedOfRow(row, append.stream))
      const last = recorded.at(-1)
      if (last === undefined) throw new Error(`${append.stream} lost revision ${lastRevision}`)
      return isRetryOf(append, recorded)
        ? E.right({ revision: lastRevision, position: last.position, recordedAt: last.recordedAt })
        : E.left(conflict(append, { actual: stream?.revision ?? null, cause: 'content' }))
    }

    const now = clock()
    const recordedAt = stream !== undefined && stream.recordedAt > now ? stream.recordedAt : now
    const revision = ruling.firstRevision + append.events.length - 1
    const streamId = stream?.id ?? addStream(sql, append.stream)
    let position: Position = positionOf(0)
    let next = ruling.firstRevision
    for (const { id, type, schema, data, metadata } of append.events)
      position = positionOf(
        sql.addEvent.run(streamId, next++, id, type, schema, recordedAt, data, metadata).lastInsertRowid
      )
    return E.right({ revision, position, recordedAt })
  }

export const addStream = (sql: Statements, name: string): number =>
  Number(sql.addStream.run(name, categoryOf(name)).lastInsertRowid)
