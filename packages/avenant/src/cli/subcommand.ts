/** What each subcommand is, and its help. */
import { Command, Help } from 'commander'
import type { Said, Tell } from '../program'
import type { Given } from './arguments'

export type Subcommand = {
  /** Declares what it takes. */
  readonly options: (program: Command) => Command
  /** What stands in its help before the exit codes, if anything. */
  readonly notes?: string
  /** What its exit codes 0 and 1 say; without `not` it never ends with 1. */
  readonly codes: { readonly done: string; readonly not?: string }
  /** What may be given to it, after its name. */
  readonly examples: ReadonlyArray<string>
  readonly run: (given: Given, tell: Tell) => Promise<Said>
}

/** A program of its own, whose help is in French. */
export const commandOf = (
  name: string,
  summary: string,
  { options, notes, codes, examples }: Subcommand
): Command => {
  const ends = [`0 ${codes.done}`, ...(codes.not === undefined ? [] : [`1 ${codes.not}`])].join(', ')
  return options(french(new Command(`avenant ${name}`)).description(summary)).addHelpText(
    'after',
    [
      ...(notes === undefined ? [] : ['', notes]),
      '',
      `Codes de sortie : ${ends}, 2 mauvais usage ou mauvaise entrée, 3 journal illisible ou hors d'atteinte.`,
      '',
      examples.length === 1 ? 'Exemple :' : 'Exemples :',
      ...examples.map(example => `  avenant ${name} ${example}`)
    ].join('\n')
  )
}

const titles: ReadonlyArray<readonly [RegExp, string]> = [
  [/^Usage:/m, 'Usage :'],
  [/^Arguments:/m, 'Arguments :'],
  [/^Options:/m, 'Options :'],
  [/^Commands:/m, 'Commandes :']
]

/** The titles of Commander's help are in English, and no option changes them. */
const french = (program: Command): Command =>
  program.helpOption('-h, --help', 'cette aide').configureHelp({
    formatHelp: (command, helper) =>
      titles.reduce((text, [title, by]) => text.replace(title, by), new Help().formatHelp(command, helper))
  })
