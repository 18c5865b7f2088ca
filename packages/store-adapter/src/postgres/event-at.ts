import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Standing } from '../engine'
import { type DamagedJournal, damagedJournal } from '../errors'
import type { Ask } from './connections'
import { instantOfText } from './rows'
import type { Statements } from './statements'

/**
 * Two looks: what is removed between them is noted by the transaction that removes it, and what is not there at the
 * first was removed before it or never given.
 */
export const eventAt = async (
  ask: Ask,
  sql: Statements,
  position: Position
): Promise<E.Either<DamagedJournal, Standing>> => {
  const [event] = await ask(sql.at, [position])
  if (event === undefined) {
    const [[removed] = []] = await ask(sql.removedFrom, [position])
    return E.right(removed === 't' ? 'removed' : 'unknown')
  }
  const [stream = null, revision, id, recordedAt] = event
  const place = { position, revision: Number(revision) }
  return stream === null
    ? E.left(damagedJournal({ ...place, stream, what: 'stream' }))
    : E.right({ ...place, stream, id: String(id), recordedAt: instantOfText(recordedAt) })
}
