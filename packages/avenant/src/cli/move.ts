/** `avenant move`: a journal from one store to another, of whatever engine; both are compared, byte for byte. */
import { frenchCount } from '@avenant/domain'
import { moveJournal, openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { answered, failed, type Said } from '../program'
import { all, needed } from './arguments'
import { addressOf, progressOption } from './places'
import { type Progress, progressOf } from './progress'
import type { Subcommand } from './subcommand'
import { digestOf, journalFault, reading, readOnly, retainedOption } from './whole-journal'

export const moving: Subcommand = {
  options: program =>
    progressOption(
      retainedOption(
        program
          .option('--from <fichier|adresse>', 'base à lire ; rien ne doit y être écrit pendant ce temps')
          .option('--to <fichier|adresse>', 'base qui ne contient rien, ou le début de la première')
      )
    ),
  notes: `Interrompue, elle se redonne telle quelle. Les deux journaux sont ensuite relus et comparés, événement par événement,
puis par l'empreinte de ce qu'\`avenant export\` en écrirait.`,
  codes: { done: 'portée, et la même' },
  examples: ['--from avenant.db --to postgres://moi@hote/base', '--from esdb://hote:2113 --to avenant.db'],
  run: async given => {
    const asked = all({
      from: E.chain(addressOf('--from'))(needed(given, '--from FICHIER')),
      to: E.chain(addressOf('--to'))(needed(given, '--to FICHIER'))
    })
    if (E.isLeft(asked)) return failed(asked.left)
    const { from, to } = asked.right
    if (from === to) return failed(['--to : la base de --from ; donnez-en une autre'])
    const { retained = [] } = given.lists
    const progress = progressOf(given, 'déplacement')
    const moved = await move({ from, to, retained, progress })
    await progress.end()
    return moved
  }
}

type Moving = {
  readonly from: string
  readonly to: string
  readonly retained: ReadonlyArray<string>
  readonly progress: Progress
}

const move = ({ from, to, retained, progress }: Moving): Promise<Said> =>
  reading(readOnly(from))(source =>
    reading(openEventStore(to))(async target => {
      const moved = await moveJournal({
        from: source,
        to: target,
        retained,
        progress: ({ events }) => progress.at(events)
      })()
      if (E.isLeft(moved)) return journalFault(moved.left)
      const [before, after] = [await digestOf(source), await digestOf(target)]
      if (E.isLeft(before)) return journalFault(before.left)
      if (E.isLeft(after)) return journalFault(after.left)
      if (before.right.sha256 !== after.right.sha256) return journalFault(differs)
      const { events, sha256 } = after.right
      return answered(`${frenchCount(events, 'événement')}, les mêmes octets : sha256 ${sha256}`)
    })
  )

/** Of what was compared event by event, no store of ours gives another text. */
const differs = {
  message:
    "les deux journaux ne s'écrivent pas pareil : gardez le premier, et recommencez dans un journal neuf"
}
