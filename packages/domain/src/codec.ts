/**
 * The io-ts combinators of the house: closed objects, tagged unions, personal data, and faults with their path.
 *
 * Decoding never throws and reports every fault at once (G15). A decoded object has its keys in the declared
 * order, so that the same value always gives the same JSON text.
 */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { inside, PlacedType } from './placed'
import { visible } from './visible'
import { defaultedIn } from './wrappers'
import { readLine, readProse } from './written-text'

export {
  CoherentType,
  coherent,
  DefaultedType,
  DescribedType,
  defaulted,
  defaultedIn,
  described,
  type Incoherence,
  isWrapper,
  NullableType,
  normalised,
  nullable,
  optionally,
  PersonalType,
  personal,
  RewrittenType,
  UnrepeatedType,
  unrepeated
} from './wrappers'

/** One thing wrong with an input: where (`changes[0].role`; `''` is the whole), and what, in French. */
export type Fault = { readonly path: string; readonly message: string }

type Simplify<T> = { readonly [K in keyof T]: T[K] }
type Output<P extends t.Props> = { readonly [K in keyof P]: t.TypeOf<P[K]> }
type Shape<R extends t.Props, O extends t.Props> = Simplify<Output<R> & Partial<Output<O>>>

/** No optional key. */
type NoProps = Readonly<Record<never, t.Mixed>>

/** A closed object: every key of `required` is there, keys of `optional` may be absent, no other key is. */
export class StructType<R extends t.Props, O extends t.Props = NoProps> extends PlacedType<Shape<R, O>> {
  readonly _tag = 'StructType' as const
  constructor(
    name: string,
    readonly required: R,
    readonly optional: O
  ) {
    const entries = Object.entries({ ...required, ...optional })
    const known = new Set(entries.map(([key]) => key))
    const unknownKey =
      known.size === 0 ? 'clé inconnue' : `clé inconnue ; clés admises : ${[...known].join(', ')}`
    const is = (u: unknown): u is Shape<R, O> =>
      isRecord(u) &&
      Object.keys(u).every(key => known.has(key)) &&
      entries.every(([key, codec]) => (key in u ? codec.is(u[key]) : key in optional))
    const validate: t.Validate<unknown, Shape<R, O>> = (u, context) => {
      if (!isRecord(u)) return t.failure(u, context, unexpected('un objet', u))
      const errors: t.Errors = []
      const value: Record<string, unknown> = {}
      for (const [key, codec] of entries) {
        const actual = u[key]
        if (actual === undefined && key in optional) continue
        const unwritten = actual === undefined ? defaultedIn(codec) : null
        if (unwritten !== null) {
          // The cast is of the keys read so far. After a fault there may be too few of them, and nothing is given.
          if (errors.length === 0) value[key] = unwritten.whenAbsent(value as never)
          continue
        }
        const inner = inside(context, key, codec, actual)
        if (!(key in u)) {
          errors.push({ value: undefined, context: inner, message: 'absent' })
          continue
        }
        const result = codec.validate(actual, inner)
        // One by one: a call with as many arguments as a large input has faults would not fit the stack.
        if (E.isLeft(result)) for (const error of result.left) errors.push(error)
        else value[key] = result.right
      }
      for (const key of Object.keys(u)) {
        if (known.has(key)) continue
        errors.push({
          value: u[key],
          context: inside(context, key, t.never, u[key]),
          message: unknownKey
        })
      }
      // The cast is the codec's own work: every key was checked just above.
      return errors.length > 0 ? t.failures(errors) : t.success(value as Shape<R, O>)
    }
    const encode = (a: Shape<R, O>): unknown => {
      const given: Record<string, unknown> = { ...a }
      return Object.fromEntries(
        entries.filter(([key]) => key in given).map(([key, codec]) => [key, codec.encode(given[key])])
      )
    }
    super(name, is, validate, encode)
  }
}

/** `struct('Période', { from: DateCivile })`: see {@link StructType}. */
export const struct = <R extends t.Props, O extends t.Props = NoProps>(
  name: string,
  required: R,
  optional?: O
): StructType<R, O> =>
  // The empty record is the right `O` exactly when no `optional` is given.
  new StructType(name, required, optional ?? ({} as O))

/** A union told apart by the literal under `key`, so that a fault speaks of the right member only. */
export class TaggedType<M extends Readonly<Record<string, t.Mixed>>> extends PlacedType<
  t.TypeOf<M[keyof M]>
> {
  readonly _tag = 'TaggedType' as const
  constructor(
    name: string,
    readonly key: string,
    readonly members: M
  ) {
    const memberOf = (u: unknown): t.Mixed | undefined => {
      const tag = isRecord(u) ? u[key] : undefined
      return typeof tag === 'string' && Object.hasOwn(members, tag) ? members[tag] : undefined
    }
    super(
      name,
      (u): u is t.TypeOf<M[keyof M]> => memberOf(u)?.is(u) ?? false,
      (u, context) => {
        if (!isRecord(u)) return t.failure(u, context, unexpected('un objet', u))
        const member = memberOf(u)
        if (member !== undefined) return member.validate(u, context)
        const inner = inside(context, key, t.string, u[key])
        return t.failure(u[key], inner, notAmong(u[key], Object.keys(members)))
      },
      a => memberOf(a)?.encode(a) ?? a
    )
  }
}
export const tagged = <M extends Readonly<Record<string, t.Mixed>>>(
  name: string,
  key: string,
  members: M
): TaggedType<M> => new TaggedType(name, key, members)

/** One of a few stored values; they are ASCII (G14). */
export class OneOfType<V extends ReadonlyArray<string>> extends t.Type<V[number], unknown, unknown> {
  readonly _tag = 'OneOfType' as const
  constructor(
    name: string,
    readonly values: V
  ) {
    const known: ReadonlySet<unknown> = new Set(values)
    const is = (u: unknown): u is V[number] => known.has(u)
    super(
      name,
      is,
      (u, context) => (is(u) ? t.success(u) : t.failure(u, context, notAmong(u, values))),
      String
    )
  }
}
export const oneOf = <const V extends readonly [string, ...string[]]>(
  name: string,
  values: V
): OneOfType<V> => new OneOfType(name, values)

/** A branded text: `parse` normalises the text that people write, or says in French why it is refused. */
export const text = <A extends string>(
  name: string,
  parse: (input: string) => E.Either<string, A>
): t.Type<A, unknown, unknown> =>
  new t.Type(
    name,
    (u): u is A => typeof u === 'string' && E.isRight(parse(u)),
    (u, context) => {
      if (typeof u !== 'string') return t.failure(u, context, unexpected(name, u))
      const result = parse(u)
      return E.isLeft(result) ? t.failure(u, context, result.left) : t.success(result.right)
    },
    String
  )

/** A text of one line that people read, in NFC, without spaces around: see `written-text.ts`. */
export const NonBlank = text('texte', readLine)

/** A text that may have several lines: a reason, a decision. */
export const Prose = text('texte libre', readProse)

/** An integer of at least 0, within the safe integers. */
export const Count: t.Type<number, unknown, unknown> = new t.Type(
  'entier positif ou nul',
  (u): u is number => Number.isSafeInteger(u) && Number(u) >= 0,
  (u, context) =>
    Number.isSafeInteger(u) && Number(u) >= 0
      ? // −0 would be written 0.
        t.success(u === 0 ? 0 : Number(u))
      : t.failure(u, context, unexpected('un entier positif ou nul', u)),
  n => n
)

/**
 * Every fault of a failed decoding, each with its path; a path repeated by a union is told once. What was received is
 * repeated with its invisible characters shown: a message turns no terminal, and hides nothing.
 */
export const faultsOf = (errors: t.Errors): ReadonlyArray<Fault> =>
  errors.map(({ context, message, value }) => ({
    path: visible(pathOf(context)),
    message: visible(message ?? unexpected(context[context.length - 1]?.type.name ?? '?', value))
  }))

/** Decodes, with faults instead of io-ts errors. */
export const decode =
  <A>(codec: t.Decoder<unknown, A>) =>
  (input: unknown): E.Either<ReadonlyArray<Fault>, A> =>
    E.mapLeft(faultsOf)(codec.decode(input))

/**
 * A value known to be good, in fixtures, models and set-up: throws a `TypeError` with every fault of a bad one. What
 * arrives from outside is decoded with {@link decode} instead (G15).
 *
 * @example
 * const id = read(ConventionId, 'psu-1960-2017')
 */
export const read = <A>(codec: t.Decoder<unknown, A>, input: unknown): A => {
  const decoded = decode(codec)(input)
  if (E.isRight(decoded)) return decoded.right
  throw new TypeError(decoded.left.map(({ path, message }) => `${path} : ${message}`).join(' ; '))
}

const pathOf = (context: t.Context): string =>
  context
    .map(entry => entry.key)
    .filter(key => key !== '')
    .reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`), '')

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

const notAmong = (u: unknown, accepted: ReadonlyArray<string>): string =>
  `${u === undefined ? 'absent' : `inconnu : ${show(u)}`} ; valeurs admises : ${accepted.join(', ')}`

/** What was expected, and what came instead. */
export const unexpected = (expected: string, u: unknown): string =>
  u === undefined ? `absent ; attendu : ${expected}` : `attendu : ${expected}, reçu : ${show(u)}`

const show = (u: unknown): string => {
  if (typeof u === 'bigint') return `${u}n`
  const shown =
    jsonOf(u) ?? (Array.isArray(u) ? 'un tableau' : typeof u === 'object' ? 'un objet' : String(u))
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown
}

/** Null for what JSON cannot write; a value nested thousands deep can be parsed, and not written (G15). */
const jsonOf = (u: unknown): string | null => {
  try {
    return JSON.stringify(u) ?? null
  } catch {
    return null
  }
}
