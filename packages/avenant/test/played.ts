/** For tests: an opening, in memory by default, in which both signed conventions were played, each command at its own instant. */
import {
  monenfant2023,
  monenfant2023Habilitations,
  psu2017,
  psu2017Connections,
  psu2017Habilitations
} from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { type Avenant, openAvenant } from '../src'

/** Its clock stays at the last of them. */
export const playedAvenant = async (store = 'memory:'): Promise<Avenant> => {
  const all = [
    ...psu2017,
    ...psu2017Habilitations,
    ...psu2017Connections,
    ...monenfant2023,
    ...monenfant2023Habilitations
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  let now = all[0]?.at
  // It is asked by what is executed, and before anything is there is a command.
  const clock = () => now as NonNullable<typeof now>
  const opened = await openAvenant({ store, hands: 'told', reactions: false, clock })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  for (const { command, commandId, at } of all) {
    now = at
    const done = await opened.right.execute(command, { commandId })()
    if (E.isLeft(done)) throw new Error(done.left.message)
  }
  return opened.right
}
