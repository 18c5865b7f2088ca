/** Where the personal data of a codec stand (G10). */
import * as t from 'io-ts'
import { isWrapper, PersonalType, StructType, TaggedType } from './codec'

/** Paths of the personal data in a codec: `['personne.nom', 'changes[].mail']`. */
export const personalPaths = (codec: t.Mixed): ReadonlyArray<string> => {
  const walk = (c: t.Mixed, path: string): ReadonlyArray<string> => {
    if (c instanceof PersonalType) return [path]
    if (isWrapper(c)) return walk(c.inner, path)
    if (c instanceof StructType)
      return Object.entries<t.Mixed>({ ...c.required, ...c.optional }).flatMap(([key, inner]) =>
        walk(inner, path === '' ? key : `${path}.${key}`)
      )
    if (c instanceof TaggedType) return Object.values<t.Mixed>(c.members).flatMap(inner => walk(inner, path))
    if (c instanceof t.ReadonlyArrayType || c instanceof t.ArrayType) return walk(c.type, `${path}[]`)
    return []
  }
  return [...new Set(walk(codec, ''))]
}
