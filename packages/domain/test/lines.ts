/** The lines of a dossier, as a reader of its events has them. */
import type { Dossier } from '../src/dossier/dossier'

/** Every line that says something on some day. */
export const linesOf = <Ground>({ lines }: Dossier<Ground>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...lines.entries()]
      .filter(([, steps]) => steps.some(({ value }) => value !== null))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )
