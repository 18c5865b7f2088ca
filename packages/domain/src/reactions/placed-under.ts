/** Under which convention each habilitation is, and which event has what of it told. */
import type { Move } from '../dossier/move'
import type { HabilitationValues } from '../habilitation'
import { type ConventionId, conventionStream, type PersonneId } from '../identity/ids'

/** An habilitation, by its stream: under which convention, and whose it is. */
export type Placed = {
  readonly stream: string
  readonly conventionId: ConventionId
  readonly personneId: PersonneId
}

/** The read model of the reaction. It is built from events in place. */
export type HabilitationsUnder = {
  readonly byStream: Map<string, Placed>
  /** By the stream of the convention. */
  readonly byConvention: Map<string, Set<Placed>>
}

type Moved = { readonly stream: string; readonly data: { readonly moves: ReadonlyArray<Move> } }

export const noHabilitations = (): HabilitationsUnder => ({ byStream: new Map(), byConvention: new Map() })

/** Its request places an habilitation; a correction of the request may place it under another convention. */
export const place = (state: HabilitationsUnder, { stream, data }: Moved): HabilitationsUnder => {
  const moved = data.moves.find(({ kind, value }) => kind === 'sujet' && value != null)
  if (moved === undefined) return state
  // The codec of the kind has read the value, which is computed, and so written in the move.
  const { conventionId, personneId } = moved.value as HabilitationValues['sujet']
  const before = state.byStream.get(stream)
  if (before !== undefined) state.byConvention.get(conventionStream(before.conventionId))?.delete(before)
  const placed = { stream, conventionId, personneId }
  const under = state.byConvention.get(conventionStream(conventionId)) ?? new Set()
  state.byStream.set(stream, placed)
  state.byConvention.set(conventionStream(conventionId), under.add(placed))
  return state
}

/** Those that an event of a stream has told: of a convention, all under it; of an habilitation, itself. */
export const placedUnder = (
  { byStream, byConvention }: HabilitationsUnder,
  stream: string
): ReadonlyArray<Placed> => {
  const own = byStream.get(stream)
  return own === undefined ? [...(byConvention.get(stream) ?? [])] : [own]
}

/**
 * What an event has told. `moved`: the end of the convention, where it ever had one; `stands`: whether it has one or not.
 * Roles: by the ids of their attributions, or all that ever ended.
 */
export type Telling = {
  readonly end: 'moved' | 'stands' | null
  readonly roles: 'all' | ReadonlySet<string>
}

/**
 * Null: nothing. The request of an habilitation is told nothing, for what came before it is known by then, and the
 * convention's own lines say it (G16): its dossier begins with it, and its revision stays the last. A delivery is told of roles
 * that are to end, which no one may have known who asked for it.
 */
export const tellingOf = ({
  revision,
  data: { moves }
}: Moved & { readonly revision: number }): Telling | null => {
  const moved = new Set<string>()
  const roles = new Set<string>()
  for (const { kind, id } of moves) {
    moved.add(kind)
    if (kind === 'attribution') roles.add(id)
  }
  if (moved.has('sujet')) return revision === 0 ? null : { end: 'stands', roles: 'all' }
  if (moved.has('delivrance')) return { end: null, roles: 'all' }
  return moved.has('effet') || roles.size > 0 ? { end: moved.has('effet') ? 'moved' : null, roles } : null
}
