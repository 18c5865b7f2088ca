/** The commands of every aggregate, and the dossier that each is for. */
import type * as t from 'io-ts'
import { coherent, type Incoherence, tagged } from './codec'
import { ConnectionCommand, connectionCommandTypes, connectionDecider } from './connections'
import { ConventionCommand, conventionAggregate, conventionDecider } from './convention'
import type { Addressee } from './decider'
import { askedBy } from './dossier/codecs'
import { HabilitationCommand, habilitationAggregate, habilitationDecider } from './habilitation'

/** A command of any aggregate, or of the access journal. */
export type DossierCommand = ConventionCommand | HabilitationCommand | ConnectionCommand

const conventionTypes = Object.keys(askedBy(conventionAggregate))
const habilitationTypes = Object.keys(askedBy(habilitationAggregate))
const ofConvention: ReadonlySet<string> = new Set(conventionTypes)
const ofConnection: ReadonlySet<string> = new Set(connectionCommandTypes)

export const isConventionCommand = (command: DossierCommand): command is ConventionCommand =>
  ofConvention.has(command.type)
export const isConnectionCommand = (command: DossierCommand): command is ConnectionCommand =>
  ofConnection.has(command.type)

/** Under no model: whose a command is does not depend on any. */
const conventions = conventionDecider([])
const habilitations = habilitationDecider([])

const addresseeOf = (command: DossierCommand): Addressee | undefined =>
  isConventionCommand(command)
    ? conventions.addressee?.(command)
    : isConnectionCommand(command)
      ? connectionDecider.addressee?.(command)
      : habilitations.addressee?.(command)

const idsOf = (command: DossierCommand): ReadonlyArray<string> => [...new Set(addresseeOf(command)?.ids)]

/** The stream of the dossier that a decoded command names. */
export const streamOfCommand = (command: DossierCommand): string =>
  `${addresseeOf(command)?.category}-${idsOf(command)[0]}`

const addressed = (command: DossierCommand): ReadonlyArray<Incoherence> => {
  const ids = idsOf(command)
  if (ids.length === 1) return []
  const { idKey } = isConventionCommand(command) ? conventionAggregate : habilitationAggregate
  const path = [idKey]
  return ids.length === 0
    ? [{ path, message: 'absent ; attendu : le dossier de cette commande, à côté de `data`' }]
    : [{ path, message: `cette commande nomme deux dossiers : ${ids.join(', ')}` }]
}

const Command = tagged('Commande', 'type', {
  ...Object.fromEntries(conventionTypes.map(type => [type, ConventionCommand])),
  ...Object.fromEntries(habilitationTypes.map(type => [type, HabilitationCommand])),
  ...Object.fromEntries(connectionCommandTypes.map(type => [type, ConnectionCommand]))
  // The table is made of these three codecs alone.
}) as unknown as t.Type<DossierCommand, unknown, unknown>

/**
 * Reads a command of any aggregate, as JSON, that names its dossier once: beside its data, or in those of what opens the
 * dossier. Every fault is told with its path (G15).
 *
 * @example
 * pipe(decode(AddressedCommand)(body), E.map(command => execute(streamOfCommand(command), command, { commandId })))
 */
export const AddressedCommand: t.Type<DossierCommand, unknown, unknown> = coherent(Command, addressed)
