/** Which conventions a journal holds: what is told to who asks for another. */
import { categoryOf, type EventStore, type ReadAllError } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'

const category = 'convention'

export const isConvention = (stream: string): boolean => categoryOf(stream) === category

/** Twenty conventions at most; those whose name has something of what was asked for stand first. */
export const admitted = (streams: ReadonlyArray<string>, asked: string): string => {
  const ids = [...new Set(streams)].map(stream => stream.slice(category.length + 1)).toSorted()
  if (ids.length === 0) return "il n'en contient aucune"
  const isNear = (id: string): boolean =>
    id.toLowerCase().includes(asked.toLowerCase()) || asked.toLowerCase().includes(id.toLowerCase())
  const shown = [...ids.filter(isNear), ...ids.filter(id => !isNear(id))].slice(0, 20)
  const left = ids.length - shown.length
  return `valeurs admises : ${shown.join(', ')}${left === 0 ? '' : ` et ${counted(left)}`}`
}

const counted = (others: number): string => `${others} autre${others > 1 ? 's' : ''}`

/** By the list of streams; an engine that keeps none is read through. */
export const conventionsOf = async (
  store: EventStore
): Promise<E.Either<ReadonlyArray<string>, ReadonlyArray<string>>> => {
  const named: Array<string> = []
  for await (const page of store.streams({ category })) {
    if (E.isRight(page)) named.push(...page.right)
    else if (isWithoutList(page.left)) return conventionsRead(store)
    else return E.left([page.left.message])
  }
  return E.right(named)
}

const conventionsRead = async (
  store: EventStore
): Promise<E.Either<ReadonlyArray<string>, ReadonlyArray<string>>> => {
  const named = new Set<string>()
  for await (const page of store.readAll({ category })) {
    if (E.isLeft(page)) return E.left([page.left.message])
    for (const { stream } of page.right) named.add(stream)
  }
  return E.right([...named])
}

const isWithoutList = (error: ReadAllError): boolean =>
  error._tag === 'StoreUnavailable' && error.code === 'NO_STREAM_LIST'
