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
}
