/** The convention models that an audit knows. */
import { readFile } from 'node:fs/promises'
import { ConventionModel, decode, type Fault, type Models, shippedModels } from '@avenant/domain'
import { utf8Beginning } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { BadUsage } from './options'

/** The models that ship, and those of a file: one model as JSON, or a list of them. */
export const modelsOf = async (file: string | undefined): Promise<E.Either<BadUsage, Models>> => {
  if (file === undefined) return E.right(shippedModels)
  const told = (message: string): BadUsage => [`--models : ${message}`]
  const bytes = await bytesOf(file)
  if (E.isLeft(bytes)) return E.left(told(bytes.left))
  return pipe(
    utf8Beginning(bytes.right),
    E.mapLeft(message => told(`${file} : ${message}`)),
    E.chain(text =>
      E.tryCatch(
        (): unknown => JSON.parse(text),
        () => told(`${file} n'est pas du JSON`)
      )
    ),
    E.chain(given =>
      Array.isArray(given)
        ? allModels(given.map((model, i) => modelAt(file, `[${i}]`)(model)))
        : allModels([modelAt(file, '')(given)])
    ),
    E.map(models => [...shippedModels, ...models])
  )
}

const bytesOf = (file: string): Promise<E.Either<string, Buffer>> =>
  readFile(file).then(E.right, error =>
    E.left(
      error.code === 'ENOENT'
        ? `fichier introuvable : ${file}`
        : `fichier illisible : ${file} (${error.code})`
    )
  )

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
