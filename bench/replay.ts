/** The naive reading that the index is measured against: the stream from its texts, decoded, folded as it comes. */
import {
  conventionEvents,
  conventionKinds,
  type DateCivile,
  type Fact,
  factOf,
  type Instant
} from '@avenant/domain'
import { journalCodec } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { recordedOf, type Stream } from './portfolio'

const codec = journalCodec(conventionEvents)

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
