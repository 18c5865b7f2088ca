/** How each event of a dossier is read, its connections among them. */
import {
  type AnyEvent,
  connectionEvents,
  conventionEvents,
  habilitationEvents,
  usesEvents
} from '@avenant/domain'
import { type JournalDecoder, journalCodec } from '@avenant/store-adapter'

export const dossierCodec: JournalDecoder<AnyEvent> = journalCodec(
  conventionEvents,
  habilitationEvents,
  connectionEvents,
  usesEvents
)
