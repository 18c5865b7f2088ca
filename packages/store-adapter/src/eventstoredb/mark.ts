/**
 * What a journal says of itself, in a stream of its own whose name no stream of the port can have: first that it is one,
 * by whoever makes it, and then when a journal begins to be taken in, and when it is whole. Opening reads the last of
 * that, however long the log before the first event is.
 */
import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/Either'
import {
  type NewerSchema,
  type NotAJournal,
  newerSchema,
  noJournal,
  notAJournal,
  type OpenError,
  type StoreFault
} from '../errors'
import { envelopeVersion, recordedOfWire, type WireEvent, type WireRecorded } from './envelope'
import {
  isAccessDeniedFault,
  isStreamDeleted,
  isStreamNotFound,
  NewerEvent,
  NotReadableYet,
  wrongRevisionOf
} from './faults'
import type { Place } from './place'
import type { Looking } from './reading'
import type { Retrying } from './retrying'
import type { Server } from './server'

/** Of the mark. A program that knows lower ones alone does not open the journal. */
const markVersion = 1
const markTypes = { made: 'JournalCréé', begun: 'RepriseCommencée', ended: 'RepriseTerminée' } as const

type Opening = {
  readonly server: Pick<Server, 'append' | 'readStream' | 'look'>
  readonly place: Place
  /** The address, for people. */
  readonly shown: string
  /** Whether a journal that is missing is made, and one without a mark is given one. */
  readonly create: boolean
  readonly call: Retrying
}

/** `half` is how many events the journal will have of which a restoration was cut off; null for one that is whole. */
type FoundJournal = E.Either<OpenError, { readonly half: number | null }>

/**
 * Whether there is a journal to open, or why not. One read where the journal has its mark. Without one, it was made
 * before there were marks, or is another program's, or is not there: the log is looked through for the first event of a
 * stream that the journal would have, which tells.
 */
export const journalOn = async (opening: Opening): Promise<E.Either<StoreFault, FoundJournal>> => {
  const { server, place, shown, create, call } = opening
  const mark = await call(() => markOn(server, place))
  if (E.isLeft(mark)) return mark
  if (mark.right !== null) return E.right(foundBy(shown, mark.right))

  const first = await firstEvent(opening)
  if (E.isLeft(first)) return first
  if (typeof first.right === 'object') return E.right(E.left(first.right))
  if (!create) return E.right(first.right === 'nothing' ? E.left(noJournal(shown)) : whole)
  const written = await call(() => writeMark(server, place))
  if (E.isRight(written)) return E.right(written.right === null ? whole : foundBy(shown, written.right))
  // Who may only read a journal that is there is let in; somebody else will mark it.
  return first.right === 'ours' && isAccessDeniedFault(written.left) ? E.right(whole) : written
}

const whole: FoundJournal = E.right({ half: null })

const foundBy = (shown: string, mark: Mark): FoundJournal => {
  const { version } = mark
  if (version === null) return E.left(notAJournal(shown, 'other-eventstoredb'))
  if (version > markVersion) return E.left(newerSchema(shown, version, markVersion))
  return E.right({ half: mark.whole ? null : mark.events })
}

/**
 * `version` is null where another program wrote. `events` is how many there are in all, of a journal that is or was being
 * taken in.
 */
type Mark = {
  readonly revision: number
  readonly version: number | null
  readonly whole: boolean
  readonly events: number
}

const markOf = ({ revision, type, data }: WireRecorded): Mark => {
  const { version, events } = { version: 0, events: 0, ...(typeof data === 'object' ? data : {}) }
  const isOurs = version > markVersion || Object.values<string>(markTypes).includes(type)
  return {
    revision,
    version: isOurs && Number.isSafeInteger(version) && version >= 1 ? version : null,
    whole: type !== markTypes.begun,
    events: Number(events)
  }
}

export const markEvent = (
  what: keyof typeof markTypes,
  more: { readonly events?: number } = {}
): WireEvent => ({
  id: randomUUID(),
  type: markTypes[what],
  data: { version: markVersion, ...more },
  metadata: {}
})

/** What the journal says last; null without a mark, or where an operator deleted it. */
export const markOn = async (server: Pick<Server, 'readStream'>, { mark }: Place): Promise<Mark | null> => {
  try {
    const last = { from: Number.MAX_SAFE_INTEGER, direction: 'backwards', limit: 1 } as const
    const [said] = await server.readStream({ stream: mark, ...last })
    return said === undefined ? null : markOf(said)
  } catch (error) {
    if (isStreamNotFound(error) || isStreamDeleted(error)) return null
    throw error
  }
}

/** Of several that open at once, one writes it; the others are given that one. */
const writeMark = async (
  server: Pick<Server, 'append' | 'readStream'>,
  place: Place
): Promise<Mark | null> => {
  try {
    await server.append(place.mark, [markEvent('made')], null)
    return null
  } catch (error) {
    if (isStreamDeleted(error)) return null
    const wrong = wrongRevisionOf(error)
    if (wrong === null) throw error
    const other = await markOn(server, place)
    if (other === null) throw new NotReadableYet(place.mark, wrong.actual ?? 0)
    return other
  }
}

const pageSize = 64

/** Whose the first event is that stands in a stream of the journal's. Looks on until there is one, or the end. */
const firstEvent = async ({
  server,
  place,
  shown,
  call
}: Opening): Promise<E.Either<StoreFault, 'ours' | 'nothing' | NotAJournal | NewerSchema>> => {
  let looking: Looking | null = null
  let after: bigint | null = null
  const nextPage = async () => {
    if (looking?.open() !== true) looking = await server.look(place.filter(null), after)
    return { looking, page: await looking.next(pageSize) }
  }
  for (;;) {
    const next = await call(nextPage)
    if (E.isLeft(next)) return next
    const { page } = next.right
    for (const wire of page.events) {
      const told = toldBy(wire, place, shown)
      if (told === null) continue
      next.right.looking.end()
      return E.right(told)
    }
    if (page.end) return E.right('nothing')
    after = page.reached ?? page.events.at(-1)?.position ?? after
  }
}

/** Null for what the server itself writes beside a stream, or into it. A damage is for who reads it to tell. */
const toldBy = (
  wire: WireRecorded,
  place: Place,
  shown: string
): 'ours' | NotAJournal | NewerSchema | null => {
  const stream = place.fromServer(wire.stream)
  if (stream === null || wire.type.startsWith('$')) return null
  try {
    const event = recordedOfWire(wire, stream)
    const isForeign = E.isLeft(event) && event.left.what === 'envelope'
    return isForeign ? notAJournal(shown, 'other-eventstoredb') : 'ours'
  } catch (error) {
    if (!(error instanceof NewerEvent)) throw error
    return newerSchema(shown, error.version, envelopeVersion)
  }
}
