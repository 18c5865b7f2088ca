/** Codecs that read what an inner one reads, and say something more of it: see `codec.ts`. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { inside, PlacedType } from './placed'

/** `codec` or `null`. The key must be there: an absent value is written `null`. */
export class NullableType<C extends t.Mixed> extends PlacedType<t.TypeOf<C> | null> {
  readonly _tag = 'NullableType' as const
  constructor(readonly inner: C) {
    super(
      `${inner.name} | null`,
      (u): u is t.TypeOf<C> | null => u === null || inner.is(u),
      (u, context) => (u === null ? t.success(null) : inner.validate(u, context)),
      a => (a === null ? null : inner.encode(a))
    )
  }
}
export const nullable = <C extends t.Mixed>(codec: C): NullableType<C> => new NullableType(codec)

/**
 * A key of an object that people write, with what it is for, in French: schemas repeat it.
 *
 * @example
 * described('Au plus tant de personnes ; null : sans maximum.', defaulted(nullable(Count), () => null))
 */
export class DescribedType<C extends t.Mixed> extends PlacedType<t.TypeOf<C>> {
  readonly _tag = 'DescribedType' as const
  constructor(
    readonly description: string,
    readonly inner: C
  ) {
    super(inner.name, (u): u is t.TypeOf<C> => inner.is(u), inner.validate, inner.encode)
  }
}
export const described = <C extends t.Mixed>(description: string, codec: C): DescribedType<C> =>
  new DescribedType(description, codec)

/**
 * A key that may be left out: it is then what `whenAbsent` gives, which may look at the keys before it, each as its codec
 * gave it. `never` lets a function name the type of those that it looks at.
 */
export class DefaultedType<C extends t.Mixed> extends PlacedType<t.TypeOf<C>> {
  readonly _tag = 'DefaultedType' as const
  constructor(
    readonly inner: C,
    readonly whenAbsent: (beside: never) => t.TypeOf<C>
  ) {
    super(inner.name, (u): u is t.TypeOf<C> => inner.is(u), inner.validate, inner.encode)
  }
}
export const defaulted = <C extends t.Mixed>(
  codec: C,
  whenAbsent: (beside: never) => t.TypeOf<C>
): DefaultedType<C> => new DefaultedType(codec, whenAbsent)

/** A block that may be absent, which is the same as null. */
export const optionally = <C extends t.Mixed>(codec: C): DefaultedType<NullableType<C>> =>
  defaulted(nullable(codec), () => null)

/** The default of a key, if it has one. */
export const defaultedIn = (codec: t.Mixed): DefaultedType<t.Mixed> | null => {
  if (codec instanceof DefaultedType) return codec
  return codec instanceof DescribedType ? defaultedIn(codec.inner) : null
}

/**
 * Marks a value as personal data (G10), so that a store can encrypt it and forget its key.
 * {@link personalPaths} lists the marks of a codec.
 */
export class PersonalType<C extends t.Mixed> extends PlacedType<t.TypeOf<C>> {
  readonly _tag = 'PersonalType' as const
  constructor(readonly inner: C) {
    super(inner.name, (u): u is t.TypeOf<C> => inner.is(u), inner.validate, inner.encode)
  }
}
export const personal = <C extends t.Mixed>(codec: C): PersonalType<C> => new PersonalType(codec)

/** Parts of a value that do not agree: the keys that lead to the fault, and what is wrong, in French. */
export type Incoherence = { readonly path: ReadonlyArray<string | number>; readonly message: string }

const faultIn =
  (value: unknown, context: t.Context, codec: t.Mixed) =>
  ({ path, message }: Incoherence): t.ValidationError => ({
    value,
    context: path.reduce<t.Context>((place, key) => inside(place, String(key), codec), context),
    message
  })

/** A value of `inner` whose parts must also agree; asked only of a value whose parts are each good. */
export class CoherentType<C extends t.Mixed> extends PlacedType<t.TypeOf<C>> {
  readonly _tag = 'CoherentType' as const
  constructor(
    readonly inner: C,
    incoherences: (value: t.TypeOf<C>) => ReadonlyArray<Incoherence>
  ) {
    super(
      inner.name,
      (u): u is t.TypeOf<C> => inner.is(u) && incoherences(u).length === 0,
      (u, context) => {
        const result = inner.validate(u, context)
        if (E.isLeft(result)) return result
        const found = incoherences(result.right)
        return found.length === 0 ? result : t.failures(found.map(faultIn(u, context, inner)))
      },
      inner.encode
    )
  }
}
/** A value of `inner`, put into one form once it is read. */
export class NormalisedType<C extends t.Mixed> extends PlacedType<t.TypeOf<C>> {
  readonly _tag = 'NormalisedType' as const
  constructor(
    readonly inner: C,
    normalise: (value: t.TypeOf<C>) => t.TypeOf<C>
  ) {
    super(
      inner.name,
      (u): u is t.TypeOf<C> => inner.is(u),
      (u, context) => E.map(normalise)(inner.validate(u, context)),
      inner.encode
    )
  }
}
export const normalised = <C extends t.Mixed>(
  codec: C,
  normalise: (value: t.TypeOf<C>) => t.TypeOf<C>
): NormalisedType<C> => new NormalisedType(codec, normalise)

export const coherent = <C extends t.Mixed>(
  codec: C,
  incoherences: (value: t.TypeOf<C>) => ReadonlyArray<Incoherence>
): CoherentType<C> => new CoherentType(codec, incoherences)

/** A value that is written in another shape: `inner` is the codec of what is written. */
export class RewrittenType<A, C extends t.Mixed> extends PlacedType<A> {
  readonly _tag = 'RewrittenType' as const
  constructor(
    readonly inner: C,
    forms: {
      readonly is: (u: unknown) => u is A
      readonly read: (written: t.TypeOf<C>) => E.Either<ReadonlyArray<Incoherence>, A>
      readonly write: (value: A) => t.TypeOf<C>
    }
  ) {
    super(
      inner.name,
      forms.is,
      (u, context) => {
        const written = inner.validate(u, context)
        if (E.isLeft(written)) return written
        const value = forms.read(written.right)
        return E.isRight(value) ? value : t.failures(value.left.map(faultIn(u, context, inner)))
      },
      value => inner.encode(forms.write(value))
    )
  }
}

/**
 * What is refused is told without a word of what was received: people write passwords where none belongs. The keys are
 * told, and what was expected.
 */
export class UnrepeatedType<C extends t.Mixed> extends PlacedType<t.TypeOf<C>> {
  readonly _tag = 'UnrepeatedType' as const
  constructor(readonly inner: C) {
    super(
      inner.name,
      (u): u is t.TypeOf<C> => inner.is(u),
      (u, context) =>
        E.mapLeft((errors: t.Errors) => errors.map(unrepeatedFault))(inner.validate(u, context)),
      inner.encode
    )
  }
}
export const unrepeated = <C extends t.Mixed>(codec: C): UnrepeatedType<C> => new UnrepeatedType(codec)

const unrepeatedFault = ({ value, context, message }: t.ValidationError): t.ValidationError => {
  const codec = context.at(-1)?.type
  const values = codec !== undefined && 'values' in codec && Array.isArray(codec.values) ? codec.values : null
  // Nothing was received there, or nothing may be: neither repeats a value.
  const isSafe = value === undefined || codec === t.never
  return {
    value: undefined,
    context,
    message: isSafe
      ? (message ?? 'absent')
      : `${values === null ? `attendu : ${codec?.name}` : `valeurs admises : ${values.join(', ')}`} ; ce qui a été reçu n'est pas répété`
  }
}

type Wrapper =
  | NullableType<t.Mixed>
  | CoherentType<t.Mixed>
  | NormalisedType<t.Mixed>
  | DescribedType<t.Mixed>
  | DefaultedType<t.Mixed>
  | RewrittenType<unknown, t.Mixed>
  | UnrepeatedType<t.Mixed>

/** Whether a codec reads what its inner one reads, with something to say of it. */
export const isWrapper = (codec: t.Mixed): codec is Wrapper =>
  codec instanceof NullableType ||
  codec instanceof CoherentType ||
  codec instanceof NormalisedType ||
  codec instanceof DescribedType ||
  codec instanceof DefaultedType ||
  codec instanceof RewrittenType ||
  codec instanceof UnrepeatedType
