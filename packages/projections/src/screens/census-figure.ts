/** A curve of how many conventions are in force, and how many habilitations are open, at the end of each month; and its table. */
import { type DateCivile, dateCivile, frenchLongDate } from '@avenant/domain'
import type { Census, Days } from '../questions/census'
import { monthEnd } from './days'
import { type Html, html, nothing, sentence } from './html'

/** Months before the one asked, and after it: what is already known to end is seen. */
const BEFORE = 24
const AFTER = 12

type Month = { readonly end: DateCivile; readonly conventions: number; readonly habilitations: number }

export const censusFigure = (
  on: DateCivile,
  { conventions }: Census,
  isShown: (conventionId: string) => boolean
): Html => {
  const ends = monthsAround(on)
  const [inForce, open] = [monthlyCounts(ends), monthlyCounts(ends)]
  for (const { conventionId, enVigueur, habilitations } of conventions) {
    if (!isShown(conventionId)) continue
    enVigueur.forEach(inForce.add)
    for (const { ouverte } of habilitations) ouverte.forEach(open.add)
  }
  const [ofConventions, ofHabilitations] = [inForce.counts(), open.counts()]
  const months = ends.map((end, i) => ({
    end,
    conventions: ofConventions[i] ?? 0,
    habilitations: ofHabilitations[i] ?? 0
  }))
  if (months.every(({ conventions, habilitations }) => conventions + habilitations === 0)) return nothing
  return html`<figure><figcaption>${sentence('Conventions en vigueur et habilitations ouvertes, à la fin de chaque mois')}</figcaption>
<ul class="key" aria-hidden="true"><li><span></span>conventions</li><li class="second"><span></span>habilitations</li></ul>
${curve(months, on)}
<details data-key="mois"><summary>Les mêmes chiffres en tableau</summary>
<table class="keep-table"><caption class="said">À la fin de chaque mois</caption><thead><tr><th scope="col">Mois</th><th scope="col" class="n">Conventions en vigueur</th><th scope="col" class="n">Habilitations ouvertes</th></tr></thead>
<tbody>${months.map(
    ({ end, conventions, habilitations }) =>
      html`<tr><th scope="row" data-label="Mois">${monthName(end)}</th><td class="n" data-label="Conventions">${conventions}</td><td class="n" data-label="Habilitations">${habilitations}</td></tr>`
  )}</tbody></table></details></figure>`
}

/** Counts what holds at the end of each month: what starts in one, and what ended before the next, are noted as they come. */
const monthlyCounts = (ends: ReadonlyArray<DateCivile>) => {
  const first = ends[0] === undefined ? 0 : monthOf(ends[0])
  const changes = new Array<number>(ends.length + 1).fill(0)
  // Ten thousand conventions begin and end on few days.
  const [begins, endsBefore] = [new Map<DateCivile, number>(), new Map<DateCivile, number>()]
  const at = (month: number): number => Math.min(Math.max(month - first, 0), ends.length)
  const beginOf = (day: DateCivile): number => known(begins, day, () => at(monthOf(day)))
  // A last day that is not the last of its month does not reach the end of it.
  const endOf = (day: DateCivile): number =>
    known(endsBefore, day, () => at(monthOf(day) + (monthEnd(day) === day ? 1 : 0)))
  const change = (month: number, by: number): void => {
    changes[month] = (changes[month] ?? 0) + by
  }
  return {
    add: ({ firstDay, lastDay }: Days): void => {
      const from = firstDay === null ? 0 : beginOf(firstDay)
      const to = lastDay === null ? ends.length : endOf(lastDay)
      if (to <= from) return
      change(from, 1)
      change(to, -1)
    },
    counts: (): ReadonlyArray<number> => {
      let count = 0
      return changes.map(by => {
        count += by
        return count
      })
    }
  }
}

const known = (days: Map<DateCivile, number>, day: DateCivile, found: () => number): number => {
  const kept = days.get(day)
  if (kept !== undefined) return kept
  const fresh = found()
  days.set(day, fresh)
  return fresh
}

const monthOf = (day: DateCivile): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

const monthsAround = (on: DateCivile): ReadonlyArray<DateCivile> => {
  const first = dateCivile(`${on.slice(0, 7)}-01`)
  return Array.from({ length: BEFORE + AFTER + 1 }, (_, i) => i - BEFORE)
    .map(months => shifted(first, months))
    .filter(month => month >= '1900-01' && month < '2999-12')
    .map(month => monthEnd(dateCivile(`${month}-01`)))
}

/** The month so many months away, as `2017-08`: one that no date can write is left out. */
const shifted = (first: DateCivile, months: number): string => {
  const count = monthOf(first) + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** « août 2017 ». */
const monthName = (end: DateCivile): string => frenchLongDate(end).replace(/^\S+\s/, '')

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [720, 220, 64, 28, 12, 12]

const curve = (months: ReadonlyArray<Month>, on: DateCivile): Html => {
  const most = niceMost(
    Math.max(...months.flatMap(({ conventions, habilitations }) => [conventions, habilitations]))
  )
  const x = (i: number): number =>
    Math.round(LEFT + (i * (WIDTH - LEFT - RIGHT)) / Math.max(1, months.length - 1))
  const y = (count: number): number => Math.round(HEIGHT - BOTTOM - (count * (HEIGHT - BOTTOM - TOP)) / most)
  const points = (of: 'conventions' | 'habilitations'): string =>
    months.map((month, i) => `${x(i)},${y(month[of])}`).join(' ')
  const now = months.findIndex(({ end }) => end.slice(0, 7) === on.slice(0, 7))
  const here = months[now]
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${
    here === undefined
      ? 'Courbe des conventions en vigueur et des habilitations ouvertes'
      : `Courbe ; fin ${monthName(here.end)} : ${here.conventions} en vigueur, ${here.habilitations} habilitations ouvertes ; les chiffres sont dans le tableau`
  }">
${[0, most / 2, most].map(
  count =>
    html`<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(count)}" y2="${y(count)}"/><text x="${LEFT - 6}" y="${y(count) + 4}" text-anchor="end">${count}</text>`
)}
${months.map((month, i) =>
  month.end.slice(5, 7) === '01' || i === 0
    ? html`<text x="${x(i)}" y="${HEIGHT - 6}" text-anchor="${i === 0 ? 'start' : i > months.length - 4 ? 'end' : 'middle'}">${month.end.slice(5, 7) === '01' ? `janv. ${month.end.slice(0, 4)}` : i === 0 && tooNear(months) ? '' : monthName(month.end)}</text>`
    : nothing
)}
${now < 0 ? nothing : html`<line class="now" x1="${x(now)}" x2="${x(now)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>`}
<polyline class="first" points="${points('conventions')}"/><polyline class="second" points="${points('habilitations')}"/>
</svg>`
}

/** Whether January comes so soon after the first month that both names would touch. */
const tooNear = (months: ReadonlyArray<Month>): boolean =>
  months.slice(1, 6).some(({ end }) => end.slice(5, 7) === '01')

/** 2, 4, 10, 20, 40, 100…: the first that is high enough, whose half is whole. */
const niceMost = (most: number): number => {
  let step = 2
  while (step * 5 < most) step *= 10
  return [step, step * 2, step * 5].find(high => high >= most) ?? most
}
