/** `avenant import`: a journal of NDJSON into a store that holds nothing yet. */
import { frenchCount, type Models } from '@avenant/domain'
import { importJournal, openEventStore, readJournal } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { dossierEvents } from '../journal'
import { answered, exitCodes, failed, type Said } from '../program'
import { all, needed } from './arguments'
import { driftIn } from './drift'
import { modelsOf } from './models'
import { modelsOption, progressOption, retainedOption, storeOf, storeOption } from './places'
import { type Progress, progressOf } from './progress'
import { faultsOf } from './source'
import type { Subcommand } from './subcommand'

export const importing: Subcommand = {
  options: program =>
    progressOption(
      retainedOption(
        modelsOption(storeOption(program).option('--journal <fichier.ndjson>', 'journal à prendre'))
      )
    ),
  notes: `Un journal n'est pas scellé : ce qui y fut modifié avec soin est pris comme le reste. Une dérive est dite, et le journal est
pris (avenant verify --help).`,
  codes: { done: 'pris, entier', not: 'pris, avec une dérive' },
  examples: ['--journal journal.ndjson --store nouveau.db'],
  run: async given => {
    const asked = all({
      file: needed(given, '--journal FICHIER.ndjson'),
      address: storeOf(given),
      models: await modelsOf(given)
    })
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
  readonly models: Models
  readonly retained: ReadonlyArray<string>
  readonly progress: Progress
}

const takeIn = async ({ file, address, models, retained, progress }: Taking): Promise<Said> => {
  const options = {
    retained,
    onProgress: ({ events }: { readonly events: number }): void => progress.at(events)
  }
  // A file that is refused makes no store.
  const streams = new Set<string>()
  for await (const page of readJournal({ file }, dossierEvents, options)) {
    if (E.isLeft(page)) return failed(faultsOf(page.left), exitCodes.journal)
    for (const { stream } of page.right) streams.add(stream)
  }
  if (streams.size === 0)
    return failed([`${file} : aucun événement : ce n'est pas un journal`], exitCodes.journal)
  const opened = await openEventStore(address)()
  if (E.isLeft(opened)) return failed([opened.left.message], exitCodes.journal)
  const store = opened.right
  try {
    const taken = await importJournal({ store, codec: dossierEvents, from: { file }, ...options })()
    if (E.isLeft(taken)) {
      const { left } = taken
      return failed(left._tag === 'JournalRefused' ? faultsOf(left) : [left.message], exitCodes.journal)
    }
    const drift = await driftIn(store, [...streams], models)
    if (E.isLeft(drift)) return failed([drift.left.message], exitCodes.journal)
    const { drifted } = drift.right
    const told = `${file} : ${frenchCount(taken.right.events, 'événement')}`
    return drifted.length === 0
      ? answered(told)
      : answered([`${told} ; dérive :`, ...drifted.map(line => `  ${line}`)].join('\n'), exitCodes.not)
  } finally {
    await store.close()
  }
}
