import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { decode, read, type StructType, type TaggedType } from '../codec'
import type { StableId } from '../identity/ids'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { ConventionModel } from './model'

type Nullable<C> = { readonly _tag: 'NullableType'; readonly inner: C }
type Defaulted = { readonly _tag: 'DefaultedType' }
type Wrapped<C> = {
  readonly _tag: 'CoherentType' | 'NormalisedType' | 'DescribedType' | 'DefaultedType'
  readonly inner: C
}

type DefaultedKeys<R> = {
  [K in keyof R]: R[K] extends Defaulted | { readonly inner: Defaulted } ? K : never
}[keyof R]

type Keys<R extends t.Props, O extends t.Props> = {
  readonly [K in Exclude<keyof R, DefaultedKeys<R>>]: InputOf<R[K]>
} & { readonly [K in DefaultedKeys<R>]?: InputOf<R[K]> } & { readonly [K in keyof O]?: InputOf<O[K]> }

/** What a codec reads of what a program writes: keys with a default are optional, identifiers are plain texts. */
type InputOf<C> =
  C extends Nullable<infer I>
    ? InputOf<I> | null
    : C extends Wrapped<infer I>
      ? InputOf<I>
      : C extends StructType<infer R, infer O>
        ? Keys<R, O>
        : C extends TaggedType<infer M>
          ? InputOf<M[keyof M]>
          : C extends t.ReadonlyArrayC<infer I>
            ? ReadonlyArray<InputOf<I>>
            : C extends t.Type<infer A, unknown, unknown>
              ? A extends Article
                ? Article | string
                : Plain<A>
              : never

/** Identifiers and dates as plain texts, wherever they stand. */
type Plain<A> = A extends StableId | DateCivile
  ? string
  : A extends object
    ? { readonly [K in keyof A]: Plain<A[K]> }
    : A

/** A model as people and programs write it: defaults left out, an article of its own source as a text. */
export type ModelInput = InputOf<typeof ConventionModel>

/**
 * Checks a model written in a program. Throws a `TypeError` that lists every fault with its path: a bad model is a
 * programmer's error. A model that arrives as data is decoded with `decode(ConventionModel)` instead (G15).
 */
export const defineModel = (model: ModelInput): ConventionModel => {
  const decoded = decode(ConventionModel)(model)
  if (E.isRight(decoded)) return decoded.right
  throw new TypeError(
    `modèle invalide : ${decoded.left.map(({ path, message }) => `${path} : ${message}`).join(' ; ')}`
  )
}

/**
 * A model that ships. Whether its parts agree is asked by a test, and not again by every program that starts: that is
 * most of what checking a model takes.
 */
export const shippedModel = (model: ModelInput): ConventionModel => read(ConventionModel.inner, model)
