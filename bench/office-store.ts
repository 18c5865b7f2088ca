/** The journal of an office in a store: to be looked at, or measured. */
import { accessCategory, type DateCivile, type Recorded } from '@avenant/domain'
import { openEventStore, type Pages } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { office } from './office'

/** Into a store that holds nothing yet; gives how many events. */
export const writeOffice = async (
  address: string,
  conventions: number,
  until: DateCivile
): Promise<number> => {
  const opened = await openEventStore(address)()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  const taken = await opened.right.restore(pagesOf(office(conventions, until)), {
    // Of connections older than a year the days alone are left.
    retained: [accessCategory]
  })()
  await opened.right.close()
  if (E.isLeft(taken)) throw new Error(JSON.stringify(taken.left))
  return taken.right.events
}

const PAGE = 1_000

async function* pagesOf(events: ReadonlyArray<Recorded>): Pages<never, ReadonlyArray<Recorded>> {
  for (let i = 0; i < events.length; i += PAGE) yield E.right(events.slice(i, i + PAGE))
}
