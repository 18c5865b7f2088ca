/** The lines that an event moved, by kind, as people name them. */
import {
  type Aggregate,
  addDays,
  conventionAggregate,
  type DateCivile,
  frenchPeriod,
  type Label,
  maxDate,
  minDate,
  oneOfLabel,
  type Period
} from '@avenant/domain'
import type { Lines } from './lines'

export type MovedLines = {
  readonly kind: string
  /** Of how many lines: 3 roles. */
  readonly count: number
  /** Whether they no longer hold over those days. */
  readonly isOver: boolean
  /** The first and the last day on which any of them moved; null: no bound. */
  readonly firstDay: DateCivile | null
  readonly lastDay: DateCivile | null
  /** In French: « 3 attributions de rôle, du 01/09/2017 au 31/12/2020 ». */
  readonly sentence: string
}

type Kinds = Pick<Aggregate<never>, 'category' | 'kinds'>

export const movedIn = ({ dossiers }: Lines, { category, kinds }: Kinds, id: string) => {
  const index = category === conventionAggregate.category ? dossiers.convention : dossiers.habilitation
  return (revision: number): ReadonlyArray<MovedLines> => {
    const groups = new Map<string, Group>()
    for (const { kind, id: line, value, period } of index.assertedBy(id, revision)) {
      const isOver = value === null
      const key = `${kind} ${isOver}`
      const known = groups.get(key)
      if (known === undefined) groups.set(key, { kind, isOver, lines: new Set([line]), period })
      else groups.set(key, { ...known, lines: known.lines.add(line), period: around(known.period, period) })
    }
    return [...groups.values()].map(group => movedLines(group, kinds[group.kind]?.label ?? group.kind))
  }
}

type Group = {
  readonly kind: string
  readonly isOver: boolean
  readonly lines: Set<string>
  readonly period: Period
}

const movedLines = ({ kind, isOver, lines: { size }, period }: Group, label: Label): MovedLines => ({
  kind,
  count: size,
  isOver,
  firstDay: period.from,
  lastDay: period.to === null ? null : addDays(period.to, -1),
  sentence: `${counted(size, label)}${isOver ? ' (fin)' : ''}${period.from === null && period.to === null ? '' : `, ${frenchPeriod(period)}`}`
})

const counted = (count: number, label: Label): string =>
  typeof label === 'string' ? oneOfLabel(label) : `${count} ${label[count > 1 ? 1 : 0]}`

/** The shortest period that covers both. */
const around = (a: Period, b: Period): Period => ({
  from: a.from === null || b.from === null ? null : minDate(a.from, b.from),
  to: a.to === null || b.to === null ? null : maxDate(a.to, b.to)
})
