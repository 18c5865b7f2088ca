import { v5 } from 'uuid'

/** The project's own name space; a change of it would give other ids to the events of a retried command. */
const namespace = '5b8c0f2e-6b0d-5d0c-9a57-2f6a3c1d7e41'

/** The id of a command's event: the same command gives the same ids, so that its retry is found to be one. */
export const eventIdOf = (commandId: string, index: number): string => v5(`${commandId}#${index}`, namespace)

/**
 * The id of a command that an event asked for. It holds the reactor's name and the stream commanded, and the rank
 * among that stream's commands only: two reactors do not take each other's commands for a retry of their own, and a
 * list of streams that comes in another order the next time gives each stream the same id again.
 */
export const reactionCommandIdOf = (
  eventId: string,
  { reactor, stream, rank }: { readonly reactor: string; readonly stream: string; readonly rank: number }
): string => v5(`${eventId}#${reactor}#${stream}#${rank}`, namespace)
