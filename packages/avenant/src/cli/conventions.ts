/** Which conventions a journal holds: what is told to who asks for another. */
import { categoryOf, type EventStore, type ReadAllError } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'

const category = 'convention'

export const isConvention = (stream: string): boolean => categoryOf(stream) === category

/** Twenty conventions at most; those whose name has something of what was asked for stand first. */
export const admitted = (streams: ReadonlyArray<string>, asked: string): string =>
  admittedIds(
    [...new Set(streams)].toSorted().map(stream => ({ id: stream.slice(category.length + 1), nom: null })),
    asked
  )

/** Twenty at most, each with what people call it; those that have something of what was asked for stand first. */
export const admittedIds = (
  known: ReadonlyArray<{ readonly id: string; readonly nom: string | null }>,
  asked: string
): string => {
  if (known.length === 0) return "il n'en contient aucune"
  const isNear = (one: (typeof known)[number]): boolean =>
    [one.id, ...(one.nom === null ? [] : [one.nom])]
      .map(text => text.toLowerCase())
      .some(text => text.includes(asked.toLowerCase()) || asked.toLowerCase().includes(text))
  const shown = [...known.filter(isNear), ...known.filter(one => !isNear(one))].slice(0, 20)
  const left = known.length - shown.length
  const told = shown.map(({ id, nom }) => (nom === null ? id : `${id} (${nom})`))
  return `valeurs admises : ${told.join(', ')}${left === 0 ? '' : ` et ${counted(left)}`}`
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
