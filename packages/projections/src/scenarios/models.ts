/** The models of a scenario: shipped ones by their ids, those of files by their paths, or models inline. */
import { ConventionModel, coherent, type Incoherence, type Models, shippedModels } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'

/**
 * What was read of the files that a scenario names, by the names that it gives them: a model each, or a list of models; a
 * `Left` says in French why one cannot be read.
 */
export type ModelFiles = ReadonlyMap<string, E.Either<string, unknown>>

const shippedAs = (id: string): Models => shippedModels.filter(model => model.id === id)

/** The files whose models a scenario asks for, as it names them: nothing is read here. */
export const modelFilesOf = (input: unknown): ReadonlyArray<string> => {
  const models: unknown =
    typeof input === 'object' && input !== null && 'models' in input ? input.models : undefined
  if (!Array.isArray(models)) return []
  const named = models.filter((model): model is string => typeof model === 'string')
  return [...new Set(named)].filter(name => shippedAs(name).length === 0)
}

export const modelsCodec = (files: ModelFiles): t.Type<Models, unknown, unknown> => {
  const list = t.readonlyArray(oneOrMore(files))
  const flattened = new t.Type<Models, unknown, unknown>(
    'modèles',
    (u): u is Models => t.readonlyArray(ConventionModel).is(u),
    (u, context) => E.map((models: ReadonlyArray<Models>) => models.flat())(list.validate(u, context)),
    models => models
  )
  return coherent(flattened, repeated)
}

/** What a list of models names or holds at one place. */
const oneOrMore = (files: ModelFiles) =>
  new t.Type<Models, unknown, unknown>(
    'modèle',
    (u): u is Models => t.readonlyArray(ConventionModel).is(u),
    (u, context) => {
      if (typeof u !== 'string') return E.map((model: ConventionModel) => [model])(read(u, context))
      const shipped = shippedAs(u)
      if (shipped.length > 0) return t.success(shipped)
      const file = files.get(u) ?? E.left(`fichier non lu : ${u}`)
      if (E.isLeft(file)) return t.failure(u, context, `${file.left} ; modèles livrés : ${shippedIds}`)
      return Array.isArray(file.right)
        ? t.readonlyArray(ConventionModel).validate(file.right, context)
        : E.map((model: ConventionModel) => [model])(read(file.right, context))
    },
    models => models
  )

const read = (u: unknown, context: t.Context): t.Validation<ConventionModel> =>
  ConventionModel.validate(u, context)

const shippedIds = shippedModels.map(({ id }) => id).join(', ')

/** Which of two models with one name decided would be a matter of their order. */
const repeated = (models: Models): ReadonlyArray<Incoherence> =>
  models.flatMap(({ id, version }, i) =>
    models.slice(0, i).some(other => other.id === id && other.version === version)
      ? [{ path: [], message: `modèle donné deux fois : ${id}, version ${version}` }]
      : []
  )
