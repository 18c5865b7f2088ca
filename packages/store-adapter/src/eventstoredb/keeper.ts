/**
 * What the server's clock says, for another to be compared with before it records anything. The server tells its date with
 * each answer; between two of them the time that passes here is counted, which no setting of a clock changes.
 */
import { type Instant, instantOfEpoch } from '@avenant/domain'
import { faultOf } from './faults'
import type { Server } from './server'

export type Keeper = {
  /** Null where the server does not tell, or not to everybody. `anew`: asked now, and not counted. */
  readonly now: (anew?: boolean) => Promise<Instant | null>
}

/** It is asked again after so many milliseconds. */
const countedFor = 60_000

export const keeperOf = (server: Pick<Server, 'date'>): Keeper => {
  let asked: { readonly at: number; readonly date: Promise<number | null> } | null = null
  const ask = (): Promise<number | null> => {
    const date = server.date().catch(error => {
      // Who may not ask, or of a server that does not tell, is not compared.
      if (!faultOf(error).retryable) return null
      asked = null
      throw error
    })
    asked = { at: performance.now(), date }
    return date
  }
  return {
    now: async (anew = false) => {
      const known = anew || asked === null || performance.now() - asked.at > countedFor ? null : asked
      const date = await (known?.date ?? ask())
      // The date has no parts of a second: half of one is nearest.
      return date === null
        ? null
        : instantOfEpoch(date + 500 + performance.now() - (known?.at ?? performance.now()))
    }
  }
}
