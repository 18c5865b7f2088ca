/** `avenant move`: a journal from one store to another, of whatever engine; both are compared, byte for byte. */
import { frenchCount } from '@avenant/domain'
import { compareJournals, type EventStore, moveJournal, openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { answered, failed, type Said } from '../program'
import { all, needed } from './arguments'
import { addressOf, progressOption, retainedOption } from './places'
import { type Progress, progressOf } from './progress'
import { sealOf } from './seal'
import type { Subcommand } from './subcommand'
import { journalFault, lookedThrough, reading } from './whole-journal'

export const moving: Subcommand = {
  options: program =>
    progressOption(
      retainedOption(
        program
          .option('--from <fichier|adresse>', 'base à lire ; rien ne doit y être écrit pendant ce temps')
          .option(
            '--to <fichier|adresse>',
            "base qui ne contient rien, ou ce qu'un déplacement interrompu y a laissé"
          )
      )
    ),
  notes: `Interrompue, elle se redonne telle quelle ; d'une base d'arrivée qui contient déjà autre chose, elle dit où elle diffère, et n'y
écrit rien. Les deux journaux sont ensuite relus et comparés, événement par événement,
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
  reading(lookedThrough(from))(source =>
    reading(openEventStore(to))(async target => {
      const moved = await moveJournal({
        from: source,
        to: target,
        retained,
        progress: ({ events }) => progress.at(events)
      })()
      if (E.isLeft(moved))
        return journalFault(moved.left._tag === 'StoreNotEmpty' ? await occupied(source, target) : moved.left)
      const [before, after] = [await sealOf(source), await sealOf(target)]
      if (E.isLeft(before)) return journalFault(before.left)
      if (E.isLeft(after)) return journalFault(after.left)
      if (before.right.sha256 !== after.right.sha256) return journalFault(differs)
      const { events, sha256 } = after.right
      return answered(`${frenchCount(events, 'événement')}, les mêmes octets : sha256 ${sha256}`)
    })
  )

/** A target that holds events before anything is moved: where the two journals part. */
const occupied = async (source: EventStore, target: EventStore): Promise<{ readonly message: string }> => {
  const compared = await compareJournals(source, target)()
  if (E.isRight(compared)) return storeOfAnother('les mêmes événements')
  const { left } = compared
  if (left._tag !== 'JournalsDiffer') return left
  const common = frenchCount(left.event - 1, 'événement')
  return storeOfAnother(
    left.longer === 'from'
      ? `les ${common} du début de --from, sans les suivants`
      : left.longer === 'to'
        ? `les ${common} de --from, et d'autres à la suite`
        : `un autre journal : le premier événement différent est le n° ${left.event}`
  )
}

const storeOfAnother = (holds: string) => ({
  message: `--to contient déjà ${holds} ; rien n'y est écrit : donnez une base qui ne contient rien`
})

/** Of what was compared event by event, no store of ours gives another text. */
const differs = {
  message:
    "les deux journaux ne s'écrivent pas pareil : gardez le premier, et recommencez dans un journal neuf"
}
