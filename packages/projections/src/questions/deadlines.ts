/** Every échéance that models and acts give rise to, in a range of days, on any knowledge (G6). */
import { civilDateOf, type DateCivile, type Instant } from '@avenant/domain'
import { ever, type Sees } from './asked'
import type { Agenda } from './deadlines/agenda'
import {
  compareDue,
  compareIdentities,
  compareTexts,
  type Deadline,
  type Deadlines,
  type DeadlinesAsked
} from './deadlines/answer'
import type { LastRecorded } from './last-recorded'
import type { Lines } from './lines'

/** Microseconds a convention, once each has been read. */
export const deadlines =
  ({ directory }: Lines, agenda: Agenda, last: LastRecorded) =>
  (
    { from, to, on = null, knownAt = null, conventionId = null }: DeadlinesAsked,
    sees: Sees | null = null
  ): Deadlines => {
    const all: Array<Deadline> = []
    const days = new Map<string, DateCivile>()
    /** Conventions are in few zones. */
    const dayIn = (zone: string, known: Instant): DateCivile => {
      const day = days.get(zone) ?? civilDateOf(known, zone)
      days.set(zone, day)
      return day
    }
    for (const id of conventionId === null ? directory.conventions : [conventionId]) {
      if (sees?.(id) === false) continue
      const { ground } = agenda.groundOf(id, knownAt ?? ever)
      if (ground === null) continue
      const day = on ?? (knownAt === null ? to : dayIn(ground.zone, knownAt))
      all.push(...agenda.inRange(ground, { from, to }, { on: day, knownAt: knownAt ?? ever }))
    }
    const lastRecordedAt = last({ knownAt: knownAt ?? ever, conventionId, sees })
    return { from, to, on, knownAt, lastRecordedAt, deadlines: all.sort(compareDeadlines) }
  }

const compareDeadlines = (a: Deadline, b: Deadline): number =>
  compareDue(a.due, b.due) || compareTexts(a.conventionId, b.conventionId) || compareIdentities(a, b)
