/** The models of a scenario: shipped ones by their ids, those of files by their paths, or models inline. */
import { ConventionModel, type Fault, type Models, resolveModels, shippedModels } from '@avenant/domain'
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
  const models = [input, ...listIn(input, 'steps')].flatMap(holder => listIn(holder, 'models'))
  const named = models.filter((model): model is string => typeof model === 'string')
  return [...new Set(named)].filter(name => shippedAs(name).length === 0)
}

const listIn = (holder: unknown, key: string): ReadonlyArray<unknown> => {
  const list: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined
  return Array.isArray(list) ? list : []
}

export const modelsCodec = (files: ModelFiles): t.Type<Models, unknown, unknown> =>
  new t.Type<Models, unknown, unknown>(
    'modèles',
    (u): u is Models => t.readonlyArray(ConventionModel).is(u),
    (u, context) => {
      if (!Array.isArray(u)) return t.failure(u, context, 'attendu : un tableau de modèles')
      const written = u.flatMap((entry: unknown, i) => writtenAt(files, entry, `[${i}]`))
      const faults = written.flatMap(
        E.fold(
          fault => [fault],
          () => []
        )
      )
      const places = written.flatMap(
        E.fold(
          () => [],
          place => [place]
        )
      )
      const resolved = resolveModels(
        places.map(({ model }) => model),
        shippedModels
      )
      if (E.isLeft(resolved))
        for (const { path, message } of resolved.left) faults.push({ path: placed(places, path), message })
      return E.isRight(resolved) && faults.length === 0
        ? t.success(resolved.right)
        : t.failures(
            faults.map(({ path, message }) => ({ value: u, context: inside(context, path), message }))
          )
    },
    models => models
  )

type Placed = { readonly model: unknown; readonly place: string }

/** What a list of models names or holds at one place. A shipped model is resolved already. */
const writtenAt = (
  files: ModelFiles,
  entry: unknown,
  place: string
): ReadonlyArray<E.Either<Fault, Placed>> => {
  if (typeof entry !== 'string') return [E.right({ model: entry, place })]
  const shipped = shippedAs(entry)
  if (shipped.length > 0)
    return shipped.map(model => E.right({ model: ConventionModel.encode(model), place }))
  const file = files.get(entry) ?? E.left(`fichier non lu : ${entry}`)
  if (E.isLeft(file))
    return [E.left({ path: place, message: `${file.left} ; modèles livrés : ${shippedIds}` })]
  return Array.isArray(file.right)
    ? file.right.map((model: unknown, j) => E.right({ model, place: `${place}[${j}]` }))
    : [E.right({ model: file.right, place })]
}

/** `[2].zone`, of the third model that is resolved, is the zone of that model where the scenario holds it. */
const placed = (places: ReadonlyArray<Placed>, path: string): string =>
  path.replace(/^\[(\d+)\]/, (_, i) => places[Number(i)]?.place ?? '')

const inside = (context: t.Context, path: string): t.Context =>
  (path.match(/[^.[\]]+/g) ?? []).reduce<t.Context>(
    (place, key) => t.appendContext(place, key, ConventionModel),
    context
  )

const shippedIds = shippedModels.map(({ id }) => id).join(', ')
