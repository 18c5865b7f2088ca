/** Which conventions a command is about, by what it says. */
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

/** Each that it names anywhere: a correction may place an habilitation under another, in what is to stand instead. */
export const conventionsNamedBy = (command: DossierCommand): ReadonlyArray<ConventionId> => {
  const ofCommand = conventionNamedBy(command)
  return [...(ofCommand === null ? [] : [ofCommand]), ...idsIn(command.data)]
}

const idsIn = (data: unknown): ReadonlyArray<ConventionId> =>
  typeof data === 'object' && data !== null
    ? Object.entries(data).flatMap(([key, value]: readonly [string, unknown]) =>
        key === 'conventionId' && ConventionId.is(value) ? [value] : idsIn(value)
      )
    : []

const idIn = (named: unknown): ConventionId | null => (ConventionId.is(named) ? named : null)
