/** How what a model states is laid over what it extends. */
import type * as t from 'io-ts'
import type { Fault } from '../codec'
import { isOtherKind, partOf } from './kind-in-codec'

type Json = Readonly<Record<string, unknown>>
type Item = Json & { readonly id: string }
export type Merged = { readonly value: unknown; readonly faults: ReadonlyArray<Fault> }

/**
 * Objects are merged key by key, lists of `{ id }` item by item (a new one comes last, and `{ id, remove: true }` takes
 * one away), and anything else takes the place of what was there: null, an empty list, another kind of object too, as the
 * codec tells kinds apart.
 */
export const mergedWith =
  (codec: t.Mixed) =>
  (parent: unknown, own: unknown): Merged => {
    const faults: Array<Fault> = []
    return { value: merged({ codec, parent, own, path: '' }, faults), faults }
  }

/** What is laid over what, where, and how it is read; null: nothing reads it, which the codec tells of the whole. */
type Laid<Value> = {
  readonly codec: t.Mixed | null
  readonly parent: Value
  readonly own: Value
  readonly path: string
}

const merged = ({ codec, parent, own, path }: Laid<unknown>, faults: Array<Fault>): unknown => {
  if (isListOfItems(parent) && isListOfItems(own)) return mergedLists({ codec, parent, own, path }, faults)
  if (!isRecord(parent) || !isRecord(own) || isOtherKind(codec, parent, own)) return own
  const stated = Object.entries(own).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(parent, key)
      ? merged(
          {
            codec: partOf(codec, parent, key),
            parent: parent[key],
            own: value,
            path: path === '' ? key : `${path}.${key}`
          },
          faults
        )
      : value
  ])
  // Every key stays a key, `__proto__` too, and is then refused as any that a model does not know.
  return Object.fromEntries([...Object.entries(parent), ...stated])
}

const mergedLists = (
  { codec, parent, own, path }: Laid<ReadonlyArray<Item>>,
  faults: Array<Fault>
): ReadonlyArray<Item> => {
  const items = new Map<string, unknown>(parent.map(item => [item.id, item]))
  const stated = new Set<string>()
  for (const [i, item] of own.entries()) {
    const { id, remove, ...more } = item
    const at = `${path}[${i}]`
    if (stated.has(id)) faults.push({ path: `${at}.id`, message: `répété : ${JSON.stringify(id)}` })
    stated.add(id)
    if (remove === undefined) {
      const known = items.get(id)
      items.set(
        id,
        known === undefined
          ? item
          : merged({ codec: partOf(codec, parent, 0), parent: known, own: item, path: at }, faults)
      )
      continue
    }
    if (remove !== true || Object.keys(more).length > 0)
      faults.push({ path: `${at}.remove`, message: 'attendu : { "id", "remove": true }, et rien d’autre' })
    else if (!items.delete(id))
      faults.push({
        path: `${at}.id`,
        message: `rien à retirer : ${JSON.stringify(id)} n'est pas dans le modèle étendu`
      })
  }
  return [...items.values()] as ReadonlyArray<Item>
}

/**
 * The path of a fault of the merged value, as the file that states the differences would say it: an item that it states
 * stands there at another index. `isOwn` is false for an item that it does not state.
 */
export const pathIn = (
  own: unknown,
  whole: unknown,
  path: string
): { readonly path: string; readonly isOwn: boolean } => {
  let [here, there]: ReadonlyArray<unknown> = [own, whole]
  let isOwn = true
  const keys = (path.match(/[^.[\]]+/g) ?? []).map(key => {
    const item: unknown = Object(there)[key]
    const stated = isListOfItems(here) && isItem(item) ? here.findIndex(({ id }) => id === item.id) : -1
    const isList = Array.isArray(there)
    if (isList && isItem(item) && stated === -1) isOwn = false
    const name = stated === -1 ? key : String(stated)
    here = Object(here)[name]
    there = item
    return isList ? `[${name}]` : `.${name}`
  })
  return { path: keys.join('').replace(/^\./, ''), isOwn }
}

const isRecord = (u: unknown): u is Json => typeof u === 'object' && u !== null && !Array.isArray(u)
const isItem = (u: unknown): u is Item => isRecord(u) && typeof u.id === 'string'
const isListOfItems = (u: unknown): u is ReadonlyArray<Item> =>
  Array.isArray(u) && u.length > 0 && u.every(isItem)
