/** The commands that can be tried on a convention, by their French names, each with the example of the documentation. */
import {
  type ActeurKind,
  type ConventionId,
  conventionAggregate,
  habilitationAggregate
} from '@avenant/domain'

export type CommandForm = {
  /** The type of the command. */
  readonly type: string
  /** As people name the act. */
  readonly nom: string
  readonly group: 'convention' | 'habilitation'
  /** The command as it is given to the dossier, without who gives it. */
  readonly example: unknown
}

/**
 * Those of the convention but for the one that opens it, then those of an habilitation under it.
 *
 * @param giver who would give them: only those that he may give by his kind (G7); absent: all
 */
export const commandForms = (conventionId: ConventionId, giver?: ActeurKind): ReadonlyArray<CommandForm> => [
  ...definitionsOf(conventionAggregate, giver).flatMap(definition =>
    'model' in definition ? [] : [formOf(definition, 'convention', { conventionId }, definition.example)]
  ),
  ...definitionsOf(habilitationAggregate, giver).map(definition =>
    'model' in definition
      ? formOf(definition, 'habilitation', {}, { ...record(definition.example), conventionId })
      : formOf(definition, 'habilitation', { habilitationId: EXAMPLE_ID }, definition.example)
  )
]

/** That of the documentation: whoever tries the command puts his own. */
const EXAMPLE_ID = 'h-1960-1'

type Definition = { readonly command: string; readonly nom: string; readonly example: unknown }
type ActDefinition = Definition & { givers(says: never): ReadonlyArray<ActeurKind> }

const definitionsOf = (
  {
    acts,
    correction,
    restatement
  }: {
    readonly acts: Readonly<Record<string, ActDefinition>>
    readonly correction: Definition
    readonly restatement: Definition
  },
  giver: ActeurKind | undefined
): ReadonlyArray<Definition> => [
  // A test gives each example to its codec.
  ...Object.values(acts).filter(
    act => giver === undefined || act.givers(act.example as never).includes(giver)
  ),
  // What was recorded is corrected by an agent of the Caf.
  ...(giver === undefined || giver === 'agent-caf' ? [correction, restatement] : [])
]

const formOf = (
  { command: type, nom }: Definition,
  group: CommandForm['group'],
  dossier: object,
  data: unknown
): CommandForm => ({ type, nom, group, example: { type, ...dossier, data } })

const record = (example: unknown): object => (typeof example === 'object' && example !== null ? example : {})
