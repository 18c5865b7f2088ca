/** Which codec has read what stands at a place of a value. */
import * as t from 'io-ts'
import { DefaultedType, DescribedType, NullableType, PersonalType, StructType, TaggedType } from '../codec'

/**
 * Whether a codec, where it reads a value, reads what stands under keys with this other codec. The value tells which member
 * of a union reads it. False where the keys lead through a codec that is not known here: it does not say no.
 *
 * @example
 * isReadBy(SignalSays, Personne)(says, ['changes', 0, 'personne'])
 */
export const isReadBy =
  (reader: t.Mixed, wanted: t.Mixed) =>
  (value: unknown, path: ReadonlyArray<string | number>): boolean => {
    let codec: t.Mixed | undefined = reader
    let at = value
    for (const key of path) {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false
      codec = within(codec, at, key)
      if (codec === undefined) return false
      at = Reflect.get(at, key)
    }
    for (let one: t.Mixed | undefined = codec; one !== undefined; one = innerOf(one, at))
      if (one === wanted) return true
    return false
  }

/** The codec of what stands under a key of a value. */
const within = (codec: t.Mixed, value: object, key: string | number): t.Mixed | undefined => {
  if (codec instanceof StructType) {
    const { required, optional }: StructType<t.Props, t.Props> = codec
    return Object.hasOwn(required, key)
      ? required[key]
      : Object.hasOwn(optional, key)
        ? optional[key]
        : undefined
  }
  if (codec instanceof t.ReadonlyArrayType) return codec.type
  const inner = innerOf(codec, value)
  return inner === undefined ? undefined : within(inner, value, key)
}

/** The codec that reads the same value with nothing more to say of it. */
const innerOf = (codec: t.Mixed, value: unknown): t.Mixed | undefined => {
  if (codec instanceof TaggedType) {
    const { key, members }: TaggedType<Readonly<Record<string, t.Mixed>>> = codec
    const tag: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    return typeof tag === 'string' && Object.hasOwn(members, tag) ? members[tag] : undefined
  }
  return codec instanceof PersonalType ||
    codec instanceof NullableType ||
    codec instanceof DescribedType ||
    codec instanceof DefaultedType
    ? codec.inner
    : undefined
}
