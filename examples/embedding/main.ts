import { conventionDecider, conventionEvents, dateCivile, shippedModels } from '@avenant/domain'
import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { annexesIndex } from '@avenant/projections'
import { decodedPages, executor, journalCodec, openEventStore } from '@avenant/store-adapter'
import { either as E } from 'fp-ts'

export const main = async (address: string): Promise<string> => {
  const opened = await openEventStore(address)()
  if (E.isLeft(opened)) return opened.left.message
  const store = opened.right
  const codec = journalCodec(conventionEvents)
  const execute = executor({ store, codec, decider: conventionDecider(shippedModels), hands: 'told' })
  for (const { stream, command, commandId } of psu2017) {
    const executed = await execute(stream, command, { commandId })()
    if (E.isLeft(executed)) return executed.left.message
  }
  const annexes = annexesIndex(shippedModels)
  for await (const page of decodedPages(store.readAll(), codec)) {
    if (E.isLeft(page)) return page.left.message
    for (const recorded of page.right) if (E.isLeft(annexes.append(recorded))) return 'journal incomplet'
  }
  await store.close()
  return annexes.describe(psu2017Id, { on: dateCivile('2017-08-31') }).situation.sentence
}
