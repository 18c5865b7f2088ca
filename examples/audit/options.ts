/** The command line of the audit: every fault at once, one clear line each. */
import {
  ConventionId,
  type DateCivile,
  decode,
  type Fault,
  type Instant,
  parseDateCivile,
  parseKnowledge
} from '@avenant/domain'
import { type Command, CommanderError } from 'commander'
import * as E from 'fp-ts/Either'

/** Where the journal is: a store by its address, or a file. */
export type Source =
  | { readonly kind: 'store'; readonly address: string }
  | { readonly kind: 'journal'; readonly file: string }

/** Faults, one line each; empty when only the help was asked for, and shown. */
export type BadUsage = ReadonlyArray<string>

/** The zone in which a knowledge given as a date is a whole day; the models that ship have it too. */
export const zone = 'Europe/Paris'

export const sourceOptions = (program: Command): Command =>
  program
    .option('--store <fichier|adresse>', 'base SQLite, ou adresse : postgres://…, esdb://…')
    .option('--journal <fichier.ndjson>', 'journal NDJSON')
    .option('--convention <id>', 'identifiant de la convention, par exemple psu-1960-2017')

/** Commander's own faults, in French. */
export const parseArguments = (
  program: Command,
  argv: ReadonlyArray<string>
): E.Either<BadUsage, Readonly<Record<string, string | undefined>>> => {
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
    if (error.code === 'commander.optionMissingArgument') return E.left([`il manque la valeur de ${named}`])
    return E.left([`arguments en trop : ${program.args.join(' ')}`])
  }
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

/** An instant, or a date, which takes in that whole day; absent: all that is known. */
export const knowledgeOf =
  (name: string) =>
  (value: string | undefined): E.Either<BadUsage, Instant | null> =>
    value === undefined
      ? E.right(null)
      : E.mapLeft((message: string) => [`${name} : ${message}`])(parseKnowledge(zone)(value))

export const choiceOf =
  <const V extends string>(name: string, choices: ReadonlyArray<V>) =>
  (value: string | undefined, otherwise: V): E.Either<BadUsage, V> => {
    if (value === undefined) return E.right(otherwise)
    const chosen = choices.find(choice => choice === value)
    return chosen === undefined
      ? E.left([`${name} : attendu ${choices.join(' | ')}, reçu ${value}`])
      : E.right(chosen)
  }
