/** What the lines of a convention say on a day, as tests ask it: dates are text, and what is not there is null. */
import {
  attributionOf,
  type ConventionState,
  type ConventionValues,
  conventionLine,
  conventionValueOn,
  type Effet
} from '../src/convention'
import { dateCivile } from '../src/time'
import type { Timeline } from '../src/timeline'

/** `null` asks for what holds since always. */
export const valueOn = <K extends keyof ConventionValues>(
  state: ConventionState,
  kind: K,
  id: string,
  on: string | null
): ConventionValues[K] | null => conventionValueOn(state, kind, id, on === null ? null : dateCivile(on))

export const effetOn = (state: ConventionState, on: string): Effet | null => valueOn(state, 'effet', '', on)
export const statusOn = (state: ConventionState, on: string): Effet['status'] | undefined =>
  effetOn(state, on)?.status
export const isPending = (state: ConventionState, modificationId: string, on: string): boolean =>
  valueOn(state, 'modification', modificationId, on) !== null
export const nomOn = (state: ConventionState, personneId: string, on: string): string | undefined =>
  valueOn(state, 'personne', personneId, on)?.nom
export const listedOn = (state: ConventionState, on: string | null): ReadonlyArray<string> =>
  idsOf(state, 'inscription').filter(id => valueOn(state, 'inscription', id, on) !== null)

/** Who holds a role on an establishment that day. */
export const holdersOn = (
  state: ConventionState,
  role: string,
  etablissementId: string,
  on: string | null
): ReadonlyArray<string> =>
  idsOf(state, 'attribution').flatMap(id => {
    const attribution = attributionOf(id)
    return attribution.role === role &&
      attribution.etablissementId === etablissementId &&
      valueOn(state, 'attribution', id, on) !== null
      ? [attribution.personneId]
      : []
  })

/** The ids of one kind of line, in their order. */
export const idsOf = ({ lines }: ConventionState, kind: keyof ConventionValues): ReadonlyArray<string> =>
  [...lines.keys()].flatMap(key => (key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : [])).sort()

/** Every line that says something on some day. */
export const linesOf = ({ lines }: ConventionState): ReadonlyMap<string, Timeline<unknown>> =>
  new Map(
    [...lines]
      .filter(([, line]) => line.some(({ value }) => value !== null))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )

export { conventionLine as lineOf }
