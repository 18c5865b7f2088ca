/** The plane of a dossier: the rectangles of days and knowledge over which each of its lines says the same. */
import type { Area } from './answers'
import { type Calendar, SINCE_ALWAYS, WITHOUT_END } from './calendar'
import type { Dossier } from './dossier'
import { changingDays, overlaid, type Span, spanOf } from './steps'

/**
 * Days `[from, to)` and knowledge `[since, until)`. Knowledge is counted in recordings of the dossier: 0 is the first, and
 * -1 what was known before any.
 */
type NumberedArea = {
  readonly from: number
  readonly to: number
  readonly since: number
  readonly until: number
  /** Areas that touch and say the same have the same number. */
  readonly answer: number
}

type Days = { readonly from: number; readonly to: number }
type OpenArea = Omit<NumberedArea, 'until'>

/** The areas of a dossier, in the order of their recordings, then of their days. */
export const areasOf = (dossier: Dossier, calendar: Calendar): ReadonlyArray<Area> => {
  const recordings = recordingsOf(dossier)
  const recordedAt = (recording: number) => {
    const at = recordings[recording]?.recordedAt
    return at === undefined ? null : calendar.instant(at)
  }
  return numberedAreas(dossier, recordings).map(({ from, to, since, until, answer }) => ({
    ...calendar.period(from, to),
    knownFrom: recordedAt(since),
    knownTo: recordedAt(until),
    answer
  }))
}

/**
 * The areas make up the whole plane and do not overlap. An area ends where any line says otherwise than on the day before,
 * or than before a recording; it also ends where its days do not go on being the days of one area.
 *
 * It goes through the facts once, in the order in which they were recorded, and looks at what each recording moved: it
 * costs what there is to give, and not one look-up for each day and each recording.
 */
const numberedAreas = (
  dossier: Dossier,
  recordings: ReadonlyArray<Recording>
): ReadonlyArray<NumberedArea> => {
  const lines: Array<ReadonlyArray<Span>> = Array.from({ length: dossier.keys }, () => [])
  const changes = new DayCounts()
  const answers = new Answers()
  const closed: Array<NumberedArea> = []
  let open: ReadonlyArray<OpenArea> = [
    { from: SINCE_ALWAYS, to: WITHOUT_END, since: -1, answer: answers.another() }
  ]
  let recording = 0
  for (const { first, end } of recordings) {
    const before = new Map<number, ReadonlyArray<Span>>()
    for (let rank = first; rank < end; rank++) {
      const key = dossier.key(rank)
      const line = lines[key] ?? []
      if (!before.has(key)) before.set(key, line)
      lines[key] = overlaid(line, spanOf(dossier, rank))
    }
    const moved: Array<Days> = []
    for (const [key, was] of before) {
      const is = lines[key] ?? []
      changes.take(changingDays(was, dossier.values), -1)
      changes.take(changingDays(is, dossier.values), 1)
      moved.push(...differingDays(was, is, dossier.values))
    }
    const next = nextAreas(open, changes.sorted(), { recording, moved: merged(moved), answers })
    const goingOn = new Set(next)
    for (const area of open) if (!goingOn.has(area)) closed.push({ ...area, until: recording })
    open = next
    recording += 1
  }
  for (const area of open) closed.push({ ...area, until: recording })
  return closed
    .map(area => ({ ...area, answer: answers.same(area.answer) }))
    .sort((a, b) => a.since - b.since || a.from - b.from)
}

/** The facts of one recording, as ranks `[first, end)`; `recordedAt` is its epoch. Events of one instant are known together. */
type Recording = { readonly first: number; readonly end: number; readonly recordedAt: number }

const recordingsOf = (dossier: Dossier): ReadonlyArray<Recording> => {
  const recordings: Array<Recording> = []
  for (let event = 0; event < dossier.events; ) {
    const first = dossier.firstFact(event)
    const recordedAt = dossier.recordedAtOf(event)
    while (event < dossier.events && dossier.recordedAtOf(event) === recordedAt) event += 1
    recordings.push({ first, end: dossier.firstFact(event), recordedAt })
  }
  return recordings
}

type Recorded = {
  readonly recording: number
  /** The days on which some line says otherwise than before, in their order. */
  readonly moved: ReadonlyArray<Days>
  readonly answers: Answers
}

/** The areas after a recording: one goes on where its days are still those of an area, and nothing moved on them. */
const nextAreas = (
  open: ReadonlyArray<OpenArea>,
  days: ReadonlyArray<number>,
  { recording, moved, answers }: Recorded
): ReadonlyArray<OpenArea> => {
  const next: Array<OpenArea> = []
  let below = 0
  for (let i = 0; i <= days.length; i++) {
    const [from, to] = [days[i - 1] ?? SINCE_ALWAYS, days[i] ?? WITHOUT_END]
    while ((open[below]?.to ?? WITHOUT_END) <= from) below += 1
    const under = open[below]
    if (under?.from === from && under.to === to && !isIn(moved, from)) {
      next.push(under)
      continue
    }
    let answer: number | null = null
    for (let j = below; ; j++) {
      const other = open[j]
      if (other === undefined || other.from >= to) break
      // Neither area changes within itself: one day of both tells of all days of both.
      if (isIn(moved, Math.max(from, other.from))) continue
      answer = answer === null ? other.answer : answers.join(answer, other.answer)
    }
    next.push({ from, to, since: recording, answer: answer ?? answers.another() })
  }
  return next
}

/** The days on which a line says otherwise than before; where it says nothing it has no value. */
const differingDays = (
  was: ReadonlyArray<Span>,
  is: ReadonlyArray<Span>,
  values: ReadonlyArray<unknown>
): ReadonlyArray<Days> => {
  const bounds = [...new Set([...was, ...is].flatMap(({ from, to }) => [from, to]))].sort(byNumber)
  const days: Array<Days> = []
  let [one, other] = [0, 0]
  for (let i = 1; i < bounds.length; i++) {
    const [from = SINCE_ALWAYS, to = WITHOUT_END] = [bounds[i - 1], bounds[i]]
    while ((was[one]?.to ?? WITHOUT_END) <= from) one += 1
    while ((is[other]?.to ?? WITHOUT_END) <= from) other += 1
    if (valueOn(was[one], from, values) !== valueOn(is[other], from, values)) days.push({ from, to })
  }
  return days
}

/** Equal values are the same. */
const valueOn = (span: Span | undefined, day: number, values: ReadonlyArray<unknown>): unknown =>
  span === undefined || span.from > day ? null : values[span.rank]

/** Days that overlap or touch are put together, in their order. */
const merged = (days: ReadonlyArray<Days>): ReadonlyArray<Days> => {
  const all: Array<Days> = []
  for (const { from, to } of [...days].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && last.to >= from)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else all.push({ from, to })
  }
  return all
}

/** Whether a day is among days that are in their order. */
const isIn = (days: ReadonlyArray<Days>, day: number): boolean => {
  let [first, above] = [0, days.length]
  while (first < above) {
    const middle = (first + above) >>> 1
    if ((days[middle]?.to ?? WITHOUT_END) <= day) first = middle + 1
    else above = middle
  }
  return (days[first]?.from ?? WITHOUT_END) <= day
}

const byNumber = (a: number, b: number): number => a - b

/** How many lines change on each day. */
class DayCounts {
  readonly #counts = new Map<number, number>()

  take(days: ReadonlyArray<number>, count: 1 | -1): void {
    for (const day of days) {
      const left = (this.#counts.get(day) ?? 0) + count
      if (left === 0) this.#counts.delete(day)
      else this.#counts.set(day, left)
    }
  }

  sorted(): ReadonlyArray<number> {
    return [...this.#counts.keys()].sort(byNumber)
  }
}

/** The numbers of answers; two that turn out to be one are joined. */
class Answers {
  readonly #parents: Array<number> = []

  another(): number {
    return this.#parents.push(this.#parents.length) - 1
  }

  same(answer: number): number {
    let first = answer
    while (this.#parentOf(first) !== first) first = this.#parentOf(first)
    for (let at = answer; at !== first; ) {
      const parent = this.#parentOf(at)
      this.#parents[at] = first
      at = parent
    }
    return first
  }

  join(one: number, other: number): number {
    const [a, b] = [this.same(one), this.same(other)]
    this.#parents[Math.max(a, b)] = Math.min(a, b)
    return Math.min(a, b)
  }

  #parentOf(answer: number): number {
    return this.#parents[answer] ?? answer
  }
}
