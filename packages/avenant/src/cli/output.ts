/** Where an answer goes: standard output, or a file that is written whole or not at all. */
import { writeWholeFile } from '@avenant/store-adapter'
import type { Command } from 'commander'
import * as E from 'fp-ts/Either'
import { answered, endedByNewline, exitCodes, failed, interruptible, type Said } from '../program'
import type { Given } from './arguments'

export const outputOption = (program: Command): Command =>
  program.option('--output <fichier>', 'écrit là plutôt que sur la sortie standard')

/** What the answer was read from is never replaced by it. */
const sourcesOf = ({ values: { journal }, lists: { models = [] } }: Given): ReadonlyArray<string> => [
  ...(journal === undefined ? [] : [journal]),
  ...models
]

type Telling = {
  /** Whether there is something of what was asked. */
  readonly found: boolean
  /** What speaks against the answer: it is told on standard error. */
  readonly doubts: ReadonlyArray<string>
}

export const tellAnswer = async (given: Given, text: string, { found, doubts }: Telling): Promise<Said> => {
  const code = found ? exitCodes.done : exitCodes.not
  const told = (text: string): Said => ({ ...answered(text, code), faults: doubts })
  const { output } = given.values
  if (output === undefined) return told(text)
  const whole = [E.right(endedByNewline(text))]
  const written = await interruptible(signal =>
    writeWholeFile(output, whole, { sources: sourcesOf(given), signal })()
  )
  return E.isLeft(written) ? failed([written.left.message]) : told('')
}
