import { type Position, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { isRetryOf, ruleAppend } from '../append-rule'
import type { CheckedAppend } from '../checked-events'
import { type AppendRefusal, conflict, type DamagedJournal, damagedJournal } from '../errors'
import type { Appended } from '../event-store'
import { isKeptInstant, untilDamage } from '../recorded-text'
import { type ClockReading, recordingInstantHere } from '../recording-instant'
import { categoryOf } from '../stream-name'
import { recordedOfRow, type Statements, type StreamRow } from './statements'

/**
 * One append within an open transaction. It writes only once nothing can refuse it any more, so that a conflict
 * leaves nothing to undo: appends that share a transaction do not harm one another.
 */
export const appendWithin =
  (sql: Statements, readClock: () => ClockReading) =>
  (append: CheckedAppend): E.Either<AppendRefusal, Appended> => {
    const stream = sql.findStream.get(append.stream)
    const damage = stream === undefined ? null : damageOfStream(append.stream, stream)
    if (damage !== null) return E.left(damage)
    const ruling = ruleAppend(append, stream?.revision ?? null, id =>
      stream === undefined ? undefined : sql.revisionOf.get(id, stream.id)
    )
    if (ruling._tag === 'Refuse') return E.left(conflict(append, ruling))
    if (ruling._tag === 'Already') {
      const { firstRevision, lastRevision } = ruling
      const rows = stream === undefined ? [] : sql.between.all(stream.id, firstRevision, lastRevision)
      const found = untilDamage(rows.map(row => recordedOfRow(row, append.stream)))
      if (found.damage !== null) return E.left(found.damage)
      const last = found.events.at(-1)
      if (last === undefined) throw new Error(`${append.stream} lost revision ${lastRevision}`)
      return isRetryOf(append, found.events)
        ? E.right({ revision: lastRevision, position: last.position, recordedAt: last.recordedAt })
        : E.left(conflict(append, { actual: stream?.revision ?? null, cause: 'content' }))
    }

    const instant = recordingInstantHere(readClock(), append.stream, {
      journal: sql.lastRecordedAt.get() ?? null,
      stream: stream?.recordedAt ?? null
    })
    if (E.isLeft(instant)) return instant
    const recordedAt = instant.right
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

/** What an append sees of its stream before it decides: that there is a last event, and when it was recorded. */
const damageOfStream = (
  stream: string,
  { first, revision, recordedAt }: StreamRow
): DamagedJournal | null => {
  if (first === 0 && revision === -1)
    return damagedJournal({ stream, revision: 0, position: null, what: 'missing' })
  return isKeptInstant(recordedAt)
    ? null
    : damagedJournal({ stream, revision, position: null, what: 'recordedAt' })
}

export const addStream = (sql: Statements, name: string): number =>
  Number(sql.addStream.run(name, categoryOf(name)).lastInsertRowid)
