import { annexesAt } from './annexes-at'
import { coldImport } from './cold-import'
import { type Machine, machine } from './machine'
import type { Measure } from './measure'

/** How many conventions. Small only shows that it runs: the index is then mostly what it has not filled yet. */
export const SIZES = { small: 300, full: 100_000 } as const

export type Size = keyof typeof SIZES

export const isSize = (text: string): text is Size => Object.hasOwn(SIZES, text)

/** What is written to `out/bench.json`. */
export type Report = {
  readonly size: Size
  readonly machine: Machine
  readonly measures: ReadonlyArray<Measure>
}

/** @param say is told of what takes time, as it goes */
export const bench = (size: Size, say: (line: string) => void): Report => ({
  size,
  machine: machine(),
  measures: [...annexesAt(SIZES[size], say), ...coldImport(size === 'small' ? 1 : 15)]
})
