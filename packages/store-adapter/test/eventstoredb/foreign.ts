import { randomUUID } from 'node:crypto'
import type { Log } from './log'

/** Each append of so many events, and its stream the next one. */
const batch = 500

/** Statistics of the server, and events of programs whose streams no journal could have: a used server holds such. */
export const writeForeign = (log: Log, count: number): void => {
  const content = { type: 'Autre', contentType: 'application/json', data: Buffer.from('{}') }
  for (let written = 0; written < count; written += batch) {
    const events = Array.from({ length: Math.min(batch, count - written) }, () => ({
      ...content,
      id: randomUUID(),
      metadata: content.data
    }))
    log.append((written / batch) % 3 === 0 ? `$stats-${written}` : `autre_${written}`, events, 'any')
  }
}
