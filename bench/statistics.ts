/** The `share` quantile, 0 to 1, of a non-empty sample. */
export const quantile = (sample: ReadonlyArray<number> | Float64Array, share: number): number => {
  const sorted = Float64Array.from(sample).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (sample: ReadonlyArray<number> | Float64Array): number => quantile(sample, 0.5)
