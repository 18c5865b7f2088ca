/** The lines of a convention, with the types of their values. */
import { lineOf as anyLineOf, type Dossier } from '../dossier/dossier'
import type { DateCivile } from '../time/date-civile'
import { valueOn as onDay, type Timeline } from '../timeline'
import type { Ground } from './ground'
import type { ConventionValues } from './kinds'

export type ConventionState = Dossier<Ground>

export const lineOf = <K extends keyof ConventionValues>(
  dossier: ConventionState,
  kind: K,
  id: string
): Timeline<ConventionValues[K]> =>
  // The codec of the kind has read the values of its moves.
  anyLineOf(dossier, kind, id) as Timeline<ConventionValues[K]>

/** What a line says on a day, as known now; `null` asks for what holds since always. */
export const valueOn = <K extends keyof ConventionValues>(
  dossier: ConventionState,
  kind: K,
  id: string,
  on: DateCivile | null
): ConventionValues[K] | null => onDay(on)(lineOf(dossier, kind, id))
