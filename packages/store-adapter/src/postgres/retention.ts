import * as E from 'fp-ts/Either'
import type { Retained, RetainOptions } from '../event-store'
import type { Connections } from './connections'

/**
 * Hides and removes at once: a transaction is seen whole or not at all. Takes no writers' lock: what is appended
 * meanwhile stays.
 */
export const retainIn = (
  connections: Connections,
  { category, olderThan }: RetainOptions
): Promise<E.Either<never, Retained>> =>
  connections.transaction(async ask => {
    const { schema } = connections.settings
    const shortened = new Set<string>()
    let removed = 0
    let after: string | null = '-1'
    while (after !== null) {
      const rows = await ask(`SELECT * FROM ${schema}.retain($1::text, $2::text, $3::bigint)`, [
        category,
        olderThan,
        after
      ])
      for (const [, stream, events] of rows)
        if (typeof stream === 'string') {
          shortened.add(stream)
          removed += Number(events)
        }
      after = rows[0]?.[0] ?? null
    }
    return E.right({ streams: shortened.size, events: removed })
  })
