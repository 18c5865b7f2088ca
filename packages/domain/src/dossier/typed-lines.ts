/** The lines of an aggregate, with the types of their values. */
import type { DateCivile } from '../time/date-civile'
import { valueOn as onDay, type Timeline } from '../timeline'
import { lineOf as anyLineOf, type Dossier } from './dossier'

/** `Values`: what a line of each kind says; the codec of the kind has read the values of its moves. */
export const typedLines = <Ground, Values>() => {
  const lineOf = <K extends keyof Values & string>(
    dossier: Dossier<Ground>,
    kind: K,
    id: string
  ): Timeline<Values[K]> => anyLineOf(dossier, kind, id) as Timeline<Values[K]>
  return {
    lineOf,
    /** What a line says on a day, as known now; `null` asks for what holds since always. */
    valueOn: <K extends keyof Values & string>(
      dossier: Dossier<Ground>,
      kind: K,
      id: string,
      on: DateCivile | null
    ): Values[K] | null => onDay(on)(lineOf(dossier, kind, id))
  }
}
