/** A codec that notes the places of faults: see `codec.ts`. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'

/** Stands for every place while a value is decoded for the first time. */
const nowhere: t.Context = []

export const inside: typeof t.appendContext = (context, key, codec, actual) =>
  context === nowhere ? nowhere : t.appendContext(context, key, codec, actual)

/**
 * Nearly all that is decoded is good, and only a fault tells its place: places are noted in a second pass, of what the
 * first one refused.
 */
export abstract class PlacedType<A> extends t.Type<A, unknown, unknown> {
  override decode(u: unknown): t.Validation<A> {
    const decoded = this.validate(u, nowhere)
    return E.isLeft(decoded) ? super.decode(u) : decoded
  }
}
