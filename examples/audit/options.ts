/** The command line of the audit: every fault at once, one clear line each. */
import { ConventionId, type DateCivile, decode, type Fault, parseDateCivile } from '@avenant/domain'
import { type Command, CommanderError, InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/Either'

/** Where the journal is: a store by its address, or a file. */
export type Source =
  | { readonly kind: 'store'; readonly address: string }
  | { readonly kind: 'journal'; readonly file: string }

/** Faults, one line each. */
export type BadUsage = ReadonlyArray<string>

/** What was given, by the name of its option; `help` alone: its text, when that was asked for. */
export type Given = Readonly<Record<string, string | undefined>>

export const sourceOptions = (program: Command): Command =>
  program
    .option('--store <fichier|adresse>', 'base SQLite, ou adresse : postgres://…, esdb://…')
    .option('--journal <fichier.ndjson>', 'journal NDJSON')
    .option('--convention <id>', 'identifiant de la convention, par exemple psu-1960-2017')
    .option('--models <fichier.json>', 'modèles de convention, en plus de ceux qui sont livrés')
    .option('--output <fichier>', 'écrit là plutôt que sur la sortie standard')

/** Commander's own faults, in French. Its help is said as any answer is: the program may be unable to write it. */
export const parseArguments = (program: Command, argv: ReadonlyArray<string>): E.Either<BadUsage, Given> => {
  let help = ''
  for (const option of program.options)
    if (option.required) option.argParser((value: string, before: string | undefined) => once(value, before))
  try {
    program
      .exitOverride()
      .configureOutput({
        writeErr: () => {},
        writeOut: text => {
          help += text
        }
      })
      .helpOption('-h, --help', 'cette aide')
      .allowExcessArguments(false)
      .parse([...argv], { from: 'user' })
    return E.right(program.opts())
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') return E.right({ help })
    const named = /'([^']*)'/.exec(error.message)?.[1] ?? ''
    if (error.code === 'commander.unknownOption') return E.left([`option inconnue : ${named}`])
    if (error.code === 'commander.invalidArgument') return E.left([`option donnée deux fois : ${named}`])
    if (error.code === 'commander.optionMissingArgument') return E.left([`il manque la valeur de ${named}`])
    return E.left([`arguments en trop : ${program.args.join(' ')}`])
  }
}

/** The last of two would win in silence. */
const once = (value: string, before: string | undefined): string => {
  if (before !== undefined) throw new InvalidArgumentError('')
  return value
}

/** Reads several values; the faults of all of them are told. */
export const all = <R extends Readonly<Record<string, E.Either<BadUsage, unknown>>>>(
  values: R
): E.Either<BadUsage, { readonly [K in keyof R]: R[K] extends E.Either<BadUsage, infer A> ? A : never }> => {
  const faults = Object.values(values).flatMap(value => (E.isLeft(value) ? value.left : []))
  if (faults.length > 0) return E.left(faults)
  const read = Object.entries(values).flatMap(([key, value]) =>
    E.isRight(value) ? [[key, value.right]] : []
  )
  // Every value is a Right, just checked: the keys are those of R, with their values.
  return E.right(Object.fromEntries(read))
}

export const sourceOf = ({ store, journal }: Given): E.Either<BadUsage, Source> => {
  if (store !== undefined && journal !== undefined) return E.left(['--store ou --journal, pas les deux'])
  if (store === 'memory:') return E.left(["--store : une base en mémoire est vide, il n'y a rien à lire"])
  if (store !== undefined) return E.right({ kind: 'store', address: addressOf(store) })
  if (journal !== undefined) return E.right({ kind: 'journal', file: journal })
  return E.left(['il manque --store FICHIER ou --journal FICHIER.ndjson'])
}

/**
 * A SQLite file, unless it is an address: one that begins as those of the engines do, or as those of the web do, so
 * that a mistyped `postgre://` is told. `caf:92.db` is a file, and so is `C:\\avenant.db`.
 */
const addressOf = (store: string): string =>
  /^(?:sqlite|memory|postgres|postgresql|esdb|esdb\+discover):|^[a-z][a-z0-9+.-]+:\/\//i.test(store)
    ? store
    : `sqlite:${store}`

export const conventionOf = (value: string | undefined): E.Either<BadUsage, ConventionId> =>
  value === undefined
    ? E.left(['il manque --convention ID'])
    : E.mapLeft((faults: ReadonlyArray<Fault>) => faults.map(({ message }) => `--convention : ${message}`))(
        decode(ConventionId)(value)
      )

export const dateOf =
  (name: string) =>
  (value: string | undefined): E.Either<BadUsage, DateCivile> =>
    value === undefined
      ? E.left([`il manque ${name} AAAA-MM-JJ`])
      : E.mapLeft((message: string) => [`${name} : ${message}`])(parseDateCivile(value))

export const choiceOf =
  <const V extends string>(name: string, choices: ReadonlyArray<V>) =>
  (value: string | undefined, otherwise: V): E.Either<BadUsage, V> => {
    if (value === undefined) return E.right(otherwise)
    const chosen = choices.find(choice => choice === value)
    return chosen === undefined
      ? E.left([`${name} : inconnu : ${value} ; valeurs admises : ${choices.join(', ')}`])
      : E.right(chosen)
  }
