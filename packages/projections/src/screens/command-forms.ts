/** The commands that can be tried on a convention, by their French names, each with the example of the documentation. */
import { type ConventionId, conventionAggregate, habilitationAggregate } from '@avenant/domain'

export type CommandForm = {
  /** The type of the command. */
  readonly type: string
  /** As people name the act. */
  readonly nom: string
  readonly group: 'convention' | 'habilitation'
  /** The command as it is given to the dossier, without who gives it. */
  readonly example: unknown
}

/** Those of the convention but for the one that opens it, then those of an habilitation under it. */
export const commandForms = (conventionId: ConventionId): ReadonlyArray<CommandForm> => [
  ...definitionsOf(conventionAggregate).flatMap(definition =>
    'model' in definition ? [] : [formOf(definition, 'convention', { conventionId }, definition.example)]
  ),
  ...definitionsOf(habilitationAggregate).map(definition =>
    'model' in definition
      ? formOf(definition, 'habilitation', {}, { ...record(definition.example), conventionId })
      : formOf(definition, 'habilitation', { habilitationId: EXAMPLE_ID }, definition.example)
  )
]

/** That of the documentation: whoever tries the command puts his own. */
const EXAMPLE_ID = 'h-1960-1'

type Definition = { readonly command: string; readonly nom: string; readonly example: unknown }

const definitionsOf = ({
  acts,
  correction,
  restatement
}: {
  readonly acts: Readonly<Record<string, Definition>>
  readonly correction: Definition
  readonly restatement: Definition
}): ReadonlyArray<Definition> => [...Object.values(acts), correction, restatement]

const formOf = (
  { command: type, nom }: Definition,
  group: CommandForm['group'],
  dossier: object,
  data: unknown
): CommandForm => ({ type, nom, group, example: { type, ...dossier, data } })

const record = (example: unknown): object => (typeof example === 'object' && example !== null ? example : {})
