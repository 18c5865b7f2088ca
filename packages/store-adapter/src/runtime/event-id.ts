import { v5 } from 'uuid'

/** The project's own name space; a change of it would give other ids to the events of a retried command. */
const namespace = '5b8c0f2e-6b0d-5d0c-9a57-2f6a3c1d7e41'

/** The id of a command's event: the same command gives the same ids, so that its retry is found to be one. */
export const eventIdOf = (commandId: string, index: number): string => v5(`${commandId}#${index}`, namespace)
