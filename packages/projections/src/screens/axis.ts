/** An axis on which no gap is too narrow to be seen or pressed, and a longer one is never narrower than a shorter one. */

export type Axis = {
  readonly length: number
  /** Where a value is, from 0 to the length: what lies beyond an end is at that end. */
  readonly at: (value: number) => number
}

/**
 * @param bounds the ends of the gaps, ascending, each once; two at least
 * @param least what each gap measures at least
 * @param most what all measure together, where that leaves each its least
 */
export const axisOf = (
  bounds: ReadonlyArray<number>,
  { least, most }: { readonly least: number; readonly most: number }
): Axis => {
  const [first = 0, last = first] = [bounds[0], bounds.at(-1)]
  const gaps = bounds.length - 1
  const length = Math.max(most, gaps * least)
  const shared = length - gaps * least
  const places = bounds.map(
    (bound, i) => i * least + (last === first ? 0 : (shared * (bound - first)) / (last - first))
  )
  return {
    length,
    at: value => {
      const after = bounds.findIndex(bound => bound >= value)
      if (after < 0) return length
      const [to = 0, place = 0] = [bounds[after], places[after]]
      if (after === 0) return 0
      const [from = 0, start = 0] = [bounds[after - 1], places[after - 1]]
      return start + ((value - from) / (to - from)) * (place - start)
    }
  }
}
