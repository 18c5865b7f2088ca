/** `avenant import`: a journal of NDJSON into a store that holds nothing yet. */
import { frenchCount } from '@avenant/domain'
import { importJournal, openEventStore, readJournal } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { dossierEvents } from '../journal'
import { answered, exitCodes, failed, type Said } from '../program'
import { all, needed } from './arguments'
import { progressOption, storeOf, storeOption } from './places'
import { type Progress, progressOf } from './progress'
import { faultsOf } from './source'
import type { Subcommand } from './subcommand'
import { retainedOption } from './whole-journal'

export const importing: Subcommand = {
  options: program =>
    progressOption(
      retainedOption(storeOption(program).option('--journal <fichier.ndjson>', 'journal à prendre'))
    ),
  codes: { done: 'pris, entier' },
  examples: ['--journal journal.ndjson --store nouveau.db'],
  run: async given => {
    const asked = all({ file: needed(given, '--journal FICHIER.ndjson'), address: storeOf(given) })
    if (E.isLeft(asked)) return failed(asked.left)
    const { retained = [] } = given.lists
    const progress = progressOf(given, 'import')
    const taken = await takeIn({ ...asked.right, retained, progress })
    await progress.end()
    return taken
  }
}

type Taking = {
  readonly file: string
  readonly address: string
  readonly retained: ReadonlyArray<string>
  readonly progress: Progress
}

const takeIn = async ({ file, address, retained, progress }: Taking): Promise<Said> => {
  const options = {
    retained,
    onProgress: ({ events }: { readonly events: number }): void => progress.at(events)
  }
  // A file that is refused makes no store.
  for await (const page of readJournal({ file }, dossierEvents, options))
    if (E.isLeft(page)) return failed(faultsOf(page.left), exitCodes.journal)
  const opened = await openEventStore(address)()
  if (E.isLeft(opened)) return failed([opened.left.message], exitCodes.journal)
  const store = opened.right
  try {
    const taken = await importJournal({ store, codec: dossierEvents, from: { file }, ...options })()
    if (E.isRight(taken)) return answered(`${file} : ${frenchCount(taken.right.events, 'événement')}`)
    const { left } = taken
    return failed(left._tag === 'JournalRefused' ? faultsOf(left) : [left.message], exitCodes.journal)
  } finally {
    await store.close()
  }
}
