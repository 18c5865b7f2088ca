/** The naive reading that the index is measured against: the stream from its journal's texts, decoded, folded as it comes. */
import {
  type ConventionEvent,
  conventionEvents,
  conventionKinds,
  type DateCivile,
  type Fact,
  factOf,
  type Instant,
  type Recorded
} from '@avenant/domain'
import { journalCodec } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { recordedOf, type Stream } from './portfolio'

const codec = journalCodec(conventionEvents)

/** A stream as its journal writes it. */
export const journalOf = (stream: Stream): Stream =>
  stream.map(text => {
    const recorded = recordedOf(text)
    // The decider of conventions made it.
    const written = codec.encode(recorded as Recorded<ConventionEvent>)
    if (E.isLeft(written)) throw new Error(written.left.message)
    return JSON.stringify({ ...recorded, data: written.right.data })
  })

/** What holds on a date, as known at an instant, by kind and id. */
export const replay = (
  stream: Stream,
  { on, knownAt }: { readonly on: DateCivile; readonly knownAt: Instant }
): ReadonlyArray<Fact> => {
  const latest = new Map<string, Fact>()
  const said: Array<unknown> = []
  for (const text of stream) {
    const decoded = codec.decode(recordedOf(text))
    if (E.isLeft(decoded)) throw new Error(decoded.left.message)
    if (decoded.right.recordedAt > knownAt) break
    const { data } = decoded.right
    said.push(data)
    for (const fact of data.moves.map(factOf(conventionKinds, revision => said[revision]))) {
      const { from, to } = fact.period
      if ((from === null || from <= on) && (to === null || on < to))
        latest.set(`${fact.kind}/${fact.id}`, fact)
    }
  }
  const held = [...latest.values()].filter(fact => fact.value !== null)
  const keys = new Set(held.map(({ kind, id }) => `${kind}/${id}`))
  return held.filter(({ kind, id }) => {
    const presence = PRESENCES[kind]
    return presence === undefined || keys.has(`${presence}/${id}`)
  })
}

/** A name outlives what it names: it is told of what is there. */
const PRESENCES: Readonly<Record<string, string>> = { etablissement: 'inscription', rang: 'attribution' }
