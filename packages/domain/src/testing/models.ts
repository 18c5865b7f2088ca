/** A model file, as a test reads it. */
import * as E from 'fp-ts/Either'
import type { Fault } from '../codec'
import { type ConventionModel, type Models, resolveModel, shippedModels } from '../model'

/**
 * The model that a file says, as the deciders take it; throws with every fault and its path.
 *
 * @param known what it may extend: the models that ship, without any
 * @example
 * const model = readModel(JSON.parse(readFileSync('my-model.json', 'utf8')))
 */
export const readModel = (written: unknown, known: Models = shippedModels): ConventionModel => {
  const resolved = resolveModel(written, known)
  if (E.isRight(resolved)) return resolved.right
  throw new TypeError(resolved.left.map(({ path, message }) => `${path} : ${message}`).join(' ; '))
}

/**
 * Every fault of a model as its file says it, by path (`roles[0].cap`); none when it is good.
 *
 * @param known what it may extend: the models that ship, without any
 */
export const modelFaults = (written: unknown, known: Models = shippedModels): ReadonlyArray<Fault> => {
  const resolved = resolveModel(written, known)
  return E.isLeft(resolved) ? resolved.left : []
}
