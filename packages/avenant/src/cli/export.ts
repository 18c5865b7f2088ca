/** `avenant export`: a journal as NDJSON, into a file or on standard output. */
import { frenchCount } from '@avenant/domain'
import { exportJournal, journalText } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { answered, exitCodes, failed, interruptible } from '../program'
import { outputOption } from './output'
import { progressOption, storeOf, storeOption } from './places'
import { progressOf } from './progress'
import type { Subcommand } from './subcommand'
import { journalFault, lookedThrough, reading } from './whole-journal'

export const exporting: Subcommand = {
  options: program => progressOption(outputOption(storeOption(program))),
  codes: { done: 'écrit' },
  examples: ['--store avenant.db --output journal.ndjson', '--store avenant.db | gzip > journal.ndjson.gz'],
  run: async (given, tell) => {
    const address = storeOf(given)
    if (E.isLeft(address)) return failed(address.left)
    const { output } = given.values
    const progress = progressOf(given, 'écriture')
    const onProgress = ({ events }: { readonly events: number }): void => progress.at(events)
    return reading(lookedThrough(address.right))(async store => {
      if (output === undefined) {
        for await (const text of journalText(store, { onProgress })) {
          if (E.isLeft(text)) return journalFault(text.left)
          await tell(text.right)
        }
        await progress.end()
        return answered('')
      }
      const written = await interruptible(signal => exportJournal(store, output, { onProgress, signal })())
      await progress.end()
      if (E.isRight(written)) return answered(`${output} : ${frenchCount(written.right.events, 'événement')}`)
      return failed(
        [written.left.message],
        written.left._tag === 'FileNotWritten' ? exitCodes.wrong : exitCodes.journal
      )
    })
  }
}
