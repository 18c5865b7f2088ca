/** Which Cafs are party to a convention. */
import type { Partie } from '../identity/partie'
import type { ConventionModel } from '../model/model'

/** The codes of the parties for which agents of a Caf sign, where they say them. */
export const cafsIn = (
  { parties }: ConventionModel,
  partieOf: (id: string) => Partie | null
): ReadonlyArray<string> =>
  parties.roles.flatMap(({ id, acteur }) => (acteur === 'agent-caf' ? (partieOf(id)?.code ?? []) : []))
