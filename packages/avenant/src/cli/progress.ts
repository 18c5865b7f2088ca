/** How far something long is, on standard error. */
import type { Given } from './arguments'
import { writeTo } from './descriptor'

export type Progress = {
  /** @param share between 0 and 1, where it is known */
  readonly at: (count: number, share?: number) => void
  /** Clears the line of a terminal. */
  readonly end: () => Promise<void>
}

/** Who waits for less than a second needs no word; after that, one now and then is enough. */
const patience = 1_000
const every = 500

/** On a terminal, or where `--progress` asks for it: there a line each time, and one at the end. */
export const progressOf = ({ flags }: Given, what: string, things = 'événements'): Progress => {
  const onTerminal = process.stderr.isTTY === true
  const asked = flags.has('progress')
  const started = performance.now()
  let told = started + patience - every
  let last = ''
  let shown = false
  const write = (text: string): Promise<void> => writeTo('stderr', text).catch(() => undefined)
  return {
    at: (count, share) => {
      if (!onTerminal && !asked) return
      last = `${what} : ${count} ${things}${share === undefined ? '' : ` (${Math.floor(100 * share)} %)`}`
      const now = performance.now()
      if (now - told < every) return
      told = now
      shown = true
      void write(onTerminal ? `\r\u001b[K${last}` : `${last}\n`)
    },
    end: async () => {
      if (onTerminal && shown) await write('\r\u001b[K')
      else if (asked && !onTerminal && last !== '') await write(`${last}\n`)
    }
  }
}
