/** A reaction of a service's own, beside an opening: each departure is told, whichever act said it, moved it or took it back. */
import { randomUUID } from 'node:crypto'
import { Acteur, habilitationEvents, read } from '@avenant/domain'
import { alone, journalCodec, openRuntimeStore, type RuntimeStore, react } from '@avenant/store-adapter'
import type { Avenant } from 'avenant'
import * as TE from 'fp-ts/TaskEither'

const codec = journalCodec(habilitationEvents)
const acteur = read(Acteur, { kind: 'systeme', id: 'departs' })

/** @param address that of the opening: beside its journal stands how far the reaction is, and which program runs it */
export const tellDepartures = (avenant: Avenant, address: string, tell: (line: string) => void) =>
  TE.map(({ checkpoints, leases, close }: RuntimeStore) => {
    const start = react({
      name: 'departs',
      store: avenant.store,
      codec,
      types: codec.types,
      checkpoints,
      acteur,
      // The lines that an event moved, not its type: a correction moves a departure too. After a crash an event may come again.
      reactions: ({ stream, revision, data: { moves } }) => {
        for (const { kind, period } of moves)
          if (kind === 'depart') tell(`${stream}, révision ${revision} : à partir du ${period.from}`)
        return TE.right([])
      },
      // It gives no command.
      execute: () => TE.right(null)
    })
    // Of several programs one runs it, and another when that one is gone: two at once would tell some of it twice.
    const running = alone({
      leases,
      name: 'departs',
      holder: randomUUID(),
      start,
      onInterrupted: console.error
    })
    return {
      state: () => running.running()?.state() ?? null,
      stop: async () => {
        await running.stop()
        await close()
      }
    }
  })(openRuntimeStore(address))
