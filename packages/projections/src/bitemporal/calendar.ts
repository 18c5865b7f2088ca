import {
  type DateCivile,
  dateCivile,
  dateOfDayNumber,
  dayNumber,
  epochOf,
  type Instant,
  type Period
} from '@avenant/domain'

/** "Since always" and "without end", as days: before and after every civil date. */
export const SINCE_ALWAYS = 0
export const WITHOUT_END = 2 ** 19 - 1
/** The day before 1900-01-01, the first civil date: days are counted from it, in 19 bits, to the year 3335. */
const ORIGIN = dayNumber(dateCivile('1900-01-01')) - 1

const DAY = 86_400_000
const MINUTE = 60_000
const SECOND = 1_000

const PAGE_BITS = 10
const PAGE_MASK = (1 << PAGE_BITS) - 1
type Page = Array<DateCivile | undefined>

/** An instant, and what was read of it. */
type Read = { readonly at: Instant | null; readonly epoch: number }
const NEVER_READ: Read = { at: null, epoch: Number.NaN }

const two = (n: number): string => String(n).padStart(2, '0')
const MINUTES = Array.from({ length: 1_440 }, (_, n) => `T${two(Math.floor(n / 60))}:${two(n % 60)}:`)
const SECONDS = Array.from({ length: 60 }, (_, n) => two(n))
const MILLISECONDS = Array.from({ length: 1_000 }, (_, n) => `.${String(n).padStart(3, '0')}Z`)

/**
 * Dates and instants to numbers and back. A look-up writes some sixty dates: each text is made once and shared,
 * at most one for each day there is.
 */
export class Calendar {
  readonly #days = new Map<DateCivile, number>()
  #last: Read = NEVER_READ
  #lastButOne: Read = NEVER_READ
  /** Dates by day, a few years a page: two to three times faster than a map. */
  readonly #pages: Array<Page | undefined> = new Array((WITHOUT_END + 1) >>> PAGE_BITS).fill(undefined)

  from(date: DateCivile | null): number {
    return date === null ? SINCE_ALWAYS : this.day(date)
  }

  to(date: DateCivile | null): number {
    return date === null ? WITHOUT_END : this.day(date)
  }

  day(date: DateCivile): number {
    const known = this.#days.get(date)
    if (known !== undefined) return known
    const day = dayNumber(date) - ORIGIN
    // Of what is no date at all the number is NaN.
    if (!(day > SINCE_ALWAYS && day < WITHOUT_END)) throw new RangeError(`not a civil date: ${date}`)
    this.#days.set(date, day)
    return day
  }

  /** The date of a day, or null for a missing bound. */
  date(day: number): DateCivile | null {
    return day === SINCE_ALWAYS || day === WITHOUT_END ? null : this.#date(day)
  }

  /** `[from, to)` as dates. */
  period(from: number, to: number): Period {
    return { from: this.date(from), to: this.date(to) }
  }

  /**
   * One question asks of one knowledge many times, or compares two: the last two are kept, for reading an instant takes
   * as long as a look-up.
   */
  epoch(at: Instant): number {
    if (at !== this.#last.at) {
      const other = this.#lastButOne
      this.#lastButOne = this.#last
      this.#last = at === other.at ? other : { at, epoch: epochOf(at) }
    }
    return this.#last.epoch
  }

  /** Same text as `instantOfEpoch`, put together from shared pieces: several times faster. */
  instant(milliseconds: number): Instant {
    const day = Math.floor(milliseconds / DAY)
    const ofDay = milliseconds - day * DAY
    const minute = Math.floor(ofDay / MINUTE)
    const ofMinute = ofDay - minute * MINUTE
    const second = Math.floor(ofMinute / SECOND)
    const time = `${MINUTES[minute]}${SECONDS[second]}${MILLISECONDS[ofMinute - second * SECOND]}`
    // Date, minute, second and millisecond of an ISO text in UTC: the canonical form.
    return `${this.#date(day - ORIGIN)}${time}` as Instant
  }

  #date(day: number): DateCivile {
    const page = this.#pages[day >>> PAGE_BITS] ?? this.#newPage(day)
    return page[day & PAGE_MASK] ?? this.#write(page, day)
  }

  #newPage(day: number): Page {
    const page: Page = new Array(PAGE_MASK + 1).fill(undefined)
    this.#pages[day >>> PAGE_BITS] = page
    return page
  }

  #write(page: Page, day: number): DateCivile {
    const date = dateOfDayNumber(day + ORIGIN)
    page[day & PAGE_MASK] = date
    return date
  }
}
