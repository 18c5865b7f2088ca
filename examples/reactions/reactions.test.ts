import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  conventionStream,
  shippedModels
} from '@avenant/domain'
import { psu2017Id, read } from '@avenant/domain/fixtures'
import {
  collect,
  type EventStore,
  executor,
  journalCodec,
  journalText,
  openEventStore,
  reactionCommandIdOf
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
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
  const ended = events.filter(({ type }) => type === 'ConventionEndTold')
  expect(new Set(ended.map(({ stream }) => stream))).toEqual(
    new Set(['habilitation-h-1960-1', 'habilitation-h-1960-2'])
  )
  for (const { stream, metadata } of ended) {
    const cause = events.find(({ id }) => id === metadata.causationId)
    if (cause === undefined) throw new Error('nothing caused it')
    expect(metadata).toMatchObject({
      commandId: reactionCommandIdOf(cause.id, { reactor: 'convention-dite', stream, rank: 0 }),
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
      decider: conventionDecider(shippedModels),
      hands: 'told'
    })
    const withdraw = read(ConventionCommand, {
      type: 'CorrectConvention',
      conventionId: psu2017Id,
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: {
        corrections: [
          { corrects: events.findIndex(({ type }) => type === 'ConventionTerminated'), instead: null }
        ],
        motif: 'résiliation saisie dans le mauvais dossier'
      }
    })
    const commandId = '5ce40000-2018-4000-8000-000000000004'
    right(await execute(conventionStream(psu2017Id), withdraw, { commandId })())
  })
  expect(right(await main(address))).toEqual(told.map(line => line.replace('ferme', 'ouvert')))
})
