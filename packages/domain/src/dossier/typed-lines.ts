/** The lines of an aggregate, with the types of their values. */
import type { DateCivile } from '../time/date-civile'
import { valueOn as onDay, type Timeline } from '../timeline'
import type { Placed } from './assertion'
import { lineOf as anyLineOf, type Dossier, laidOn } from './dossier'

/** `Values`: what a line of each kind says; their codec has read the values of its moves, and the acts assert no others. */
export const typedLines = <Ground, Values>() => {
  const lineOf = <K extends keyof Values & string>(
    dossier: Dossier<Ground>,
    kind: K,
    id: string
  ): Timeline<Values[K]> => anyLineOf(dossier, kind, id) as Timeline<Values[K]>
  return {
    lineOf,
    /** What the acts that stand assert of a line, by day; of one day, as it was recorded. */
    assertedOn: <K extends keyof Values & string>(
      dossier: Dossier<Ground>,
      kind: K,
      id = ''
    ): ReadonlyArray<Placed & { readonly value: Values[K] | null }> =>
      laidOn(dossier, kind, id) as ReadonlyArray<Placed & { readonly value: Values[K] | null }>,
    /** What a line says on a day, as known now; `null` asks for what holds since always. */
    valueOn: <K extends keyof Values & string>(
      dossier: Dossier<Ground>,
      kind: K,
      id: string,
      on: DateCivile | null
    ): Values[K] | null => onDay(on)(lineOf(dossier, kind, id))
  }
}
