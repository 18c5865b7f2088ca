/** The shipped reactions, over what a scenario records: the end of a convention is told to the habilitations under it. */
import {
  Acteur,
  type ConventionEvent,
  conventionAggregate,
  conventionStream,
  endHabilitations,
  type HabilitationCommand,
  type HabilitationEventOf,
  type HabilitationId,
  type Reaction,
  type Recorded,
  read
} from '@avenant/domain'

/** In whose name the reactions give their commands. */
const acteur = read(Acteur, { kind: 'systeme', id: 'reactions' })

type Asked = ReadonlyArray<Reaction<HabilitationCommand>>

export const shippedReactions = () => {
  /** By the stream of the convention: the habilitations asked for under it, and its events that moved the effet. */
  const under = new Map<string, Array<HabilitationId>>()
  const effets = new Map<string, Array<ConventionEvent>>()

  /** What is asked is the end as it stands by now, not as an event said it then. */
  const endingOf = (convention: string, habilitations: ReadonlyArray<HabilitationId>): Asked =>
    (effets.get(convention) ?? [])
      .map(endHabilitations(acteur, habilitations))
      .findLast(commands => commands.length > 0) ?? []

  return {
    take: (recorded: Recorded): void => {
      const asked = requestIn(recorded)
      if (asked !== null) push(under, asked.convention, asked.habilitationId)
      const effet = effetIn(recorded)
      if (effet !== null) push(effets, recorded.stream, effet)
    },
    to: (recorded: Recorded): Asked => {
      const asked = requestIn(recorded)
      if (asked !== null) return endingOf(asked.convention, [asked.habilitationId])
      return effetIn(recorded) === null ? [] : endingOf(recorded.stream, under.get(recorded.stream) ?? [])
    }
  }
}

const push = <A>(lists: Map<string, Array<A>>, key: string, item: A): void => {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [item])
  else known.push(item)
}

const requestIn = ({ type, data }: Recorded) => {
  if (type !== 'HabilitationRequested') return null
  // The decider of habilitations has made it.
  const { says } = data as HabilitationEventOf<'HabilitationRequested'>['data']
  return { convention: conventionStream(says.conventionId), habilitationId: says.habilitationId }
}

const effetIn = ({ stream, type, data }: Recorded): ConventionEvent | null => {
  if (!stream.startsWith(`${conventionAggregate.category}-`)) return null
  // The decider of conventions has made it.
  const event = { type, data } as ConventionEvent
  return event.data.moves.some(({ kind }) => kind === 'effet') ? event : null
}
