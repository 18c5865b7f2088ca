import { median } from '../statistics'

/** Does the work once more, and says how long one unit of it took, in microseconds. */
export type Contender = () => Promise<number>

export type Result<Name extends string> = {
  /** Microseconds for one unit: the median of the rounds. */
  readonly micros: Readonly<Record<Name, number>>
  /** How many times faster `ours` is: the median of the rounds' own ratios, as the machine is another each minute. */
  readonly ratio: (ours: Name, theirs: Name) => number
}

/** One round of each in turn, after a first one that does not count. */
export const interleaved = async <Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, Contender>>
): Promise<Result<Name>> => {
  // Object.keys forgets that the keys are the names.
  const names = Object.keys(contenders) as Name[]
  const measured = new Map<Name, number[]>(names.map(name => [name, []]))
  for (let round = -1; round < rounds; round++)
    for (const name of names) {
      const micros = await contenders[name]()
      if (round >= 0) measured.get(name)?.push(micros)
    }
  const of = (name: Name): ReadonlyArray<number> => measured.get(name) ?? []
  return {
    micros: Object.fromEntries(names.map(name => [name, median(of(name))])) as Record<Name, number>,
    ratio: (ours, theirs) => median(of(ours).map((micros, round) => (of(theirs)[round] ?? 0) / micros))
  }
}

/** Microseconds for one of `count`. */
export const timed = async (count: number, work: () => Promise<void>): Promise<number> => {
  const start = performance.now()
  await work()
  return ((performance.now() - start) * 1000) / count
}
