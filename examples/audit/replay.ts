/** From a journal, in a store or in a file, to an index that answers. */
import { access, stat } from 'node:fs/promises'
import {
  type ConventionId,
  conventionEvents,
  conventionStream,
  dateCivile,
  habilitationEvents,
  type Models
} from '@avenant/domain'
import { type AnnexesIndex, type AppendFault, annexesIndex } from '@avenant/projections'
import { type JournalError, journalCodec, openEventStore, readJournal } from '@avenant/store-adapter'
import { Presets, SingleBar } from 'cli-progress'
import * as E from 'fp-ts/Either'
import { admitted, conventionsOf, isConvention } from './conventions'
import type { Source } from './options'

const codec = journalCodec(conventionEvents, habilitationEvents)

/** The index with the convention in it, and the zone of its civil dates. */
export type Replayed = { readonly index: AnnexesIndex; readonly zone: string }

/** An index, and the streams of conventions that its source holds: read only when the one asked for is not among them. */
type Fed = { readonly index: AnnexesIndex; readonly streams: ReadonlyArray<string> }

/** A `Left` says in one line why there is no answer. */
export const replay = async (
  source: Source,
  conventionId: ConventionId,
  models: Models
): Promise<E.Either<ReadonlyArray<string>, Replayed>> => {
  const replayed =
    source.kind === 'store'
      ? await fromStore(source.address, conventionId, models)
      : await fromJournal(source.file, models)
  return E.chain((fed: Fed) => answering(fed, conventionId))(replayed)
}

/** A name that the journal does not know, or a model that this program does not, is no answer about a date. */
const answering = (
  { index, streams }: Fed,
  conventionId: ConventionId
): E.Either<ReadonlyArray<string>, Replayed> => {
  const { model, facts } = index.annexesAt(conventionId, { on: anyDay })
  if (model !== null) return E.right({ index, zone: model.zone })
  const [followed] = facts.model
  return E.left([
    followed === undefined
      ? `convention inconnue de ce journal : ${conventionId} ; ${admitted(streams, conventionId)}`
      : `la convention ${conventionId} suit le modèle ${followed.value.id}, version ${followed.value.version}, inconnu ici : donnez-le par --models`
  ])
}

/** The model and the effect of a convention, or that it has none, hold on every day. */
const anyDay = dateCivile('2000-01-01')

const incoherent = (fault: AppendFault): string =>
  `journal incohérent, ${fault.dossier}, révision ${fault.revision} : ${reasonOf(fault)}`

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

/** A store knows its streams: only the convention's own is read. */
const fromStore = async (
  address: string,
  conventionId: ConventionId,
  models: Models
): Promise<E.Either<ReadonlyArray<string>, Fed>> => {
  const opened = await openEventStore(address, { readOnly: true })()
  if (E.isLeft(opened)) return E.left([opened.left.message])
  const store = opened.right
  try {
    const index = annexesIndex(models)
    for await (const page of store.read(conventionStream(conventionId))) {
      if (E.isLeft(page))
        return page.left._tag === 'StreamNotFound'
          ? E.map((streams: ReadonlyArray<string>) => ({ index, streams }))(await conventionsOf(store))
          : E.left([page.left.message])
      for (const recorded of page.right) {
        const decoded = codec.decode(recorded)
        if (E.isLeft(decoded)) return E.left([decoded.left.message])
        const appended = index.append(decoded.right)
        if (E.isLeft(appended)) return E.left([incoherent(appended.left)])
      }
    }
    return E.right({ index, streams: [] })
  } finally {
    await store.close()
  }
}

/** A file is read and checked whole, with its progress on a terminal when it is long. */
const fromJournal = async (file: string, models: Models): Promise<E.Either<ReadonlyArray<string>, Fed>> => {
  if (!(await exists(file))) return E.left([`fichier introuvable : ${file}`])
  const { size } = await stat(file)
  const bar = new SingleBar(
    {
      format: 'relecture {bar} {percentage} % | {events} événements',
      stream: process.stderr,
      clearOnComplete: true
    },
    Presets.shades_classic
  )
  const shown = size > 5_000_000 && process.stderr.isTTY
  if (shown) bar.start(size, 0, { events: 0 })
  try {
    const index = annexesIndex(models)
    const streams = new Set<string>()
    const pages = readJournal({ file }, codec, {
      onProgress: ({ bytes, events }) => {
        if (shown) bar.update(bytes, { events })
      }
    })
    for await (const page of pages) {
      if (E.isLeft(page)) return E.left(linesOf(page.left))
      for (const recorded of page.right) {
        const appended = index.append(recorded)
        if (E.isLeft(appended)) return E.left([incoherent(appended.left)])
        if (isConvention(recorded.stream)) streams.add(recorded.stream)
      }
    }
    return E.right({ index, streams: [...streams] })
  } finally {
    if (shown) bar.stop()
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false
  )

/** One line a fault, for the first twenty. */
const linesOf = (error: JournalError): ReadonlyArray<string> => {
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
