/** The deadlines that a model states: for each year, each échéance, each act, or once (P24, P25, P26). */
import {
  type AskedAnchor,
  type Computed,
  type ConventionModel,
  calendarsIn,
  civilDateOf,
  computeDate,
  DateCivile,
  type DateExpression,
  dateCivile,
  daysInLines,
  firstDate,
  frenchDate,
  frenchDateExpression,
  frenchUndated,
  howComputed,
  lastDate,
  minDate,
  remindersBefore,
  type Deadline as StatedDeadline,
  type Undated
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Found } from './answer'
import { eventOf, type Ground, type Line, termsUntil } from './ground'

export type Range = { readonly from: DateCivile; readonly to: DateCivile }

/** The deadlines that may fall in a range of days, and the ones that have no day yet. */
export const statedDeadlines = (ground: Ground, range: Range): ReadonlyArray<Found> =>
  ground.inForce === null
    ? []
    : [...new Set(ground.versions.map(({ model }) => model))].flatMap(model =>
        model === null ? [] : model.deadlines.flatMap(stated => timesOf({ ...ground, model }, stated, range))
      )

/** A convention, and one version of its model: what that states. */
type Stating = Ground & { readonly model: ConventionModel }

/**
 * The times of a deadline of one version: those of the years whose last day in force is under that version, of the
 * échéances and the acts that are; of the convention, where its last day is.
 */
const timesOf = (stating: Stating, stated: StatedDeadline, range: Range): ReadonlyArray<Found> => {
  const times = timesIn(stating, stated, range).filter(
    ({ ruledOn }) => stating.versions.length === 1 || stating.versionOn(ruledOn).model === stating.model
  )
  const all = times.map(time => found(stating, stated, time))
  return isOften(stated) ? all.filter(({ due }) => due !== null) : all
}

/** Without a day, what comes each year or at each échéance is told of none of them. */
const isOften = (stated: StatedDeadline): boolean => stated.for === 'year' || stated.for === 'echeance'

const timesIn = (stating: Stating, stated: StatedDeadline, range: Range): ReadonlyArray<Time> => {
  switch (stated.for) {
    case 'year':
      return yearly(stating, stated, range)
    case 'echeance':
      return atÉchéances(stating, stated, range)
    case 'convention':
      return [{ ruledOn: stating.lastDay ?? lastDate }]
    case 'act':
      return stated.act === null ? [] : ofActs(stating, stated.act)
  }
}

/** Under the version of the day that the act says, of the first day of its line, or of its recording. */
const ofActs = (stating: Stating, act: NonNullable<StatedDeadline['act']>): ReadonlyArray<Time> =>
  stating.linesOf(act).map(line => {
    const said = Object.values(daysInLines[act]).flatMap(key => dayIn(line, key) ?? [])
    return { ruledOn: said[0] ?? line.span.from ?? recordedOn(stating, line), line }
  })

/** Which time a deadline falls due, from what it is counted, and the day whose version of the model states it. */
type Time = {
  readonly ruledOn: DateCivile
  readonly occurrence?: string
  /** After the label: « de 2020 ». */
  readonly of?: string
  readonly year?: number
  readonly echeance?: DateCivile
  readonly line?: Line
}

const yearOf = (date: DateCivile): number => Number(date.slice(0, 4))

const yearly = ({ inForce, lastDay }: Stating, stated: StatedDeadline, range: Range): ReadonlyArray<Time> => {
  const { low, high } = reachOf(stated.due)
  const first = Math.max(yearOf(inForce?.from ?? firstDate), yearOf(range.from) - high)
  const last = Math.min(yearOf(lastDay ?? lastDate), yearOf(range.to) - low)
  const all: Array<Time> = []
  for (let year = first; year <= last; year++) {
    const lastOfYear = dateCivile(`${year}-12-31`)
    const ruledOn = lastDay === null ? lastOfYear : minDate(lastDay, lastOfYear)
    all.push({ ruledOn, occurrence: String(year), of: ` de ${year}`, year })
  }
  return all
}

/** An échéance, and what is counted from it, lie as far from each other as the expression says. */
const atÉchéances = (ground: Stating, stated: StatedDeadline, range: Range): ReadonlyArray<Time> => {
  const { low } = reachOf(stated.due)
  // Of a latest date nothing but the échéance says how early it may be; a coherent one names it.
  const until = yearOf(range.to) - low
  return termsUntil(ground, until > yearOf(lastDate) ? lastDate : dateCivile(`${until}-12-31`))
    .filter(({ next }) => ground.end === null || next < ground.end.on)
    .map(({ renewal, next }) => ({
      ruledOn: next,
      occurrence: String(renewal + 1),
      of: `, échéance du ${frenchDate(next)}`,
      echeance: next
    }))
}

/** How many years after N a date of the year N may lie, at least and at most. */
const reachOf = (due: DateExpression): { readonly low: number; readonly high: number } => {
  const start = startReach(due)
  const { offset, to } = due
  const length = offset === undefined ? 0 : Math.ceil((offset.count * days[offset.unit]) / 365) + 1
  const back = (offset?.direction === 'before' ? length : 0) + (to === undefined ? 0 : 9) + 1
  const ahead = (offset?.direction === 'after' ? length : 0) + (to === undefined ? 0 : 9) + 1
  return { low: start.low - back, high: start.high + ahead }
}

/** At most so many days: a working day may lie a week and more from the one before. */
const days = { day: 1, 'working-day': 14, week: 7, month: 31, year: 366 } as const

const startReach = (due: DateExpression): { readonly low: number; readonly high: number } => {
  switch (due.from) {
    case 'echeance':
      return { low: 0, high: 0 }
    case 'day':
      return { low: due.yearsAfter ?? 0, high: due.yearsAfter ?? 0 }
    case 'latest':
    case 'earliest': {
      const all = due.of.map(reachOf)
      const most = due.from === 'latest' ? Math.max : Math.min
      return { low: most(...all.map(({ low }) => low)), high: most(...all.map(({ high }) => high)) }
    }
    default:
      return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  }
}

const labelIn =
  ({ model }: Stating) =>
  (id: string): string =>
    model.parties.roles.find(partie => partie.id === id)?.label ?? id

type Dated = E.Either<Undated, Computed>

/** Counted from one year, or from one day, it is the same for every convention. */
const computed = (ground: Stating, stated: StatedDeadline, time: Time): Dated => {
  const anchor = anchorOf(ground, stated, time)
  if (anchor === null) return computedOn(ground, stated, time)
  const known = byAnchor.get(ground.model) ?? new Map<string, Dated>()
  byAnchor.set(ground.model, known)
  // Two versions may state one deadline, and count it by calendars of their own.
  const key = `${stated.id}/${anchor}`
  const dated = known.get(key) ?? computedOn(ground, stated, time)
  known.set(key, dated)
  return dated
}

const byAnchor = new WeakMap<ConventionModel, Map<string, Dated>>()

const anchorOf = (ground: Stating, stated: StatedDeadline, time: Time): string | null => {
  const { due } = stated
  switch (due.from) {
    case 'day':
      return time.year === undefined ? null : String(time.year)
    case 'date':
      return due.date
    case 'latest':
    case 'earliest':
      return null
    default:
      return dateOf(ground, stated, time)(due)
  }
}

const computedOn = (ground: Stating, stated: StatedDeadline, time: Time): Dated =>
  computeDate({
    dateOf: dateOf(ground, stated, time),
    year: time.year ?? null,
    calendars: calendarsIn(ground.model),
    partyLabel: labelIn(ground)
  })(stated.due)

const dateOf =
  (ground: Ground, { act }: StatedDeadline, { echeance, line }: Time) =>
  (anchor: AskedAnchor): DateCivile | null => {
    switch (anchor.from) {
      case 'effect':
        return ground.inForce?.from ?? null
      case 'end':
        return ground.lastDay
      case 'echeance':
        return echeance ?? null
      case 'party-signature':
        return signatures(ground).findLast(({ role }) => role === anchor.party)?.on ?? null
      case 'first-signature':
        return signatures(ground)[0]?.on ?? null
      case 'last-signature':
        return signatures(ground).at(-1)?.on ?? null
      case 'recording':
        return line === undefined ? null : recordedOn(ground, line)
      case 'last-use':
        return null
      default:
        return line === undefined || act === null ? null : dayIn(line, daysInLines[act][anchor.from])
    }
  }

const dayIn = (line: Line, key: string | undefined): DateCivile | null =>
  key === undefined ? null : dateIn(line, key)

/** Of the convention itself, in the order of their days. */
const signatures = (ground: Ground): ReadonlyArray<{ readonly role: string; readonly on: DateCivile }> =>
  ground
    .linesOf('signature')
    .flatMap(line => {
      const on = dateIn(line, 'signedOn')
      return on === null || line.id.includes('/') ? [] : [{ role: ground.roleOf(line.id), on }]
    })
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))

export const dateIn = ({ value }: Line, name: string): DateCivile | null => {
  const date: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null
  return DateCivile.is(date) ? date : null
}

const recordedOn = ({ zone }: Ground, { cause }: Pick<Line, 'cause'>): DateCivile =>
  civilDateOf(cause.recordedAt, zone)

/** « au plus tard le 31 mars de l'année suivante »: where nothing else tells how a day was found. */
const clauseOf = (stating: Stating, stated: StatedDeadline): string => {
  const known =
    clauses.get(stated) ??
    frenchDateExpression({ calendars: calendarsIn(stating.model), partyLabel: labelIn(stating) })(stated.due)
  clauses.set(stated, known)
  return known
}

const clauses = new WeakMap<StatedDeadline, string>()

const found = (ground: Stating, stated: StatedDeadline, time: Time): Found => {
  const dated = computed(ground, stated, time)
  const due = E.isRight(dated) ? dated.right.date : null
  const { line } = time
  return {
    kind: stated.id,
    ...(line === undefined ? {} : { dossier: line.stream }),
    subject: line?.id ?? '',
    occurrence: time.occurrence ?? '',
    nature: 'a-faire',
    ruledOn: time.ruledOn,
    isRecorded: stated.endedBy !== null,
    due,
    done: doneBy(ground, stated, line),
    tell: () => ({
      label: `${stated.label}${time.of ?? ''}`,
      who: stated.who,
      computation: E.isRight(dated)
        ? (howComputed(dated.right) ?? clauseOf(ground, stated))
        : frenchUndated(dated.left, labelIn(ground)),
      article: stated.article,
      reminders: due === null ? [] : remindersOf(stated, due),
      remarque: stated.endedBy === null ? 'aucun acte enregistré ne dit encore si cela est fait' : null,
      event: line === undefined ? null : eventOf(line)
    })
  }
}

/** Of the act's own line, or the first that the convention has. */
const doneBy = (
  ground: Ground,
  { endedBy }: StatedDeadline,
  act: Line | undefined
): NonNullable<Found['done']> | null => {
  if (endedBy === null) return null
  const [first] = ground
    .linesOf(endedBy.line)
    .filter(({ stream, id }) => act === undefined || (stream === act.stream && id === act.id))
    .map(line => ({
      on: (endedBy.on === null ? null : dateIn(line, endedBy.on)) ?? recordedOn(ground, line),
      event: () => eventOf(line)
    }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return first ?? null
}

/** They hang on the day alone, and many conventions have one day. */
const remindersOf = (stated: StatedDeadline, due: DateCivile): ReadonlyArray<DateCivile> => {
  const days = remindersByDay.get(stated) ?? new Map<DateCivile, ReadonlyArray<DateCivile>>()
  remindersByDay.set(stated, days)
  const reminders = days.get(due) ?? remindersBefore(stated.reminders, due)
  days.set(due, reminders)
  return reminders
}

const remindersByDay = new WeakMap<StatedDeadline, Map<DateCivile, ReadonlyArray<DateCivile>>>()
