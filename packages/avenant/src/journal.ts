/** How the events of a journal are read: those of dossiers by their codecs, the others as they are. */
import {
  type AnyEvent,
  accessCategory,
  conventionAggregate,
  habilitationAggregate,
  type Recorded,
  usesCategory
} from '@avenant/domain'
import { categoryOf, type JournalDecoder } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { dossierCodec as codec } from './dossier-codec'

const categories: ReadonlyArray<string> = [
  conventionAggregate.category,
  habilitationAggregate.category,
  accessCategory,
  usesCategory
]
const isOfDossier = ({ stream }: Recorded): boolean => categories.includes(categoryOf(stream))

/** Streams of other categories are a service's own. In a dossier's, a type that is not known stops: a later program's. */
export const dossierEvents: JournalDecoder<AnyEvent> = {
  types: codec.types,
  eventOf: recorded => (isOfDossier(recorded) ? codec.eventOf(recorded) : E.right(recorded)),
  decode: recorded => (isOfDossier(recorded) ? codec.decode(recorded) : E.right(recorded))
}
