/** Which of the kinds that a codec tells apart an object is of. */
import * as t from 'io-ts'
import { ChoiceType } from '../choice'
import { isWrapper, PersonalType, StructType, TaggedType } from '../codec'
import { RecursiveType } from '../recursive'

type Json = Readonly<Record<string, unknown>>
type Codec = t.Mixed | null

/** The codec that reads a value itself, without what only says more of it. */
const bare = (codec: Codec): Codec =>
  codec !== null && (isWrapper(codec) || codec instanceof PersonalType || codec instanceof RecursiveType)
    ? bare(codec.inner)
    : codec

/** The codec that reads a key of an object, or an item of a list; null: none does. */
export const partOf = (codec: Codec, value: unknown, key: string | number): Codec => {
  const reading = bare(codec)
  if (reading instanceof t.ReadonlyArrayType || reading instanceof t.ArrayType) return reading.type
  if (reading instanceof ChoiceType) return partOf(reading.meant(value), value, key)
  if (reading instanceof TaggedType) return partOf(memberOf(reading, value), value, key)
  return reading instanceof StructType ? (propsOf(reading)[key] ?? null) : null
}

const propsOf = ({ required, optional }: StructType<t.Props, t.Props>): t.Props =>
  Object.assign(Object.create(null), required, optional)

const memberOf = ({ key, members }: TaggedType<Readonly<Record<string, t.Mixed>>>, value: unknown): Codec => {
  const tag = String(Object(value)[key])
  return Object.hasOwn(members, tag) ? (members[tag] ?? null) : null
}

/**
 * Whether what is stated of an object is of another kind than the object: under another tag, or of the other of two shapes,
 * as a key says that only this one has.
 */
export const isOtherKind = (codec: Codec, before: Json, stated: Json): boolean => {
  const reading = bare(codec)
  if (reading instanceof TaggedType) {
    const { key } = reading
    return key in stated && stated[key] !== before[key]
  }
  if (!(reading instanceof ChoiceType)) return false
  const was: t.Mixed = reading.meant(before)
  const other = reading.members.find(member => member !== was) ?? was
  const [known, others] = [keysOf(was), keysOf(other)]
  return (
    Object.keys(stated).some(key => !known.has(key) && others.has(key)) || isOtherKind(was, before, stated)
  )
}

/** Every key that some value of a codec has. */
const keysOf = (codec: Codec): ReadonlySet<string> => {
  const reading = bare(codec)
  if (reading instanceof StructType) return new Set(Object.keys(propsOf(reading)))
  if (reading instanceof TaggedType)
    return new Set(Object.values<t.Mixed>(reading.members).flatMap(member => [...keysOf(member)]))
  return new Set()
}
