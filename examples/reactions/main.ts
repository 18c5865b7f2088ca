/**
 * A convention is terminated, and a reactor ends the habilitations under it, each in its own stream. Run again, from
 * the start of the journal, it adds nothing.
 */
import {
  Acteur,
  accèsOn,
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  conventionStream,
  dateCivile,
  fold,
  habilitationDecider,
  habilitationEvents,
  shippedModels
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id, read } from '@avenant/domain/fixtures'
import {
  collect,
  decodedPages,
  type EventStore,
  executor,
  foldedBy,
  journalCodec,
  memoryCheckpoints,
  memoryReadModels,
  openEventStore,
  startShippedReactions
} from '@avenant/store-adapter'
import { answered, failed, run } from 'avenant/program'
import * as E from 'fp-ts/Either'

const systeme = read(Acteur, { kind: 'systeme', id: 'reactions' })
const habilitationCodec = journalCodec(habilitationEvents)
const habilitationRules = habilitationDecider(shippedModels)

const terminate = read(ConventionCommand, {
  type: 'TerminateConvention',
  conventionId: psu2017Id,
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  data: { on: '2018-07-01', manquement: 'Codes prêtés à des personnes non habilitées' }
})

/** What it shows: each habilitation, on the last day and on the next. A `Left` is a fault, in one line. */
export const main = async (address: string): Promise<E.Either<string, ReadonlyArray<string>>> => {
  const opened = await openEventStore(address)()
  if (E.isLeft(opened)) return E.left(opened.left.message)
  const store = opened.right
  const outcome = await play(store)
  await store.close()
  return E.mapLeft(({ message }: { readonly message: string }) => message)(outcome)
}

const play = async (
  store: EventStore
): Promise<E.Either<{ readonly message: string }, ReadonlyArray<string>>> => {
  const conventions = executor({
    store,
    codec: journalCodec(conventionEvents),
    decider: conventionDecider(shippedModels),
    hands: 'told'
  })
  const habilitations = executor({
    store,
    codec: habilitationCodec,
    decider: habilitationRules,
    premises: { convention: foldedBy(journalCodec(conventionEvents), conventionDecider(shippedModels)) },
    hands: 'told'
  })
  for (const { stream, command, ...meta } of psu2017) {
    const executed = await conventions(stream, command, meta)()
    if (E.isLeft(executed)) return executed
  }
  for (const { stream, command, ...meta } of psu2017Habilitations) {
    const executed = await habilitations(stream, command, meta)()
    if (E.isLeft(executed)) return executed
  }

  // What it keeps is built from the start of the journal each time; sqliteModels and postgresModels keep how far it is.
  const reactions = await startShippedReactions({
    store,
    models: shippedModels,
    acteur: systeme,
    readModels: memoryReadModels(),
    checkpoints: memoryCheckpoints()
  })()
  if (E.isLeft(reactions)) return reactions

  const terminated = await conventions(conventionStream(psu2017Id), terminate, {
    commandId: '5ce40000-2018-4000-8000-000000000003'
  })()
  if (E.isLeft(terminated)) return terminated
  const { position } = terminated.right
  const reached = position === null ? E.right(null) : await reactions.right.whenCaughtUp(position, 60_000)()
  await reactions.right.stop()
  if (E.isLeft(reached)) return reached
  return shown(store, [...new Set(psu2017Habilitations.map(({ stream }) => stream))])
}

const shown = async (
  store: EventStore,
  streams: ReadonlyArray<string>
): Promise<E.Either<{ readonly message: string }, ReadonlyArray<string>>> => {
  const lines: string[] = []
  for (const stream of streams) {
    const events = await collect(decodedPages(store.read(stream), habilitationCodec))()
    if (E.isLeft(events)) return events
    const state = fold(habilitationRules)(events.right)
    const on = (date: string): string => accèsOn(state, dateCivile(date))?.status ?? 'inconnu'
    lines.push(
      `${stream.replace('habilitation-', '')} : ${on('2018-06-30')} le 30/06/2018, ${on('2018-07-01')} le 01/07/2018`
    )
  }
  return E.right(lines)
}

if (require.main === module)
  run(async () => {
    const shown = await main(process.argv[2] ?? 'sqlite:reactions.db')
    return E.isRight(shown) ? answered(shown.right.join('\n')) : failed([shown.left])
  })
