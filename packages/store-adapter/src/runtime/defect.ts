import type { Either } from 'fp-ts/Either'
import { messageOf } from '../error-code'

/** What goes wrong behind has a tag, a line in French, and says whether to try again. */
export type AnyFault = { readonly _tag: string; readonly retryable: boolean; readonly message: string }

/** A defect of the code that a program gave to run: what it threw, or gave in place of an answer. */
export type Defect = {
  readonly _tag: 'Defect'
  /** Which part of it: `decide`, `evolve`, `annotate`, `reaction`, `apply`… */
  readonly part: string
  readonly error: unknown
  readonly retryable: false
  readonly message: string
}

export const defect = (part: string, error: unknown): Defect => ({
  _tag: 'Defect',
  part,
  error,
  retryable: false,
  message: `défaut du programme (${part}) : ${messageOf(error).split('\n', 1)[0]} ; corrigez-le et relancez`
})

/** Types do not hold at run time: what a caller's code gives is looked at before it is believed. */
export const isEither = (u: unknown): u is Either<unknown, unknown> =>
  typeof u === 'object' &&
  u !== null &&
  '_tag' in u &&
  (u._tag === 'Left' ? 'left' in u : u._tag === 'Right' && 'right' in u)
