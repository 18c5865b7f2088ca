/** The convention models that an audit knows. */
import {
  type ConventionModel,
  type Fault,
  type Models,
  resolveModel,
  resolveModels,
  shippedModels
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { readJson } from '../program/json-file'
import type { BadUsage } from './options'

/** The models that ship, and those of a file: one model as JSON, or a list of them. */
export const modelsOf = async (file: string | undefined): Promise<E.Either<BadUsage, Models>> => {
  if (file === undefined) return E.right(shippedModels)
  const read = await readJson(file)
  if (E.isLeft(read)) return E.left([`--models : ${read.left}`])
  const given = read.right
  const told = (faults: ReadonlyArray<Fault>): BadUsage =>
    faults.map(({ path, message }) =>
      ['--models', file, path, message].filter(part => part !== '').join(' : ')
    )
  const models = Array.isArray(given)
    ? resolveModels(given, shippedModels)
    : E.map((model: ConventionModel): Models => [model])(resolveModel(given, shippedModels))
  return E.bimap(told, (known: Models) => [...shippedModels, ...known])(models)
}
