/** What a codec is made of, for tests that hold of every codec. */
import * as t from 'io-ts'
import { isWrapper, PersonalType, StructType, TaggedType } from '../src'

export type Leaf = { readonly path: string; readonly codec: t.Mixed; readonly personal: boolean }

/** Every value of a codec that is no object and no list, with its path (`changes[].personne.nom`). */
export const leavesOf = (codec: t.Mixed, path = '', personal = false): ReadonlyArray<Leaf> => {
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`)
  if (codec instanceof StructType)
    return Object.entries<t.Mixed>({ ...codec.required, ...codec.optional }).flatMap(([key, inner]) =>
      leavesOf(inner, inside(key), personal)
    )
  if (codec instanceof TaggedType)
    return Object.values<t.Mixed>(codec.members).flatMap(member => leavesOf(member, path, personal))
  if (codec instanceof PersonalType) return leavesOf(codec.inner, path, true)
  if (isWrapper(codec)) return leavesOf(codec.inner, path, personal)
  if (codec instanceof t.ReadonlyArrayType) return leavesOf(codec.type, `${path}[]`, personal)
  return [{ path, codec, personal }]
}
