import * as t from 'io-ts'

/** A value of one of two shapes, told apart before either is read: each fault is that of the shape which was meant. */
export class ChoiceType<A extends t.Mixed, B extends t.Mixed> extends t.Type<
  t.TypeOf<A> | t.TypeOf<B>,
  unknown,
  unknown
> {
  readonly _tag = 'ChoiceType' as const
  readonly members: readonly [A, B]
  /** The shape that a value is meant to have. */
  readonly meant: (u: unknown) => A | B
  constructor(name: string, a: A, b: B, isA: (u: unknown) => boolean) {
    const meant = (u: unknown): A | B => (isA(u) ? a : b)
    super(
      name,
      (u): u is t.TypeOf<A> | t.TypeOf<B> => meant(u).is(u),
      (u, context) => meant(u).validate(u, context),
      value => meant(value).encode(value)
    )
    this.members = [a, b]
    this.meant = meant
  }
}

/** `choice('Terme', Length, DateExpression, hasCount)`: an `A` where the test holds, else a `B`. */
export const choice = <A extends t.Mixed, B extends t.Mixed>(
  name: string,
  a: A,
  b: B,
  isA: (u: unknown) => boolean
): ChoiceType<A, B> => new ChoiceType(name, a, b, isA)
