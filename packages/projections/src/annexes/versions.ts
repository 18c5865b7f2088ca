/** Which versions of its model the days of a convention are under. */
import type { ConventionModel, ModelRef, Period, VersionFrom } from '@avenant/domain'

/** A version, from its day on, as its convention names it. */
export type NamedVersion = VersionFrom & { readonly ref: ModelRef }

/** Of the steps of the line \`model\`, in the order of their days; none while nothing is known of the convention. */
export const versionsIn = (
  steps: ReadonlyArray<{ readonly value: ModelRef | null; readonly span: Period }>,
  modelOf: (ref: ModelRef) => ConventionModel | null
): ReadonlyArray<NamedVersion> =>
  steps.flatMap(({ value: ref, span: { from } }) =>
    ref === null ? [] : [{ from, ref, model: modelOf(ref) }]
  )
