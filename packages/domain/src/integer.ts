import * as t from 'io-ts'
import { unexpected } from './codec'

/** An integer from `min` to `max`, both included. */
export class IntegerType extends t.Type<number, unknown, unknown> {
  readonly _tag = 'IntegerType' as const
  constructor(
    readonly min: number,
    readonly max: number
  ) {
    const name = `entier de ${min} à ${max}`
    const is = (u: unknown): u is number => Number.isInteger(u) && Number(u) >= min && Number(u) <= max
    super(
      name,
      is,
      // −0 would be written 0.
      (u, context) =>
        is(u) ? t.success(u === 0 ? 0 : u) : t.failure(u, context, unexpected(`un ${name}`, u)),
      n => n
    )
  }
}
export const integer = (min: number, max: number): IntegerType => new IntegerType(min, max)
