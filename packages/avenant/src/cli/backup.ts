/** `avenant backup`: a copy of a journal in use, read back before it is told. */
import { frenchCount } from '@avenant/domain'
import {
  type BackupError,
  decodedPages,
  exportJournal,
  readJournal,
  sqliteEventStore,
  sqliteFileOf
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { dossierEvents } from '../journal'
import { answered, exitCodes, failed, interruptible, type Said } from '../program'
import { all, needed } from './arguments'
import { outputOption } from './output'
import { progressOption, storeOf, storeOption } from './places'
import { type Progress, progressOf } from './progress'
import { faultsOf } from './source'
import type { Subcommand } from './subcommand'
import { journalFault, lookedThrough, reading, readOnly } from './whole-journal'

export const backup: Subcommand = {
  options: program => progressOption(outputOption(storeOption(program))),
  notes: `D'une base SQLite, une base SQLite, qui ne remplace aucun fichier ; d'un autre moteur, un journal NDJSON. Le journal reste en
service pendant ce temps, et la copie est relue avant d'être dite.`,
  codes: { done: 'copié et relu' },
  examples: [
    '--store avenant.db --output sauvegarde.db',
    '--store postgres://moi@hote/base --output sauvegarde.ndjson'
  ],
  run: async given => {
    const asked = all({ address: storeOf(given), output: needed(given, '--output FICHIER') })
    if (E.isLeft(asked)) return failed(asked.left)
    const { address, output } = asked.right
    const progress = progressOf(given, 'relecture')
    // What is begun is cleaned up: a signal is heard when it is done.
    const copied = await interruptible(signal =>
      address.startsWith('sqlite:')
        ? copiedTo(output, sqliteFileOf(address), progress)
        : exportedTo(output, address, progress, signal)
    )
    await progress.end()
    return copied
  }
}

const copiedTo = async (output: string, file: string, progress: Progress): Promise<Said> => {
  const opened = await sqliteEventStore({ file, readOnly: true })()
  if (E.isLeft(opened)) return journalFault(opened.left)
  const copied = await opened.right.backup(output)()
  await opened.right.close()
  if (E.isLeft(copied)) return failed([copied.left.message], codeOf(copied.left, output))
  return reading(lookedThrough(`sqlite:${output}`))(async store => {
    let events = 0
    for await (const page of decodedPages(store.readAll(), dossierEvents)) {
      if (E.isLeft(page)) return journalFault(page.left)
      events += page.right.length
      progress.at(events)
    }
    return told(output, events)
  })
}

/** A name that is taken, or that no file can have, is the caller's. */
const codeOf = (error: BackupError, output: string): number =>
  error._tag === 'CannotOpen' && error.file === output ? exitCodes.wrong : exitCodes.journal

const exportedTo = (
  output: string,
  address: string,
  progress: Progress,
  signal: AbortSignal
): Promise<Said> =>
  reading(readOnly(address))(async store => {
    const written = await exportJournal(store, output, { signal })()
    if (E.isLeft(written))
      return failed(
        [written.left.message],
        written.left._tag === 'FileNotWritten' ? exitCodes.wrong : exitCodes.journal
      )
    const onProgress = ({ events }: { readonly events: number }): void => progress.at(events)
    let events = 0
    for await (const page of readJournal({ file: output }, dossierEvents, { onProgress })) {
      if (E.isLeft(page)) return failed(faultsOf(page.left), exitCodes.journal)
      events += page.right.length
    }
    return events === written.right.events
      ? told(output, events)
      : failed([`${output} : la copie n'est pas entière ; recommencez`], exitCodes.journal)
  })

const told = (output: string, events: number): Said =>
  answered(`${output} : ${frenchCount(events, 'événement')}, relus`)
