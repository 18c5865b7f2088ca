/** A dossier as its acts make it under today's code, from what its events say. */
import {
  type Act,
  type Aggregate,
  type AnyEvent,
  type AnyRefusal,
  conventionAggregate,
  conventionDecider,
  type DateCivile,
  type Decider,
  type Dossier,
  fold,
  habilitationAggregate,
  habilitationDecider,
  type Models,
  type PremiseLines,
  type Unmet
} from '@avenant/domain'
import type { Told } from './told'

export type Standing = {
  readonly acts: { get(place: number): Act | null | undefined }
  readonly asserted: { get(place: number): ReadonlyArray<{ readonly from: DateCivile | null }> | undefined }
  /** See {@link Decider.unmet}. */
  readonly unmet: (revision: number, linesOf: (stream: string) => PremiseLines) => Unmet | null
}

/** What makes the dossiers of one category stand. */
type Category = Pick<Aggregate<never>, 'category' | 'correction' | 'kinds'> & {
  /** The day that an act tells of, where what it asserts holds since always; null: none. */
  readonly toldDay: (act: Pick<Act, 'type' | 'says'>) => DateCivile | null
  readonly stand: (events: ReadonlyArray<Told>) => Standing
}

/** The category of a stream; null for a stream of no aggregate. */
export type CategoryOf = (stream: string) => Category | null

export const categoriesOf = (models: Models): CategoryOf => {
  const categories = [
    categoryOf(conventionAggregate, conventionDecider(models)),
    categoryOf(habilitationAggregate, habilitationDecider(models))
  ]
  return stream => categories.find(({ category }) => stream.startsWith(`${category}-`)) ?? null
}

const categoryOf = <Ground, Event extends AnyEvent>(
  { category, acts, correction, kinds }: Aggregate<Ground>,
  decider: Decider<Dossier<Ground>, never, Event, AnyRefusal>
): Category => ({
  category,
  correction,
  kinds,
  toldDay: ({ type, says }) =>
    Object.values(acts)
      .find(({ event }) => event === type)
      ?.tellsOf?.(says) ?? null,
  stand: events => {
    // The store's codec has read the events by their types; the fold passes over those of a service's own.
    const state = fold(decider)(events.map(sayingOf) as unknown as ReadonlyArray<Event>)
    return {
      acts: state.acts,
      asserted: state.asserted,
      unmet: (revision, linesOf) => decider.unmet?.(state, revision, linesOf) ?? null
    }
  }
})

/** An event as far as the acts that stand are a matter of it: its moves make lines, which are read elsewhere. */
const sayingOf = ({ type, says }: Told) => ({ type, data: { says, moves: [] } })
