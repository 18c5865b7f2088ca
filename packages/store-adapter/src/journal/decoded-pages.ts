import type { AnyEvent, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Pages } from '../pages'
import type { JournalDecoder, UnreadableEvent } from './codec'

/**
 * The pages of a store with their events brought up to date: `decodedPages(store.readAll(), codec)`. The first
 * event that cannot be read is the last thing given; no part of its page is.
 */
export async function* decodedPages<Fault, Event extends AnyEvent>(
  pages: Pages<Fault, ReadonlyArray<Recorded>>,
  codec: JournalDecoder<Event>
): Pages<Fault | UnreadableEvent, ReadonlyArray<Recorded<Event>>> {
  for await (const page of pages) {
    if (E.isLeft(page)) return yield page
    const decoded: Recorded<Event>[] = []
    for (const recorded of page.right) {
      const event = codec.decode(recorded)
      if (E.isLeft(event)) return yield event
      decoded.push(event.right)
    }
    yield E.right(decoded)
  }
}
