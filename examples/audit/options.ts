/** The command line of the audit: every fault at once, one clear line each. */
import { readFile } from 'node:fs/promises'
import {
  ConventionId,
  ConventionModel,
  civilDateOf,
  type DateCivile,
  decode,
  type Fault,
  type Instant,
  type Models,
  parseDateCivile,
  parseKnowledge,
  shippedModels
} from '@avenant/domain'
import { systemClock } from '@avenant/store-adapter'
import { type Command, CommanderError, InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

/** Where the journal is: a store by its address, or a file. */
export type Source =
  | { readonly kind: 'store'; readonly address: string }
  | { readonly kind: 'journal'; readonly file: string }

/** Faults, one line each; empty when only the help was asked for, and shown. */
export type BadUsage = ReadonlyArray<string>

/** The zone in which a knowledge given as a date is a whole day; the models that ship have it too. */
export const zone = 'Europe/Paris'

/** On which day this is asked, where the conventions are. */
export const today = (): DateCivile => civilDateOf(systemClock(), zone)

export const sourceOptions = (program: Command): Command =>
  program
    .option('--store <fichier|adresse>', 'base SQLite, ou adresse : postgres://…, esdb://…')
    .option('--journal <fichier.ndjson>', 'journal NDJSON')
    .option('--convention <id>', 'identifiant de la convention, par exemple psu-1960-2017')
    .option('--models <fichier.json>', 'modèles de convention, en plus de ceux qui sont livrés')
    .option('--output <fichier>', 'écrit là plutôt que sur la sortie standard')

/** Commander's own faults, in French. */
export const parseArguments = (
  program: Command,
  argv: ReadonlyArray<string>
): E.Either<BadUsage, Readonly<Record<string, string | undefined>>> => {
  for (const option of program.options)
    if (option.required) option.argParser((value: string, before: string | undefined) => once(value, before))
  try {
    program
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .helpOption('-h, --help', 'cette aide')
      .allowExcessArguments(false)
      .parse([...argv], { from: 'user' })
    return E.right(program.opts())
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') return E.left([])
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

export const sourceOf = ({
  store,
  journal
}: Readonly<Record<string, string | undefined>>): E.Either<BadUsage, Source> => {
  if (store !== undefined && journal !== undefined) return E.left(['--store ou --journal, pas les deux'])
  if (store === 'memory:') return E.left(["--store : une base en mémoire est vide, il n'y a rien à lire"])
  if (store !== undefined) return E.right({ kind: 'store', address: addressOf(store) })
  if (journal !== undefined) return E.right({ kind: 'journal', file: journal })
  return E.left(['il manque --store FICHIER ou --journal FICHIER.ndjson'])
}

/** A path is a SQLite file. A single letter before the colon is a drive, and no kind of address. */
const addressOf = (store: string): string => (/^[a-z][a-z+]+:/.test(store) ? store : `sqlite:${store}`)

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

/**
 * An instant, or a date, which takes in that whole day; absent: all that is known. What will be known later than on
 * `today` nobody knows.
 */
export const knowledgeOf =
  (name: string, today: DateCivile) =>
  (value: string | undefined): E.Either<BadUsage, Instant | null> =>
    value === undefined
      ? E.right(null)
      : pipe(
          parseKnowledge(zone)(value),
          E.filterOrElse(
            knownAt => civilDateOf(knownAt, zone) <= today,
            () => "est dans l'avenir"
          ),
          E.mapLeft(message => [`${name} : ${message}`])
        )

const modelAt =
  (file: string) =>
  (given: unknown): E.Either<BadUsage, ConventionModel> =>
    E.mapLeft((faults: ReadonlyArray<Fault>) =>
      faults.map(({ path, message }) => `--models : ${file} : ${path} : ${message}`)
    )(decode(ConventionModel)(given))

/** The models that ship, and those of a file: one model as JSON, or a list of them. */
export const modelsOf = async (file: string | undefined): Promise<E.Either<BadUsage, Models>> => {
  if (file === undefined) return E.right(shippedModels)
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return E.left([`--models : fichier introuvable : ${file}`])
  return pipe(
    E.tryCatch(
      (): unknown => JSON.parse(text),
      () => [`--models : ${file} n'est pas du JSON`]
    ),
    E.chain(given => E.traverseArray(modelAt(file))(Array.isArray(given) ? given : [given])),
    E.map(models => [...shippedModels, ...models])
  )
}

export const choiceOf =
  <const V extends string>(name: string, choices: ReadonlyArray<V>) =>
  (value: string | undefined, otherwise: V): E.Either<BadUsage, V> => {
    if (value === undefined) return E.right(otherwise)
    const chosen = choices.find(choice => choice === value)
    return chosen === undefined
      ? E.left([`${name} : attendu ${choices.join(' | ')}, reçu ${value}`])
      : E.right(chosen)
  }
