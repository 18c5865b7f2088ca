/** The deadlines of one convention whose day, or whose line, is known: those of ten years are found once, as long as no more is known. */
import { type DateCivile, dateCivile } from '@avenant/domain'
import { compareFound, type Found } from './answer'
import type { Ground } from './ground'
import { ownDeadlines } from './own'
import { type Range, statedDeadlines } from './stated'

/** In a range of days, and perhaps around it; each that has no day, once. */
export const datedOver = (ground: Ground, range: Range): ReadonlyArray<Found> => {
  const [first, last] = [decadeOf(range.from), decadeOf(range.to)]
  if (last - first > 1) return found(ground, range)
  const all = ofDecade(ground, first)
  return last === first ? all : [...all, ...ofDecade(ground, last).filter(({ due }) => due !== null)]
}

/** Those of a decade in their order, those without a day last. Two are kept of a convention: most have no deadlines in a third. */
export const ofDecade = (ground: Ground, decade: number): ReadonlyArray<Found> => {
  const kept = byDecade.get(ground) ?? []
  const known = kept.find(one => one.decade === decade)
  if (known !== undefined) return known.found
  const range = { from: dateCivile(`${decade}0-01-01`), to: lastOfDecade(decade) }
  const ofDecade = found(ground, range).filter(isIn(range)).sort(compareFound)
  byDecade.set(ground, [{ decade, found: ofDecade }, ...kept.slice(0, 1)])
  return ofDecade
}

type Decade = { readonly decade: number; readonly found: ReadonlyArray<Found> }

const byDecade = new WeakMap<Ground, ReadonlyArray<Decade>>()

/** 201 for 2019. */
export const decadeOf = (date: DateCivile): number => Number(date.slice(0, 3))

/** Each is read once: to read a date takes as long as to find what comes next. */
const lastOfDecade = (decade: number): DateCivile => {
  const known = lastDays.get(decade) ?? dateCivile(`${decade}9-12-31`)
  lastDays.set(decade, known)
  return known
}

const lastDays = new Map<number, DateCivile>()

const found = (ground: Ground, range: Range): Array<Found> => [
  ...statedDeadlines(ground, range),
  ...ownDeadlines(ground, range)
]

export const isIn =
  ({ from, to }: Range) =>
  ({ due }: Found): boolean =>
    due === null || (from <= due && due <= to)
