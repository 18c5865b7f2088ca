/** Which reminders are due, and how it is recorded that one was given. */
import {
  type Acteur,
  addDays,
  type ConventionModel,
  civilDateOf,
  type DateCivile,
  type Instant,
  maxDate,
  minDate
} from '@avenant/domain'
import type { Deadline, DossiersIndex } from '@avenant/projections'
import type { EventToAppend } from '@avenant/store-adapter'
import { ownEvent } from '../own-event'

type Reminded = Pick<
  Deadline,
  'dossier' | 'kind' | 'subject' | 'occurrence' | 'conventionId' | 'label' | 'who' | 'computation' | 'article'
>

/**
 * A deadline that comes, or the last day to use an access (kind `non-utilisation`), on one of the days on which one is to be
 * reminded of it. Its identity is the deadline's own (G6).
 */
export type Reminder = Reminded & {
  readonly due: DateCivile
  /** The day on which it was to be given: the last one that is over, where several are. */
  readonly day: DateCivile
}

/**
 * What a service does with a reminder: a letter, a message. It is told at least once of each: when it rejects, or its program ends
 * before the end of it, again. What it sends is sent once when it keeps `dossier`, `kind`, `subject`, `occurrence` and `day`.
 */
export type Remind = (reminder: Reminder) => Promise<void> | void

/** Of deadlines whose day is not over, and that are not done; and of accesses that are blocked unless they are used. */
export const dueReminders = (
  index: DossiersIndex,
  models: ReadonlyArray<ConventionModel>,
  now: Instant
): ReadonlyArray<Reminder> => [
  ...remindersOfDeadlines(index, models, now),
  ...index.unusedSoon({ at: now }).map(soon => reminderOf(soon, soon.due, soon.day))
]

const remindersOfDeadlines = (
  index: DossiersIndex,
  models: ReadonlyArray<ConventionModel>,
  now: Instant
): ReadonlyArray<Reminder> => {
  const todays = models.map(({ zone }) => civilDateOf(now, zone))
  const [first, ...others] = todays
  if (first === undefined) return []
  const today = others.reduce(minDate, first)
  const ahead = Math.max(...models.flatMap(({ deadlines }) => deadlines.flatMap(daysOfReminders)), 0)
  if (ahead === 0) return []
  const asked = { from: today, to: addDays(others.reduce(maxDate, first), ahead), knownAt: now }
  return index.deadlines(asked).deadlines.flatMap(deadline => {
    const { due, state, reminders, model } = deadline
    const zone = models.find(({ id, version }) => id === model.id && version === model.version)?.zone
    if (due === null || state !== 'a-venir' || zone === undefined) return []
    const on = civilDateOf(now, zone)
    const day = reminders.findLast(reminder => reminder <= on)
    return day === undefined ? [] : [reminderOf(deadline, due, day)]
  })
}

const reminderOf = (
  { dossier, kind, subject, occurrence, conventionId, label, who, computation, article }: Reminded,
  due: DateCivile,
  day: DateCivile
): Reminder => ({
  dossier,
  kind,
  subject,
  occurrence,
  conventionId,
  label,
  who,
  computation,
  article,
  due,
  day
})

/** At most: a month has 31 days. */
const lengths = { day: 1, week: 7, month: 31 } as const

const daysOfReminders = ({ reminders }: ConventionModel['deadlines'][number]): ReadonlyArray<number> =>
  reminders.map(({ count, unit }) => count * lengths[unit])

/** Beside the dossier of a convention: no act of it, and nothing that an answer rests on. */
export const reminderStream = ({ conventionId }: Reminder): string => `reminder-${conventionId}`

/** The same for the same reminder, whoever gives it. */
export const reminderEvent = (reminder: Reminder, acteur: Acteur): EventToAppend => {
  const { dossier, kind, subject, occurrence, due, day } = reminder
  return ownEvent(
    { type: 'ReminderGiven', data: { dossier, kind, subject, occurrence, due, day } },
    `rappel/${JSON.stringify([dossier, kind, subject, occurrence, day])}`,
    acteur
  )
}
