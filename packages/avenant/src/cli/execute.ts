/** `avenant execute`: commands from a file, one a line, each told as it is done. */
import { frenchCount, type Position } from '@avenant/domain'
import { type AnyFault, type EventStore, linesOf, openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Task } from 'fp-ts/Task'
import * as TE from 'fp-ts/TaskEither'
import { agreed, saidApart } from '../apart'
import { type Commands, commandsOf, type Done } from '../commands'
import { exitCodes, failed, interruptible, type Said, type Tell } from '../program'
import { isOfConnections, type Stores } from '../stores'
import { all } from './arguments'
import { type Outcome, outcomeOf } from './command-line'
import { modelsOf } from './models'
import { connectionsOption, modelsOption, progressOption, storeOption, storesOf } from './places'
import { type Progress, progressOf } from './progress'
import { giveReactions } from './reactions'
import type { Subcommand } from './subcommand'
import { doubtsOf } from './whole-journal'

export const execute: Subcommand = {
  options: program =>
    progressOption(modelsOption(connectionsOption(storeOption(program))))
      .option('--stop-on-refusal', "s'arrête à la première commande refusée")
      .argument('[fichier]', "commandes, une par ligne en JSON ; - ou rien : l'entrée standard"),
  notes: `Une ligne est { "command": { "type", "acteur", "data", … } }, avec au besoin "commandId", "reason", "expectedRevision",
"correlationId", "causationId", "pieces" et "custom". L'acteur est celui que la ligne dit. Chacune est dite sur la sortie
standard, en JSON : fait, déjà fait, sans effet, refusé, fautif ou échec. Le même fichier redonné n'enregistre rien deux
fois : sans "commandId", une ligne est reconnue à son numéro et à son texte.`,
  codes: { done: 'tout est fait', not: 'une commande au moins est refusée' },
  examples: [
    '--store avenant.db commandes.ndjson',
    '--store avenant.db --stop-on-refusal - < commandes.ndjson'
  ],
  run: async (given, tell) => {
    const [file = '-', ...others] = given.args
    if (others.length > 0) return failed([`arguments en trop : ${others.join(' ')}`])
    if (file === '-' && process.stdin.isTTY)
      return failed(['il manque le fichier des commandes : avenant execute --store FICHIER COMMANDES.ndjson'])
    const asked = all({ stores: storesOf(given), models: await modelsOf(given) })
    if (E.isLeft(asked)) return failed(asked.left)
    const {
      stores: { address, connections },
      models
    } = asked.right
    const lines = linesOf(file === '-' ? process.stdin : { file }, { byHand: true })
    // A file that cannot be read makes no journal.
    const first = await lines.next()
    if (first.done !== true && E.isLeft(first.value)) return failed([first.value.left.message])
    const doubts = await doubtsOf(address)
    const opened = await storesAt(address, connections)
    if (E.isLeft(opened)) return failed([opened.left.message], exitCodes.journal)
    const { close, ...stores } = opened.right
    const commands = ofJournal(commandsOf({ stores, models, hands: 'told' }), stores)
    const progress = progressOf(given, 'commandes', 'lignes')
    try {
      const done = await interruptible(signal =>
        executeAll({
          first,
          lines,
          commands,
          tell,
          progress,
          signal,
          stopsOnRefusal: given.flags.has('stopOnRefusal')
        })
      )
      await progress.end()
      const late =
        done.position === null
          ? []
          : await giveReactions({ store: stores.journal, address, models, position: done.position })
      return { text: '', faults: [...doubts, ...done.faults, ...late], code: done.code }
    } finally {
      await commands.close()
      await close()
    }
  }
}

type Opened = Stores & { readonly close: Task<void> }

/** Both, once the journal agrees with where its connections are. */
const storesAt = async (address: string, apart: string | null): Promise<E.Either<AnyFault, Opened>> => {
  const opened = await openEventStore(address)()
  if (E.isLeft(opened)) return opened
  const journal = opened.right
  const beside: E.Either<AnyFault, EventStore> = await pipe(
    agreed(journal, apart !== null),
    TE.chainW(() => (apart === null ? TE.right(journal) : openEventStore(apart)))
  )()
  if (E.isLeft(beside)) {
    await journal.close()
    return beside
  }
  const connections = beside.right
  const close = async () => {
    if (connections !== journal) await connections.close()
    await journal.close()
  }
  const said = apart === null ? E.right(undefined) : await saidApart(journal)()
  if (E.isRight(said)) return E.right({ journal, connections, close })
  await close()
  return said
}

/** A position is one of the journal. */
const ofJournal = (commands: Commands, { journal, connections }: Stores): Commands =>
  journal === connections
    ? commands
    : {
        ...commands,
        execute: (command, beside) =>
          TE.map((done: Done) => (isOfConnections(done.stream) ? { ...done, position: null } : done))(
            commands.execute(command, beside)
          )
      }

type Lines = ReturnType<typeof linesOf>

type Executing = {
  readonly first: Awaited<ReturnType<Lines['next']>>
  readonly lines: Lines
  readonly commands: Commands
  readonly tell: Tell
  readonly progress: Progress
  readonly signal: AbortSignal
  readonly stopsOnRefusal: boolean
}

type Ended = Pick<Said, 'faults' | 'code'> & {
  /** Of the last event that was recorded; null: none was. */
  readonly position: Position | null
}

const executeAll = async ({
  first,
  lines,
  commands,
  tell,
  progress,
  signal,
  stopsOnRefusal
}: Executing): Promise<Ended> => {
  const amiss = new Map<Outcome['kind'], Array<number>>()
  let position: Position | null = null
  let number = 0
  const ended = (faults: ReadonlyArray<string>, code: number): Ended => ({ faults, code, position })
  for (let next = first; next.done !== true && !signal.aborted; next = await lines.next()) {
    if (E.isLeft(next.value)) return ended([next.value.left.message], exitCodes.wrong)
    number++
    const { text } = next.value.right
    if (E.isRight(text) && text.right.trim() === '') continue
    const outcome = await outcomeOf(commands, number, text)
    await tell(JSON.stringify(outcome.told))
    progress.at(number)
    position = outcome.position ?? position
    if (outcome.kind === 'done') continue
    amiss.set(outcome.kind, [...(amiss.get(outcome.kind) ?? []), number])
    if (outcome.kind === 'failed')
      return ended(
        [`ligne ${number} : ${outcome.told.message} ; ce qui précède est fait : redonnez le même fichier`],
        exitCodes.journal
      )
    if (stopsOnRefusal) break
  }
  const [refused = [], wrong = []] = [amiss.get('refused'), amiss.get('wrong')]
  return ended(
    [
      ...linesTold(refused, ['ligne refusée', 'lignes refusées']),
      ...linesTold(wrong, ['ligne fautive', 'lignes fautives'])
    ],
    wrong.length > 0 ? exitCodes.wrong : refused.length > 0 ? exitCodes.not : exitCodes.done
  )
}

/** The numbers of twenty lines at most. */
const linesTold = (
  numbers: ReadonlyArray<number>,
  [one, several]: readonly [string, string]
): ReadonlyArray<string> => {
  if (numbers.length === 0) return []
  const shown = numbers.slice(0, 20).join(', ')
  return [`${frenchCount(numbers.length, one, several)} : ${shown}${numbers.length > 20 ? ', …' : ''}`]
}
