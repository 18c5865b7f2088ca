import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Acteur,
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  conventionStream,
  habilitationEvents,
  shippedModels
} from '@avenant/domain'
import { psu2017Id, read } from '@avenant/domain/fixtures'
import {
  collect,
  decodedPages,
  type EventStore,
  executor,
  journalCodec,
  journalText,
  memoryReadModels,
  type NotReached,
  openEventStore,
  project,
  reactionCommandIdOf,
  storeUnavailable
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { type Dossiers, dossiers } from './dossiers'
import { endings } from './endings'
import { main } from './main'

const folder = mkdtempSync(join(tmpdir(), 'avenant-reactions-'))
const address = `sqlite:${join(folder, 'reactions.db')}`
afterAll(() => rmSync(folder, { recursive: true }))

const right = <A>(outcome: E.Either<{ readonly message: string } | string, A>): A => {
  if (E.isLeft(outcome))
    throw new Error(typeof outcome.left === 'string' ? outcome.left : outcome.left.message)
  return outcome.right
}
const opened = async <A>(ask: (store: EventStore) => Promise<A>): Promise<A> => {
  const store = right(await openEventStore(address)())
  const answer = await ask(store)
  await store.close()
  return answer
}
const journal = (): Promise<string> =>
  opened(async store => {
    let text = ''
    for await (const part of journalText(store)) text += right(part)
    return text
  })

const told = [
  'h-1960-1 : ouvert le 30/06/2018, ferme le 01/07/2018',
  'h-1960-2 : ouvert le 30/06/2018, ferme le 01/07/2018'
]

test('P22 G13 a terminated convention ends its habilitations, that day; run again, from the start, it adds nothing', async () => {
  expect(right(await main(address))).toEqual(told)
  const once = await journal()
  for (let again = 0; again < 5; again++) expect(right(await main(address))).toEqual(told)
  expect(await journal()).toBe(once)
})

test('the commands of the reaction have ids derived from their event, and say what caused them', async () => {
  const events = await opened(async store => right(await collect(store.readAll())()))
  const ended = events.filter(({ type }) => type === 'HabilitationEnded')
  expect(new Set(ended.map(({ stream }) => stream))).toEqual(
    new Set(['habilitation-h-1960-1', 'habilitation-h-1960-2'])
  )
  for (const { stream, metadata } of ended) {
    const cause = events.find(({ id }) => id === metadata.causationId)
    if (cause === undefined) throw new Error('nothing caused it')
    expect(metadata).toMatchObject({
      commandId: reactionCommandIdOf(cause.id, { reactor: 'fin-de-convention', stream, rank: 0 }),
      correlationId: cause.metadata.correlationId,
      acteur: { kind: 'systeme', id: 'reactions' }
    })
  }
})

test('G1 P22 a termination that was a mistake is withdrawn: the habilitations go on', async () => {
  await opened(async store => {
    const events = right(await collect(store.read(conventionStream(psu2017Id)))())
    const execute = executor({
      store,
      codec: journalCodec(conventionEvents),
      decider: conventionDecider(shippedModels)
    })
    const withdraw = read(ConventionCommand, {
      type: 'CorrectConvention',
      conventionId: psu2017Id,
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: { corrects: events.findIndex(({ type }) => type === 'ConventionTerminated'), instead: null }
    })
    const commandId = '5ce40000-2018-4000-8000-000000000004'
    right(await execute(conventionStream(psu2017Id), withdraw, { commandId })())
  })
  // The event asks for it by itself, and not only one that comes again.
  await opened(async store => {
    const codec = journalCodec(conventionEvents, habilitationEvents)
    const projector = right(
      await project({ store, codec, projection: dossiers, models: memoryReadModels<Dossiers>() })()
    )
    const events = right(await collect(decodedPages(store.read(conventionStream(psu2017Id)), codec))())
    const corrected = events.find(({ type }) => type === 'ConventionCorrected')
    if (corrected === undefined) throw new Error('nothing was corrected')
    const reactions = endings(store, projector, read(Acteur, { kind: 'systeme', id: 'reactions' }))
    const asked = right(await reactions(corrected)())
    await projector.stop()
    // The convention ends at its term again.
    const atTerm = { type: 'EndHabilitation', data: { on: '2021-01-01', cause: 'convention-terminee' } }
    expect(asked).toMatchObject([{ command: atTerm }, { command: atTerm }])
  })
  expect(right(await main(address))).toEqual(told.map(line => line.replace('ferme', 'ouvert')))
})

test('a read model that is not there yet is a fault that may pass, and so is a journal that is away', async () => {
  await opened(async store => {
    const codec = journalCodec(conventionEvents, habilitationEvents)
    const projector = right(
      await project({ store, codec, projection: dossiers, models: memoryReadModels<Dossiers>() })()
    )
    await projector.stop()
    const events = right(await collect(decodedPages(store.read(conventionStream(psu2017Id)), codec))())
    const terminated = events.find(({ type }) => type === 'ConventionTerminated')
    if (terminated === undefined) throw new Error('nothing was terminated')
    const { position } = terminated
    const late: NotReached = {
      _tag: 'TimedOut',
      position,
      reached: null,
      retryable: true,
      message: 'attendez'
    }
    const acteur = read(Acteur, { kind: 'systeme', id: 'reactions' })
    const behind: typeof projector = { ...projector, whenCaughtUp: () => TE.left(late) }
    expect(await endings(store, behind, acteur)(terminated)()).toEqual(E.left(late))
    const away = storeUnavailable('ECONNREFUSED', true, 'réessayez')
    const there: typeof projector = { ...projector, whenCaughtUp: () => TE.right(position) }
    const gone: EventStore = {
      ...store,
      read: async function* () {
        yield E.left(away)
      }
    }
    expect(await endings(gone, there, acteur)(terminated)()).toEqual(E.left(away))
  })
})
