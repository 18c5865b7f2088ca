import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import type { StableId } from '../identity/ids'
import { ConventionModel } from './model'

/** A model as a program writes it: identifiers are plain texts, checked when it is defined. */
export type ModelInput<T = ConventionModel> = T extends StableId
  ? string
  : T extends ReadonlyArray<infer U>
    ? ReadonlyArray<ModelInput<U>>
    : T extends object
      ? { readonly [K in keyof T]: ModelInput<T[K]> }
      : T

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
