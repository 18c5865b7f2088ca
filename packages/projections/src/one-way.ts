import * as t from 'io-ts'

/** What is written in one of two ways, told apart by a key that only the first one has: a fault speaks of that way alone. */
export const oneWay = <A, B>(
  key: string,
  withKey: t.Type<A, unknown, unknown>,
  without: t.Type<B, unknown, unknown>
): t.Type<A | B, unknown, unknown> => {
  const codecOf = (u: unknown): t.Type<A | B, unknown, unknown> =>
    // Either codec is one of the union; what it encodes has been read by it.
    (typeof u === 'object' && u !== null && key in u ? withKey : without) as t.Type<A | B, unknown, unknown>
  return new t.Type<A | B, unknown, unknown>(
    withKey.name,
    (u): u is A | B => codecOf(u).is(u),
    (u, context) => codecOf(u).validate(u, context),
    a => codecOf(a).encode(a)
  )
}
