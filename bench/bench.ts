import { type ActsSizes, acts } from './acts'
import { annexesAt } from './annexes-at'
import { coldImport } from './cold-import'
import { type ConnectionSizes, connections } from './connections'
import { largeDraft } from './large-draft'
import { type Machine, machine } from './machine'
import type { Measure } from './measure'
import { questions } from './questions'
import { screens } from './screens'

type Sizes = {
  /** Whose annexes are asked for. */
  readonly conventions: number
  /** Over which the other questions are asked. */
  readonly asked: number
  /** Behind the screens. */
  readonly shown: number
  readonly acts: ActsSizes
  readonly connections: ConnectionSizes
}

/** Small only shows that it runs: the index is then mostly what it has not filled yet. */
export const SIZES = {
  small: {
    conventions: 300,
    asked: 100,
    shown: 25,
    acts: { longer: 1_500, corrected: 100, named: 100 },
    connections: { habilitations: 60, each: 20, given: 64 }
  },
  full: {
    conventions: 100_000,
    asked: 10_000,
    shown: 10_000,
    acts: { longer: 100_000, corrected: 10_000, named: 5_200 },
    connections: { habilitations: 10_000, each: 100, given: 20_000 }
  }
} as const satisfies Readonly<Record<string, Sizes>>

export type Size = keyof typeof SIZES

export const isSize = (text: string): text is Size => Object.hasOwn(SIZES, text)

/** What is written to `out/bench.json`. */
export type Report = {
  readonly size: Size
  readonly machine: Machine
  readonly measures: ReadonlyArray<Measure>
}

type Part = (
  size: Sizes,
  say: (line: string) => void,
  isSmall: boolean
) => ReadonlyArray<Measure> | Promise<ReadonlyArray<Measure>>

export const PARTS = {
  annexes: ({ conventions }, say) => annexesAt(conventions, say),
  questions: ({ asked }, say) => questions(asked, say),
  screens: ({ shown }, say) => screens(shown, say),
  acts: (size, say) => acts(size.acts, say),
  connections: (size, say) => connections(size.connections, say),
  draft: () => largeDraft(),
  import: (_, __, isSmall) => coldImport(isSmall ? 1 : 15)
} as const satisfies Readonly<Record<string, Part>>

export type PartName = keyof typeof PARTS

export const isPart = (text: string): text is PartName => Object.hasOwn(PARTS, text)

// Object.keys forgets that the keys are the names.
const everyPart = Object.keys(PARTS) as ReadonlyArray<PartName>

/**
 * @param say is told of what takes time, as it goes
 * @param only which parts; all by default
 */
export const bench = async (
  size: Size,
  say: (line: string) => void,
  only: ReadonlyArray<PartName> = everyPart
): Promise<Report> => {
  const measures: Array<Measure> = []
  for (const name of only) {
    const part: Part = PARTS[name]
    measures.push(...(await part(SIZES[size], say, size === 'small')))
  }
  return { size, machine: machine(), measures }
}
