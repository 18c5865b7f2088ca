/** Which convention a command is about, by what it says. */
import {
  ConventionId,
  conventionAggregate,
  type DossierCommand,
  isConventionCommand,
  streamOfCommand
} from '@avenant/domain'

/** The convention of which a command is, or under which it asks for an habilitation; null where it does not say. */
export const conventionNamedBy = (command: DossierCommand): ConventionId | null => {
  if (isConventionCommand(command))
    return idIn(streamOfCommand(command).slice(conventionAggregate.category.length + 1))
  const { data }: { readonly data: unknown } = command
  return typeof data === 'object' && data !== null && 'conventionId' in data ? idIn(data.conventionId) : null
}

const idIn = (named: unknown): ConventionId | null => (ConventionId.is(named) ? named : null)
