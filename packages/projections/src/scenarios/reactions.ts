/** The shipped reactions, over what a scenario records: what a convention says of the habilitations under it is told to them. */
import {
  Acteur,
  type ConventionEvent,
  conventionAggregate,
  conventionStream,
  type HabilitationCommand,
  type HabilitationEvent,
  habilitationAggregate,
  type Models,
  noHabilitations,
  place,
  placedUnder,
  type Reaction,
  type Recorded,
  read,
  tellConvention,
  tellingOf
} from '@avenant/domain'

/** In whose name the reactions give their commands. */
const acteur = read(Acteur, { kind: 'systeme', id: 'reactions' })

export const shippedReactions = () => {
  const placed = noHabilitations()
  /** By the stream of the convention. */
  const conventions = new Map<string, Array<ConventionEvent>>()

  return {
    take: (recorded: Recorded): void => {
      const event = actIn(recorded)
      if (event === null) return
      place(placed, event)
      if (isOf(conventionAggregate, recorded)) {
        const known = conventions.get(recorded.stream)
        if (known === undefined) conventions.set(recorded.stream, [event as ConventionEvent])
        else known.push(event as ConventionEvent)
      }
    },
    to: (recorded: Recorded, models: Models): ReadonlyArray<Reaction<HabilitationCommand>> => {
      const event = actIn(recorded)
      const telling = event === null ? null : tellingOf(event)
      if (telling === null) return []
      const told = placedUnder(placed, recorded.stream)
      const [first] = told
      return first === undefined
        ? []
        : tellConvention(models, acteur)(
            conventions.get(conventionStream(first.conventionId)) ?? [],
            told,
            telling
          )
    }
  }
}

type Category = { readonly category: string }

const isOf = ({ category }: Category, { stream }: Recorded): boolean => stream.startsWith(`${category}-`)

/** The decider of its aggregate has made it. */
const actIn = (recorded: Recorded) =>
  isOf(conventionAggregate, recorded) || isOf(habilitationAggregate, recorded)
    ? (recorded as Recorded<ConventionEvent | HabilitationEvent>)
    : null
