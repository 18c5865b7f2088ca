/** From a journal, in a store or in a file, to an index that answers. */
import { stat } from 'node:fs/promises'
import { ConventionId, conventionStream, dateCivile, type Models, type Recorded } from '@avenant/domain'
import { type AppendFault, type DossiersIndex, dossiersIndex } from '@avenant/projections'
import { decodedPages, type JournalError, type Pages, readJournal } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { apartStream } from '../apart'
import { connectionsApart, connectionsWithin } from '../faults'
import { dossierEvents } from '../journal'
import { exitCodes, failed, type Said } from '../program'
import { isOfConnections } from '../stores'
import { admitted, conventionsOf, isConvention } from './conventions'
import type { Source } from './places'
import type { Progress } from './progress'
import { asked } from './whole-journal'

/** An index, and what it was fed: how many events, of which streams. */
export type Fed = {
  readonly index: DossiersIndex
  readonly events: number
  readonly streams: ReadonlyArray<string>
  /** What speaks against an answer from it, a line each: events were removed from the store. */
  readonly doubts: ReadonlyArray<string>
}

export type Replaying = {
  readonly source: Source
  readonly models: Models
  readonly progress: Progress
  /** The convention alone of which something is asked: a store knows its streams, and only this one is read. */
  readonly only?: ConventionId
}

/** A `Left` is why there is no answer. */
export const replay = async ({ source, models, progress, only }: Replaying): Promise<E.Either<Said, Fed>> => {
  try {
    return source.kind === 'store'
      ? await fromStore(source, models, progress, only)
      : await fromFile(source, models, progress)
  } finally {
    await progress.end()
  }
}

/** Why nothing is said of an access: the connections of the journal are elsewhere, and were not given. */
export const withoutConnections = (source: Source, { streams }: Fed): Said | null =>
  streams.includes(apartStream) && (source.kind === 'journal' || source.connections === null)
    ? failed([connectionsApart.message])
    : null

/**
 * The zone of the civil dates of a convention. A name that the journal does not know, or a model that this program does
 * not, is no answer about a date: that is a `Left`.
 */
export const zoneOf =
  (conventionId: string) =>
  ({ index, streams }: Fed): E.Either<Said, string> => {
    const annexes = ConventionId.is(conventionId) ? index.annexesAt(conventionId, { on: anyDay }) : null
    if (annexes?.model != null) return E.right(annexes.model.zone)
    const [followed] = annexes?.facts.model ?? []
    return E.left(
      failed([
        followed === undefined
          ? `convention inconnue de ce journal : ${conventionId} ; ${admitted(streams.filter(isConvention), conventionId)}`
          : `la convention ${conventionId} suit le modèle ${followed.value.id}, version ${followed.value.version}, inconnu ici : donnez-le par --models`
      ])
    )
  }

/** The model and the effect of a convention, or that it has none, hold on every day. */
const anyDay = dateCivile('2000-01-01')

const fromStore = async (
  { address, connections }: Extract<Source, { readonly kind: 'store' }>,
  models: Models,
  progress: Progress,
  only?: ConventionId
): Promise<E.Either<Said, Fed>> => {
  const opened = await asked(address)()
  if (E.isLeft(opened)) return unreadable([opened.left.message])
  const { store, doubts } = opened.right
  try {
    if (only === undefined) {
      const fed = await feed(decodedPages(store.readAll(), dossierEvents), models, progress)
      if (E.isLeft(fed)) return unreadable([fed.left.message])
      const told = { ...fed.right, doubts }
      if (connections !== null && told.streams.some(isOfConnections))
        return unreadable([connectionsWithin.message])
      return connections === null ? E.right(told) : await withConnections(told, connections)
    }
    const fed = await feed(decodedPages(store.read(conventionStream(only)), dossierEvents), models, progress)
    if (E.isRight(fed)) return E.right({ ...fed.right, doubts })
    if (fed.left._tag !== 'StreamNotFound') return unreadable([fed.left.message])
    const streams = await conventionsOf(store)
    return E.isLeft(streams)
      ? unreadable(streams.left)
      : E.right({ index: dossiersIndex(models), events: 0, streams: streams.right, doubts })
  } finally {
    await store.close()
  }
}

/** Those of their own store, into the same index; it is not counted among the events of the journal. */
const withConnections = async (fed: Fed, address: string): Promise<E.Either<Said, Fed>> => {
  const opened = await asked(address)()
  if (E.isLeft(opened)) return unreadable([opened.left.message])
  const { store, doubts } = opened.right
  try {
    for await (const page of decodedPages(store.readAll(), dossierEvents)) {
      if (E.isLeft(page)) return unreadable([page.left.message])
      for (const recorded of page.right) {
        const appended = isOfConnections(recorded.stream) ? fed.index.append(recorded) : E.right(fed.index)
        if (E.isLeft(appended)) return unreadable([incoherent(appended.left).message])
      }
    }
    return E.right({ ...fed, doubts: [...fed.doubts, ...doubts] })
  } finally {
    await store.close()
  }
}

/** A file is read and checked whole. */
const fromFile = async (
  { file, retained }: Extract<Source, { readonly kind: 'journal' }>,
  models: Models,
  progress: Progress
): Promise<E.Either<Said, Fed>> => {
  const size = await stat(file).then(
    ({ size }) => size,
    () => 0
  )
  const onProgress = ({ bytes, events }: { readonly bytes: number; readonly events: number }): void =>
    progress.at(events, bytes / size)
  const fed = await feed(readJournal({ file }, dossierEvents, { onProgress, retained }), models, silently)
  if (E.isRight(fed)) return fed
  return unreadable(fed.left._tag === 'Incoherent' ? [fed.left.message] : faultsOf(fed.left))
}

const silently: Pick<Progress, 'at'> = { at: () => {} }

const unreadable = (faults: ReadonlyArray<string>): E.Either<Said, never> =>
  E.left(failed(faults, exitCodes.journal))

type Incoherent = { readonly _tag: 'Incoherent'; readonly message: string }

const feed = async <Fault>(
  pages: Pages<Fault, ReadonlyArray<Recorded>>,
  models: Models,
  progress: Pick<Progress, 'at'>
): Promise<E.Either<Fault | Incoherent, Fed>> => {
  const index = dossiersIndex(models)
  const streams = new Set<string>()
  let events = 0
  for await (const page of pages) {
    if (E.isLeft(page)) return page
    for (const recorded of page.right) {
      const appended = index.append(recorded)
      if (E.isLeft(appended)) return E.left(incoherent(appended.left))
      streams.add(recorded.stream)
    }
    events += page.right.length
    progress.at(events)
  }
  return E.right({ index, events, streams: [...streams], doubts: [] })
}

const incoherent = (fault: AppendFault): Incoherent => ({
  _tag: 'Incoherent',
  message: `journal incohérent, ${fault.dossier}, révision ${fault.revision} : ${reasonOf(fault)}`
})

const reasonOf = (fault: AppendFault): string => {
  switch (fault.fault) {
    case 'revision-gap':
      return `il manque la révision ${fault.expected}`
    case 'recorded-earlier':
      return "l'enregistrement est antérieur au précédent"
    case 'not-decoded':
      return "les données n'ont pas été lues"
  }
}

/** One line a fault, for the first twenty. */
export const faultsOf = (error: JournalError): ReadonlyArray<string> => {
  if (error._tag !== 'JournalRefused') return [error.message]
  // A file whose first line is no event is another kind of file: its other lines tell nothing more.
  const most = error.faults[0]?.line === 1 && error.faults[0].id === null ? 1 : 20
  const shown = error.faults.slice(0, most).map(({ line, id, path, message }) => {
    const where = [`ligne ${line}`, ...(id === null ? [] : [id]), ...(path === '' ? [] : [path])].join(', ')
    return `${where} : ${message}`
  })
  const left = error.total - shown.length
  return left > 0 ? [...shown, `… et ${left} autre${left > 1 ? 's' : ''}`] : shown
}
