/** Models as files write them: one may state only how it differs from another, which it `extends`. */
import * as E from 'fp-ts/Either'
import { decode, type Fault } from '../codec'
import { type Merged, mergedWith, pathIn } from './merge'
import { ConventionModel, type Models } from './model'
import { ModelRef } from './ref'

type Written = Readonly<Record<string, unknown>>
type Resolved = E.Either<ReadonlyArray<Fault>, ConventionModel>

/**
 * The models of files, each resolved: every default written, and whatever it extends merged in by the rule of
 * {@link mergedWith}. A parent is another of the list, in any order, or one of `known`. Every fault of every model is
 * told, with its path from the list: `[1].roles[0].cap`, where an index is that of the file. `$schema` is for editors.
 *
 * @example
 * resolveModels([{ extends: { id: 'psu', version: 1 }, id: 'psu-92', version: 1, duration: { article: '6' } }], shippedModels)
 */
export const resolveModels = (
  written: ReadonlyArray<unknown>,
  known: Models
): E.Either<ReadonlyArray<Fault>, Models> => {
  const done = new Map<number, Resolved>()
  const resolve = (i: number, trail: ReadonlyArray<number>): Resolved => {
    const before = done.get(i)
    if (before !== undefined) return before
    const resolved = resolvedOf(written[i], ref => parentOf(ref, [...trail, i]))
    done.set(i, resolved)
    return resolved
  }
  const parentOf = (ref: ModelRef, trail: ReadonlyArray<number>): E.Either<string, ConventionModel> => {
    const i = written.findIndex(model => isNamed(model, ref))
    if (trail.includes(i))
      return E.left(
        `cycle : ${[...trail.slice(trail.indexOf(i)), i].map(place => nameOf(written[place])).join(' → ')}`
      )
    if (i !== -1) return E.mapLeft(() => `${nameOf(ref)} est lui-même invalide`)(resolve(i, trail))
    const shipped = known.find(model => isNamed(model, ref))
    const names = [...written.filter(hasName), ...known].map(nameOf).join(', ')
    return shipped === undefined
      ? E.left(`modèle inconnu : ${nameOf(ref)} ; modèles connus : ${names}`)
      : E.right(shipped)
  }
  const faults: Array<Fault> = []
  const models: Array<ConventionModel> = []
  for (const [i, model] of written.entries()) {
    const first = written.findIndex(other => hasName(other) && isNamed(model, other))
    if (first !== -1 && first < i)
      faults.push({ path: `[${i}]`, message: `${nameOf(model)} est déjà donné en [${first}]` })
    const resolved = resolve(i, [])
    if (E.isRight(resolved)) models.push(resolved.right)
    else
      for (const { path, message } of resolved.left)
        faults.push({ path: path === '' ? `[${i}]` : `[${i}].${path}`, message })
  }
  return faults.length > 0 ? E.left(faults) : E.right(models)
}

/**
 * One model, resolved: see {@link resolveModels}. Paths are those of the file: `roles[0].cap`.
 *
 * @example
 * resolveModel(JSON.parse(text), shippedModels)
 */
export const resolveModel = (written: unknown, known: Models): Resolved =>
  E.bimap(
    (faults: ReadonlyArray<Fault>) =>
      faults.map(({ path, message }) => ({ path: path.replace(/^\[0\]\.?/, ''), message })),
    (models: Models) => models[0] as ConventionModel
  )(resolveModels([written], known))

const resolvedOf = (
  written: unknown,
  parentOf: (ref: ModelRef) => E.Either<string, ConventionModel>
): Resolved => {
  if (!isRecord(written)) return decode(ConventionModel)(written)
  const { $schema: _, extends: parent, ...own } = written
  if (parent === undefined) return decode(ConventionModel)(own)
  const ref = decode(ModelRef)(parent)
  if (E.isLeft(ref))
    return E.left(
      ref.left.map(({ path, message }) => ({ path: path === '' ? 'extends' : `extends.${path}`, message }))
    )
  const found = parentOf(ref.right)
  if (E.isLeft(found)) return E.left([{ path: 'extends', message: found.left }])
  return differing(found.right, own)
}

/** What is wrong of a model is told where its own file says it; its name and version are never those of its parent. */
const differing = (parent: ConventionModel, own: Written): Resolved => {
  const { id: _, version: __, extended: ___, ...inherited } = Object(ConventionModel.encode(parent))
  const { value, faults }: Merged = mergedWith(ConventionModel)(inherited, own)
  const { id, version } = parent
  const decoded = decode(ConventionModel)({ ...Object(value), extended: { id, version } })
  if (E.isRight(decoded) && faults.length === 0) return decoded
  const others = E.isLeft(decoded) ? decoded.left : []
  return E.left([
    ...faults,
    ...others.map(({ path, message }) => {
      const at = pathIn(own, value, path)
      return at.isOwn
        ? { path: at.path, message }
        : { path: at.path, message: `${message} (hérité de ${nameOf(parent)})` }
    })
  ])
}

type Named = { readonly id: unknown; readonly version: unknown }

const isRecord = (u: unknown): u is Written => typeof u === 'object' && u !== null && !Array.isArray(u)
const hasName = (u: unknown): u is Named => isRecord(u) && 'id' in u && 'version' in u
const isNamed = (u: unknown, { id, version }: Named): boolean =>
  hasName(u) && u.id === id && u.version === version
const nameOf = (u: unknown): string => (hasName(u) ? `${u.id} version ${u.version}` : '?')
