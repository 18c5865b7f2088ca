import * as E from 'fp-ts/Either'
import type { Client } from 'pg'
import type { JournalReader } from '../engine'
import { asking, atMost } from './connections'
import { driver } from './driver'
import { attempt } from './faults'
import { scan } from './scan'
import type { Settings } from './settings'
import { within } from './silence'
import type { Statements } from './statements'

/**
 * Reads the journal as it was at the first page, in one transaction on a connection of its own, so that who appends
 * waits neither for it nor for a connection. What a retention removes meanwhile stays on the disk until it ends.
 */
export const snapshotReader = (settings: Settings, sql: Statements): JournalReader => {
  let kept: Client | null = null
  const patient = <A>(answer: Promise<A>): Promise<A> => within(settings.patience, answer)

  const begun = async (): Promise<Client> => {
    if (kept !== null) return kept
    const client = new (driver().Client)(settings.client)
    client.on('error', () => {})
    kept = client
    await client.connect()
    await patient(client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'))
    // A slow reader is no fault of this transaction's.
    await patient(client.query('SET LOCAL idle_in_transaction_session_timeout = 0'))
    return client
  }

  return {
    scan: slice => attempt(async () => E.right(await scan(asking(await begun(), patient), sql, slice))),
    close: () => {
      if (kept !== null) void atMost(settings.connectTimeout, kept.end())
      kept = null
    }
  }
}
