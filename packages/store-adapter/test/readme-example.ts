import { Acteur, Count, type Decider, defineEvent, type EventOf, struct } from '@avenant/domain'
import { executor, exportJournal, journalCodec, sqliteEventStore } from '@avenant/store-adapter'
import { either as E } from 'fp-ts'

const events = { ComptePassé: defineEvent(struct('ComptePassé', { n: Count })) }
type Compter = { type: 'Compter'; acteur: Acteur; data: { jusque: number } }
const decider: Decider<number, Compter, EventOf<typeof events>, { code: 'trop-loin' }> = {
  initial: 0,
  decide: command => n => {
    if (command.data.jusque > 9) return E.left([{ code: 'trop-loin' }])
    return E.right(
      command.data.jusque === n ? [] : [{ type: 'ComptePassé', data: { n: command.data.jusque } }]
    )
  },
  evolve: (_, event) => event.data.n
}

export const main = async (file: string): Promise<string> => {
  const opened = await sqliteEventStore({ file })()
  const acteur = Acteur.decode({ kind: 'agent-caf', id: 'agent-7' })
  if (E.isLeft(opened)) return opened.left.message
  if (E.isLeft(acteur)) return 'acteur refusé'
  const store = opened.right
  const execute = executor({ store, codec: journalCodec(events), decider, hands: 'told' })
  const command: Compter = { type: 'Compter', acteur: acteur.right, data: { jusque: 4 } }
  const executed = await execute('compte-1', command, { commandId: 'commande-1' })()
  await exportJournal(store, `${file}.ndjson`)()
  await store.close()
  return E.isLeft(executed) ? executed.left.message : `état ${executed.right.state}`
}
