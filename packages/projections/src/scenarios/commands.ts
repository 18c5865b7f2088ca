/** The commands of every aggregate, and the dossier that each is for. */
import {
  askedBy,
  ConventionCommand,
  coherent,
  conventionAggregate,
  conventionDecider,
  HabilitationCommand,
  habilitationAggregate,
  habilitationDecider,
  type Incoherence,
  tagged
} from '@avenant/domain'
import type * as t from 'io-ts'

export type GivenCommand = ConventionCommand | HabilitationCommand

const conventionTypes = Object.keys(askedBy(conventionAggregate))
const habilitationTypes = Object.keys(askedBy(habilitationAggregate))
const ofConvention: ReadonlySet<string> = new Set(conventionTypes)

export const isConventionCommand = (command: GivenCommand): command is ConventionCommand =>
  ofConvention.has(command.type)

/** Under no model: whose a command is does not depend on any. */
const conventions = conventionDecider([])
const habilitations = habilitationDecider([])

const idsOf = (command: GivenCommand): ReadonlyArray<string> => [
  ...new Set(
    (isConventionCommand(command) ? conventions.addressee?.(command) : habilitations.addressee?.(command))
      ?.ids
  )
]

const aggregateOf = (command: GivenCommand) =>
  isConventionCommand(command) ? conventionAggregate : habilitationAggregate

/** The stream of the dossier that a decoded command names. */
export const streamOf = (command: GivenCommand): string =>
  `${aggregateOf(command).category}-${idsOf(command)[0]}`

const addressed = (command: GivenCommand): ReadonlyArray<Incoherence> => {
  const ids = idsOf(command)
  if (ids.length === 1) return []
  const path = [aggregateOf(command).idKey]
  return ids.length === 0
    ? [{ path, message: 'absent ; attendu : le dossier de cette commande, à côté de `data`' }]
    : [{ path, message: `cette commande nomme deux dossiers : ${ids.join(', ')}` }]
}

const Command = tagged('Commande', 'type', {
  ...Object.fromEntries(conventionTypes.map(type => [type, ConventionCommand])),
  ...Object.fromEntries(habilitationTypes.map(type => [type, HabilitationCommand]))
  // The table is made of these two codecs alone.
}) as unknown as t.Type<GivenCommand, unknown, unknown>

/** A command that names its dossier, once: beside its data, or in those of what opens the dossier. */
export const AddressedCommand: t.Type<GivenCommand, unknown, unknown> = coherent(Command, addressed)
