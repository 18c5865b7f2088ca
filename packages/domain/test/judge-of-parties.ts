/**
 * Who is party on a day, and which avenants hold, judged from the acts alone: day after day, as somebody would who keeps a
 * list on paper. It shares nothing but the calendar with what it judges.
 */
import { addDays, addMonths, dateCivile } from '../src/time'

export type JudgedAct = { readonly place: number } & (
  | {
      readonly kind: 'signal'
      readonly id: string
      readonly joins: ReadonlyArray<string>
      readonly leaves: ReadonlyArray<string>
      readonly effectiveOn: string | null
    }
  | { readonly kind: 'sign'; readonly id: string; readonly of: string; readonly on: string }
  | { readonly kind: 'notice'; readonly of: string; readonly on: string }
)

type Change = {
  readonly on: string
  readonly agreedOn: string
  readonly place: number
  readonly of: string
  readonly is: boolean
  readonly counted?: string
}

export type Judgement = {
  /** The first day on which the convention is no longer in force by a notice. */
  readonly end: string | null
  readonly isParty: (of: string, on: string) => boolean
  /** The day from which an avenant holds. */
  readonly holds: ReadonlyMap<string, string>
  /** Whether two changes of one party are from one day on: the one recorded last is then the one that counts. */
  readonly isTied: boolean
}

const before = (day: string): string => addDays(dateCivile(day), -1)

export const judge = (
  drafted: ReadonlyArray<string>,
  acts: ReadonlyArray<JudgedAct>,
  { min, from, to }: { readonly min: number; readonly from: string; readonly to: string }
): Judgement => {
  const signals = acts.flatMap(act => (act.kind === 'signal' ? [act] : []))
  const signatures = acts.flatMap(act => (act.kind === 'sign' ? [act] : []))
  // The last day is three months after the receipt (G5).
  const notices = acts.flatMap((act): ReadonlyArray<Change> => {
    const on = act.kind === 'notice' ? addDays(addMonths(dateCivile(act.on), 3), 1) : null
    return act.kind === 'notice' && on !== null && on < to && act.of !== 'caf'
      ? [{ on, agreedOn: act.on, counted: act.on, place: act.place, of: act.of, is: false }]
      : []
  })
  const changes: Array<Change> = [...notices]
  const holds = new Map<string, string>()
  const everybody = new Set([...drafted, ...signals.flatMap(({ joins }) => joins)])

  const isParty = (
    of: string,
    on: string,
    agreed: (change: Change) => boolean,
    until: string | null = null
  ) => {
    let is = drafted.includes(of)
    let since = from
    const known = changes
      .filter(change => change.of === of && change.on <= on && agreed(change))
      .filter(change => until === null || change.on < until)
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.place - b.place))
    for (const change of known) {
      if (change.counted !== undefined && is && since > change.counted && since !== from) continue
      if (change.is && !is) since = change.on
      is = change.is
    }
    return is
  }

  // Nothing is complete on a day on which nobody signs, and nobody leaves.
  const days = [
    ...signatures.map(({ on }) => on),
    ...signals.flatMap(({ effectiveOn }) => effectiveOn ?? []),
    ...notices.map(({ on }) => on)
  ]
  for (const day of days.sort()) {
    for (let isMore = true; isMore; ) {
      isMore = false
      for (const { id, joins, leaves, effectiveOn } of signals) {
        if (holds.has(id)) continue
        const owing = [...everybody].filter(
          of =>
            isParty(of, before(day), ({ is, agreedOn }) => !is || agreedOn < day) &&
            isParty(of, day, ({ is, agreedOn }) => (is ? agreedOn < day : agreedOn <= day))
        )
        const given = [...new Set([...owing, ...joins])].map(of =>
          signatures.find(signature => signature.id === id && signature.of === of && signature.on <= day)
        )
        if (given.some(signature => signature === undefined)) continue
        const on = effectiveOn ?? day
        const place = Math.max(...given.map(signature => signature?.place ?? 0))
        holds.set(id, on)
        for (const of of joins) changes.push({ on, agreedOn: day, place, of, is: true })
        for (const of of leaves) changes.push({ on, agreedOn: day, place, of, is: false })
        isMore = true
      }
    }
  }

  const always = () => true
  const tooFew = (on: string): boolean => {
    const left = [...everybody].filter(of => isParty(of, on, always))
    return left.length < 2 || left.filter(of => of !== 'caf').length < min
  }
  const ends = notices
    .filter(({ of, on }) => isParty(of, before(on), always) && !isParty(of, on, always) && tooFew(on))
    .map(({ on }) => on)
    .sort()
  const end = ends[0] ?? null
  const isTied = changes.some((a, i) => changes.some((b, j) => j < i && a.of === b.of && a.on === b.on))
  return { end, holds, isTied, isParty: (of, on) => isParty(of, on, always, end) }
}
