import { join } from 'node:path'
import { Acteur, type Decider } from '@avenant/domain'
import { executor, sqliteEventStore } from '@avenant/store-adapter'
import { CommandHandler } from '@event-driven-io/emmett'
import * as E from 'fp-ts/Either'
import type { Measure } from '../measure'
import { type EmmettSample, emmettStore } from './emmett'
import { flatMeasure, micros, ratioMeasure } from './measures'
import { interleaved, timed } from './rounds'
import { right, type SampleEvent, sampleCodec, sampleEvent, sampleToAppend } from './sample'

type Count = { readonly type: 'Compter'; readonly acteur: Acteur }

const decider: Decider<number, Count, SampleEvent, { readonly code: 'refus' }> = {
  initial: 0,
  decide: () => total => E.right([sampleEvent(total + 1)]),
  evolve: total => total + 1
}

/** A command on a long stream: against Emmett's, and against one on a stream of `longer` events. */
export const executing = async (
  folder: string,
  rounds: number,
  count: number,
  longer: number
): Promise<ReadonlyArray<Measure>> => {
  const long = 1_000
  const store = right(await sqliteEventStore({ file: join(folder, 'execute.db') })())
  const emmett = await emmettStore(join(folder, 'execute-emmett.db'))
  for (const [stream, length] of [
    ['compte-long', long],
    ['compte-longer', longer]
  ] as const)
    for (let written = 0; written < length; written += 1000)
      right(
        await store.append(
          stream,
          Array.from({ length: 1000 }, (_, i) => sampleToAppend(written + i)),
          'any'
        )()
      )
  await emmett.store.appendToStream(
    'compte-long',
    // The sample is a plain object of strings and numbers, as Emmett's types want it.
    Array.from({ length: long }, (_, i) => sampleToAppend(i) as unknown as EmmettSample)
  )

  const execute = executor({ store, codec: sampleCodec, decider, hands: 'told' })
  const acteur = right(Acteur.decode({ kind: 'agent-caf', id: 'agent-7' }))
  let command = 0
  const ours = (stream: string) => () =>
    timed(count, async () => {
      for (let i = 0; i < count; i++)
        right(await execute(stream, { type: 'Compter', acteur }, { commandId: `c${command++}` })())
    })
  const handle = CommandHandler<number, EmmettSample>({ initialState: () => 0, evolve: total => total + 1 })
  const { micros: time, ratio } = await interleaved(rounds, {
    long: ours('compte-long'),
    longer: ours('compte-longer'),
    emmett: () =>
      timed(count, async () => {
        for (let i = 0; i < count; i++)
          await handle(emmett.store, 'compte-long', total => sampleToAppend(total) as unknown as EmmettSample)
      })
  })
  await execute.close()
  await store.close()
  emmett.close()
  return [
    micros('execute a command on a stream of 1,000 events', time.long),
    ratioMeasure(
      "execute on a stream of 1,000 events: times Emmett's CommandHandler",
      ratio('long', 'emmett'),
      20,
      'not explained beyond the durable append, which both make'
    ),
    flatMeasure(
      `execute on a stream of ${longer.toLocaleString('en')} events: of one of 1,000`,
      1 / ratio('longer', 'long'),
      1.3,
      'not explained: of a stream nothing is read but what came since the state that is kept'
    )
  ]
}
