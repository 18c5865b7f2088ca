/** The shipped reactions, over what a scenario records: the end of a convention is told to the habilitations under it. */
import {
  Acteur,
  beginsHabilitation as begins,
  type ConventionEvent,
  conventionAggregate,
  endHabilitations,
  type HabilitationCommand,
  type HabilitationEvent,
  type HabilitationId,
  habilitationAggregate,
  placedUnder,
  type Reaction,
  type Recorded,
  read
} from '@avenant/domain'

/** In whose name the reactions give their commands. */
const acteur = read(Acteur, { kind: 'systeme', id: 'reactions' })

type Reacting = ReadonlyArray<Reaction<HabilitationCommand>>

export const shippedReactions = () => {
  /** Under which convention each habilitation is placed, by its stream. */
  const placed = new Map<HabilitationId, string>()
  /** By the stream of the convention: its events that moved the effet. */
  const effets = new Map<string, Array<ConventionEvent>>()

  /** What is asked is the end as it stands by now, not as an event said it then. */
  const endingOf = (convention: string, habilitations: ReadonlyArray<HabilitationId>): Reacting =>
    (effets.get(convention) ?? [])
      .map(endHabilitations(acteur, habilitations))
      .findLast(commands => commands.length > 0) ?? []

  return {
    take: (recorded: Recorded): void => {
      const placing = placingIn(recorded)
      if (placing !== null) placed.set(placing.habilitationId, placing.convention)
      const effet = effetIn(recorded)
      if (effet !== null) effets.set(recorded.stream, [...(effets.get(recorded.stream) ?? []), effet])
    },
    to: (recorded: Recorded): Reacting => {
      const placing = placingIn(recorded)
      if (placing !== null)
        return begins(recorded) ? [] : endingOf(placing.convention, [placing.habilitationId])
      if (effetIn(recorded) === null) return []
      const under = [...placed].flatMap(([id, convention]) => (convention === recorded.stream ? [id] : []))
      return endingOf(recorded.stream, under)
    }
  }
}

const habilitations = `${habilitationAggregate.category}-`

const placingIn = ({ stream, data }: Recorded) => {
  if (!stream.startsWith(habilitations)) return null
  // The decider of habilitations has made it, and the id of the dossier stands in the name of its stream.
  const convention = placedUnder((data as HabilitationEvent['data']).moves)
  return convention === null
    ? null
    : { convention, habilitationId: stream.slice(habilitations.length) as HabilitationId }
}

const effetIn = ({ stream, type, data }: Recorded): ConventionEvent | null => {
  if (!stream.startsWith(`${conventionAggregate.category}-`)) return null
  // The decider of conventions has made it.
  const event = { type, data } as ConventionEvent
  return event.data.moves.some(({ kind }) => kind === 'effet') ? event : null
}
