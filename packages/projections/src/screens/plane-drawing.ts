/** The plane as a drawing: effect date →, date known ↑. Each area leads to its point; the table beside it says the same. */
import {
  civilDateOf,
  type DateCivile,
  dateOfDayNumber,
  dayNumber,
  epochOf,
  frenchDate,
  type Instant,
  instantOfEpoch,
  overlaps,
  startOfDay
} from '@avenant/domain'
import type { Plane, PlaneArea } from '../questions/plane'
import { type Axis, axisOf } from './axis'
import { type Html, html, nothing } from './html'

export type Drawn = {
  readonly plane: Plane
  /** The point of the page; `knownAt` null: all that is known. */
  readonly here: { readonly on: DateCivile; readonly knownAt: Instant | null }
  readonly hrefOf: (area: PlaneArea) => string
}

/** In the units of the drawing, which are those of the screen: what is pressed measures 24 at least. */
const LEAST = 24
const WIDE = 880
const HIGH = 360
/** Room for the dates under it, and for those beside it. */
const LEFT = 84
const BOTTOM = 44
const TOP = 8
const RIGHT = 8

type Scale = {
  readonly x: Axis
  readonly y: Axis
  /** Ends of gaps: days as numbers, and moments in milliseconds. */
  readonly days: ReadonlyArray<number>
  readonly epochs: ReadonlyArray<number>
}

export const planeDrawing = (drawn: Drawn): Html => {
  const scale = scaleOf(drawn)
  const wide = Math.ceil(LEFT + scale.x.length + RIGHT)
  const high = Math.ceil(TOP + scale.y.length + BOTTOM)
  return html`<svg class="plane" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" aria-hidden="true" focusable="false">
<defs><pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern></defs>
<g transform="translate(${LEFT} ${TOP})">
${drawn.plane.areas.map(area => areaDrawn(drawn, scale, area))}
<path class="edge" d="${edgesOf(drawn.plane, scale)}"/>
<path class="diagonal" d="${diagonalOf(drawn, scale)}"/>
${pointDrawn(drawn, scale)}
${ticksDrawn(drawn, scale)}
</g>
</svg>`
}

const scaleOf = ({ plane: { areas, recordings, until }, here }: Drawn): Scale => {
  const named = areas
    .flatMap(({ from, to }) => [from, to])
    .flatMap(day => (day === null ? [] : [dayNumber(day)]))
  const days = padded(distinct([...named, ...(named.length === 0 ? [dayNumber(here.on)] : [])]), 30, true)
  const moments = recordings.map(({ recordedAt }) => epochOf(recordedAt))
  const epochs = until === null ? padded(moments, 30 * DAY, false) : distinct([...moments, epochOf(until)])
  return {
    days,
    epochs,
    x: axisOf(days, { least: LEAST, most: WIDE }),
    y: axisOf(epochs, { least: LEAST, most: HIGH })
  }
}

const DAY = 86_400_000

const distinct = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
  [...new Set(values)].sort((a, b) => a - b)

/** With room before and after, for what has no first day, and no last. */
const padded = (values: ReadonlyArray<number>, least: number, before: boolean): ReadonlyArray<number> => {
  const [first = 0, last = first] = [values[0], values.at(-1)]
  const pad = Math.max(least, Math.round((last - first) / 12))
  return [...(before ? [first - pad] : []), ...values, last + pad]
}

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

const boxOf = ({ x, y }: Scale, { from, to, knownFrom, knownTo }: PlaneArea): Box => ({
  left: from === null ? 0 : x.at(dayNumber(from)),
  right: to === null ? x.length : x.at(dayNumber(to)),
  top: knownTo === null ? 0 : y.length - y.at(epochOf(knownTo)),
  bottom: knownFrom === null ? y.length : y.length - y.at(epochOf(knownFrom))
})

const areaDrawn = (drawn: Drawn, scale: Scale, area: PlaneArea): Html => {
  const box = boxOf(scale, area)
  const label = area.sentence.split(' ;', 1)[0] ?? ''
  const fits = box.right - box.left > 8 * label.length && box.bottom - box.top >= 20
  return html`<a href="${drawn.hrefOf(area)}" tabindex="-1"><title>${area.sentence}</title>${rect(
    `area ${area.status} tint${area.answer % 3}`,
    box
  )}${lateDrawn(drawn, scale, area, box)}${
    fits ? html`<text x="${px(box.left + 6)}" y="${px(box.top + 15)}">${label}</text>` : nothing
  }</a>
`
}

/** The days of an area that were past when it became known. */
const lateDrawn = (
  { plane: { zone } }: Drawn,
  { x }: Scale,
  { from, to, knownFrom, learned }: PlaneArea,
  box: Box
): Html => {
  const known = knownFrom === null ? null : civilDateOf(knownFrom, zone)
  if (known === null || from === null || learned.length === 0 || known <= from) return nothing
  const right = to !== null && to < known ? box.right : x.at(dayNumber(known))
  return rect('late', { ...box, right })
}

const rect = (name: string, { left, right, top, bottom }: Box): Html =>
  html`<rect class="${name}" x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}"/>`

/** Where two areas that touch say otherwise: at the first day of each, and above what was known before. */
const edgesOf = ({ areas }: Plane, scale: Scale): string =>
  areas
    .map(area => {
      const { left, top, bottom } = boxOf(scale, area)
      const under = areas.filter(
        ({ knownTo, answer, from, to }) =>
          knownTo !== null &&
          knownTo === area.knownFrom &&
          answer !== area.answer &&
          overlaps({ from, to }, area)
      )
      return [
        ...(area.from === null ? [] : [`M${px(left)} ${px(top)}V${px(bottom)}`]),
        ...under.map(other => {
          const below = boxOf(scale, other)
          const box = boxOf(scale, area)
          return `M${px(Math.max(box.left, below.left))} ${px(bottom)}H${px(Math.min(box.right, below.right))}`
        })
      ].join('')
    })
    .join('')

/** What is known on the very day: above it stands what is known of the past. */
const diagonalOf = ({ plane: { zone } }: Drawn, { x, y, days, epochs }: Scale): string => {
  const momentOf = (day: number): number => epochOf(startOfDay(dateOfDayNumber(day), zone))
  const [first = 0, last = 0] = [days[0], days.at(-1)]
  const [earliest = 0, latest = 0] = [epochs[0], epochs.at(-1)]
  const recorded = epochs.map(epoch => dayNumber(civilDateOf(instantOfEpoch(epoch), zone)) + 1)
  return distinct([...days, ...recorded])
    .filter(day => day >= first && day <= last && momentOf(day) >= earliest && momentOf(day) <= latest)
    .map((day, i) => `${i === 0 ? 'M' : 'L'}${px(x.at(day))} ${px(y.length - y.at(momentOf(day)))}`)
    .join('')
}

/** The point that the page is at; all that is known is the upper edge. */
const pointDrawn = ({ here: { on, knownAt } }: Drawn, { x, y }: Scale): Html => {
  const [left, top] = [x.at(dayNumber(on)), knownAt === null ? 0 : y.length - y.at(epochOf(knownAt))]
  return html`<path class="here" d="M${px(left)} 0V${px(y.length)}M0 ${px(top)}H${px(x.length)}"/><circle class="here" cx="${px(left)}" cy="${px(top)}" r="6"/>`
}

const ticksDrawn = ({ plane: { zone } }: Drawn, { x, y, days, epochs }: Scale): Html => {
  const dates = apart(days.slice(1, -1), x.at, 76).map(
    day =>
      html`<text x="${px(x.at(day))}" y="${px(y.length + 18)}" text-anchor="middle">${frenchDate(dateOfDayNumber(day))}</text>`
  )
  const moments = apart(epochs.slice(0, -1), y.at, 16).map(
    epoch =>
      html`<text x="-8" y="${px(y.length - y.at(epoch) + 4)}" text-anchor="end">${frenchDate(civilDateOf(instantOfEpoch(epoch), zone))}</text>`
  )
  return html`${dates}${moments}
<text class="axis" x="${px(x.length)}" y="${px(y.length + 38)}" text-anchor="end">date d'effet →</text>
<text class="axis" x="-8" y="4" text-anchor="end">connu le ↑</text>`
}

/** Those that stand at least so far from the one before. */
const apart = (
  values: ReadonlyArray<number>,
  at: (value: number) => number,
  least: number
): ReadonlyArray<number> => {
  let last = Number.NEGATIVE_INFINITY
  return values.filter(value => {
    if (at(value) - last < least) return false
    last = at(value)
    return true
  })
}

const px = (length: number): string => String(Math.round(length * 10) / 10)
