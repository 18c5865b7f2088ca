import { join } from 'node:path'
import { type ConventionEvent, conventionEvents } from '@avenant/domain'
import { type EventToAppend, executor, journalCodec, sqliteEventStore } from '@avenant/store-adapter'
import { decider, longDossier, type Persons, renaming } from '../long-dossier'
import type { Measure } from '../measure'
import { flatMeasure, micros } from './measures'
import { interleaved, timed } from './rounds'
import { right, sampleToAppend } from './sample'

const codec = journalCodec(conventionEvents)
const SHORT = 1_000
const PAGE = 500

/** Acts of a convention on a long stream, beside the same on one of 1,000 events: about one person, and each about another. */
export const executingConventions = async (
  folder: string,
  rounds: number,
  count: number,
  longer: number
): Promise<ReadonlyArray<Measure>> => {
  const measures: Array<Measure> = []
  const persons: ReadonlyArray<Persons> = ['one person', 'a person each']
  for (const [i, of] of persons.entries()) {
    const store = right(await sqliteEventStore({ file: join(folder, `execute-convention-${i}.db`) })())
    for (const [stream, length] of [
      ['convention-long', SHORT],
      ['convention-longer', longer]
    ] as const) {
      const events = longDossier(length, of).events.map(recordable)
      for (let n = 0; n < events.length; n += PAGE)
        right(await store.append(stream, events.slice(n, n + PAGE), 'any')())
    }
    const execute = executor({ store, codec, decider, hands: 'told' })
    let n = longer
    const ours = (stream: string) => () =>
      timed(2 * count, async () => {
        for (let i = 0; i < count; i++)
          for (const command of renaming(n++, of))
            right(await execute(stream, command, { commandId: `${stream}-${command.type}-${n}` })())
      })
    const { micros: time, ratio } = await interleaved(rounds, {
      long: ours('convention-long'),
      longer: ours('convention-longer')
    })
    await execute.close()
    await store.close()
    measures.push(
      micros(`execute an act of a convention, about ${of}, on a stream of 1,000 events`, time.long),
      flatMeasure(
        `execute an act of a convention, about ${of}, on a stream of ${longer.toLocaleString('en')} events: of one of 1,000`,
        1 / ratio('longer', 'long'),
        1.3,
        'the acts of one line are kept in one list, which each act about it copies'
      )
    )
  }
  return measures
}

const recordable = (event: ConventionEvent, n: number): EventToAppend => ({
  ...sampleToAppend(n),
  ...right(codec.encode(event))
})
