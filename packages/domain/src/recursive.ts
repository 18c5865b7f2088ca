import * as t from 'io-ts'

/** How deep a value may hold values of its own kind: far beyond what people write, and far from a stack's end. */
const deepest = 8

/** A value that may hold values of its own kind; one that is nested deeper than eight times is a fault (G15). */
export class RecursiveType<A> extends t.Type<A, unknown, unknown> {
  readonly _tag = 'RecursiveType' as const
  readonly inner: t.Type<A, unknown, unknown>
  constructor(name: string, define: (self: t.Type<A, unknown, unknown>) => t.Type<A, unknown, unknown>) {
    let depth = 0
    const deeper = <R>(ask: () => R, tooDeep: () => R): R => {
      if (depth >= deepest) return tooDeep()
      depth++
      try {
        return ask()
      } finally {
        depth--
      }
    }
    super(
      name,
      (u): u is A =>
        deeper(
          () => this.inner.is(u),
          () => false
        ),
      (u, context) =>
        deeper(
          () => this.inner.validate(u, context),
          () => t.failure(u, context, `imbriqué plus de ${deepest} fois`)
        ),
      a => this.inner.encode(a)
    )
    this.inner = define(this)
  }
}
export const recursive = <A>(
  name: string,
  define: (self: t.Type<A, unknown, unknown>) => t.Type<A, unknown, unknown>
): RecursiveType<A> => new RecursiveType(name, define)
