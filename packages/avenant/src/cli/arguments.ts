/** What is given on the command line: every fault at once, one clear line each. */
import { type Command, CommanderError, InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/Either'

/** Faults, one line each. */
export type Faults = ReadonlyArray<string>

export type Given = {
  /** Options with a value, by name: that of `--known-at` is `knownAt`. */
  readonly values: Readonly<Record<string, string | undefined>>
  /** Options with several values. */
  readonly lists: Readonly<Record<string, ReadonlyArray<string> | undefined>>
  /** Options without a value. */
  readonly flags: ReadonlySet<string>
  readonly args: ReadonlyArray<string>
}

/** The arguments as they were given, or the text of the help, which the caller writes as it writes every answer. */
export const parseArguments = (
  program: Command,
  argv: ReadonlyArray<string>
): E.Either<Faults, Given | { readonly help: string }> => {
  let help = ''
  for (const option of program.options)
    if (option.required && !option.variadic)
      option.argParser((value: string, before: string | undefined) => once(value, before))
  try {
    program
      .exitOverride()
      .configureOutput({
        writeErr: () => {},
        writeOut: text => {
          help += text
        }
      })
      .allowExcessArguments(false)
      .parse([...argv], { from: 'user' })
    return E.right(givenTo(program))
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.code === 'commander.helpDisplayed'
      ? E.right({ help })
      : E.left([frenchFault(error, program)])
  }
}

const givenTo = (program: Command): Given => {
  const options: ReadonlyArray<[string, unknown]> = Object.entries(program.opts())
  return {
    values: Object.fromEntries(
      options.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    ),
    lists: Object.fromEntries(
      options.flatMap(([name, value]) => (Array.isArray(value) ? [[name, value.map(String)]] : []))
    ),
    flags: new Set(options.flatMap(([name, value]) => (value === true ? [name] : []))),
    args: program.args
  }
}

/** The last of two would win in silence. */
const once = (value: string, before: string | undefined): string => {
  if (before !== undefined) throw new InvalidArgumentError('')
  return value
}

/** Commander's own faults are in English. */
const frenchFault = ({ code, message }: CommanderError, { args }: Command): string => {
  const named = /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'commander.unknownOption': {
      const meant = /Did you mean (?:one of )?([^?]+)\?/.exec(message)?.[1]
      return `option inconnue : ${named}${meant === undefined ? '' : ` ; vouliez-vous dire ${meant} ?`}`
    }
    case 'commander.invalidArgument':
      return `option donnée deux fois : ${named}`
    case 'commander.optionMissingArgument':
      return `il manque la valeur de ${named}`
    default:
      return `arguments en trop : ${args.join(' ')}`
  }
}

/** Reads several values; the faults of all of them are told, each once. */
export const all = <R extends Readonly<Record<string, E.Either<Faults, unknown>>>>(
  values: R
): E.Either<Faults, { readonly [K in keyof R]: R[K] extends E.Either<Faults, infer A> ? A : never }> => {
  const faults = Object.values(values).flatMap(value => (E.isLeft(value) ? value.left : []))
  if (faults.length > 0) return E.left([...new Set(faults)])
  const read = Object.entries(values).flatMap(([key, value]) =>
    E.isRight(value) ? [[key, value.right]] : []
  )
  // Every value is a Right, just checked: the keys are those of R, with their values.
  return E.right(Object.fromEntries(read))
}

export const choiceOf =
  <const V extends string>(name: string, choices: ReadonlyArray<V>) =>
  (value: string | undefined, otherwise: V): E.Either<Faults, V> => {
    if (value === undefined) return E.right(otherwise)
    const chosen = choices.find(choice => choice === value)
    return chosen === undefined
      ? E.left([`${name} : inconnu : ${value} ; valeurs admises : ${choices.join(', ')}`])
      : E.right(chosen)
  }

/** The value of an option that is needed, such as `--to`. */
export const needed = ({ values }: Given, flags: `--${string}`): E.Either<Faults, string> => {
  const [name = ''] = flags.split(' ')
  const key = name.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const value = values[key]
  return value === undefined ? E.left([`il manque ${flags}`]) : E.right(value)
}
