/** One line of the table: what was measured, what is aimed at. */
export type Measure = {
  readonly what: string
  readonly aim: string
  readonly measured: string
  /** Null where there is no aim. */
  readonly met: boolean | null
  /** In `unit`, for machines. */
  readonly value: number
  readonly unit: string
  /** What keeps it from its aim; null when it is met, or has none. */
  readonly limit: string | null
}

/** @param most the largest value that meets the aim; null without one */
export const measure = (
  what: string,
  value: number,
  unit: string,
  most: number | null = null,
  limit: string | null = null
): Measure => {
  const met = most === null ? null : value <= most
  return {
    what,
    value,
    unit,
    aim: most === null ? '' : `≤ ${most}`,
    measured: `${value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(2)} ${unit}`.trim(),
    met,
    limit: met === false ? limit : null
  }
}
