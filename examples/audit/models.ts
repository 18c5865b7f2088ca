/** The convention models that an audit knows. */
import { ConventionModel, decode, type Fault, type Models, shippedModels } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { readJson } from '../program/json-file'
import type { BadUsage } from './options'

/** The models that ship, and those of a file: one model as JSON, or a list of them. */
export const modelsOf = async (file: string | undefined): Promise<E.Either<BadUsage, Models>> => {
  if (file === undefined) return E.right(shippedModels)
  const read = await readJson(file)
  if (E.isLeft(read)) return E.left([`--models : ${read.left}`])
  const given = read.right
  const models = Array.isArray(given)
    ? allModels(given.map((model, i) => modelAt(file, `[${i}]`)(model)))
    : allModels([modelAt(file, '')(given)])
  return E.map((known: Models) => [...shippedModels, ...known])(models)
}

/** The faults of every model of a file are told. */
const allModels = (read: ReadonlyArray<E.Either<BadUsage, ConventionModel>>): E.Either<BadUsage, Models> => {
  const faults = read.flatMap(model => (E.isLeft(model) ? model.left : []))
  return faults.length > 0
    ? E.left(faults)
    : E.right(read.flatMap(model => (E.isRight(model) ? [model.right] : [])))
}

/** `place`: of the model in the list that the file holds. */
const modelAt =
  (file: string, place: string) =>
  (given: unknown): E.Either<BadUsage, ConventionModel> =>
    E.mapLeft((faults: ReadonlyArray<Fault>) =>
      faults.map(({ path, message }) =>
        ['--models', file, [place, path].filter(part => part !== '').join('.'), message]
          .filter(part => part !== '')
          .join(' : ')
      )
    )(decode(ConventionModel)(given))
