/** The naive reading that the index is measured against: the stream from its texts, decoded, folded as it comes. */
import {
  type ConventionFact,
  conventionEvents,
  conventionFacts,
  type DateCivile,
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
): ReadonlyArray<ConventionFact> => {
  const latest = new Map<string, ConventionFact>()
  for (const text of stream) {
    const decoded = codec.decode(recordedOf(text))
    if (E.isLeft(decoded)) throw new Error(decoded.left.message)
    if (decoded.right.recordedAt > knownAt) break
    for (const fact of conventionFacts(decoded.right)) {
      const { from, to } = fact.period
      if ((from === null || from <= on) && (to === null || on < to))
        latest.set(`${fact.kind}/${fact.id}`, fact)
    }
  }
  return [...latest.values()].filter(fact => fact.value !== null)
}
