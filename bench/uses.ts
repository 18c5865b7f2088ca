/** How people use their accesses: every few weeks, but one of twenty; of what is older than a year only the days are left. */
import {
  Acteur,
  accessStream,
  dateOfDayNumber,
  dayNumber,
  type HabilitationId,
  instantOfEpoch,
  metadataOf,
  positionOf,
  type Recorded,
  usesStream
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import type { Random } from './random'

const YEAR = 365
const acteur = read(Acteur, { kind: 'systeme', id: 'portail' })

/**
 * @param delivered the day of each delivery, as the number of a day
 * @param last the last day on which something is recorded
 * @param id of the nth event
 */
export const usesOf = (
  delivered: ReadonlyMap<HabilitationId, number>,
  last: number,
  id: (nth: number) => string,
  next: Random
): ReadonlyArray<Recorded> => {
  const events: Array<Recorded> = []
  const record = (stream: string, revision: number, day: number, type: string, data: unknown): void => {
    events.push({
      position: positionOf(1),
      stream,
      revision,
      id: id(events.length),
      type,
      schema: 1,
      data,
      recordedAt: at(day),
      metadata: metadataOf(acteur, `u-${stream}-${revision}`)
    })
  }
  for (const [habilitationId, first] of delivered) {
    if (next(20) === 0) continue
    const days: Array<number> = []
    for (let day = first + 1 + next(6); day <= last; day += 20 + next(22)) days.push(day)
    const cut = last - YEAR
    const kept = days.filter(day => day < cut)
    if (kept.length > 0)
      record(usesStream(habilitationId), 0, cut, 'UsesKept', {
        uses: kept.map((day, revision) => ({ on: dateOfDayNumber(day), revision, recordedAt: at(day) }))
      })
    days.slice(kept.length).forEach((day, i) => {
      const connection = { at: at(day), outcome: 'reussie' }
      record(accessStream(habilitationId), kept.length + i, day, 'ConnectionRecorded', connection)
    })
  }
  return events
}

const at = (day: number) => instantOfEpoch((day * 86_400 + 30_000) * 1_000)

/** The day of an act's delivery, as its event says it. */
export const deliveredIn = (events: ReadonlyArray<Recorded>): ReadonlyMap<HabilitationId, number> =>
  new Map(
    events.flatMap(({ stream, type, data }) =>
      type === 'HabilitationDelivered'
        ? // It was encoded by its codec.
          [[stream.slice(stream.indexOf('-') + 1) as HabilitationId, dayNumber((data as Delivered).says.on)]]
        : []
    )
  )

type Delivered = { readonly says: { readonly on: Parameters<typeof dayNumber>[0] } }
