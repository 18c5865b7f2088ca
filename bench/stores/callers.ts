import type { EventToAppend } from '@avenant/store-adapter'
import { timed } from './rounds'
import { sampleToAppend } from './sample'

export const callers = 64

type Append = (stream: string, event: EventToAppend) => unknown

const made = (events: number): EventToAppend[] => Array.from({ length: events }, (_, n) => sampleToAppend(n))

/** One caller after the other, on one stream; the events are made before the clock starts. */
export const inTurn = (count: number, append: Append): Promise<number> => {
  const events = made(count)
  return timed(count, async () => {
    for (const event of events) await append('contrat-1', event)
  })
}

/** 64 callers with a stream each, each of which appends again once it is answered. */
export const atOnce = (turns: number, append: Append): Promise<number> => {
  const events = Array.from({ length: callers }, () => made(turns))
  return timed(callers * turns, async () => {
    await Promise.all(
      events.map(async (own, caller) => {
        for (const event of own) await append(`contrat-${caller}`, event)
      })
    )
  })
}
