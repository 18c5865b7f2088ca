import * as E from 'fp-ts/Either'
import type { BadUsage } from './options'

/** What a program of the audit says: its output, and whether something was found. */
export type Told = { readonly text: string; readonly found: boolean }

/** Exit codes: 0 found, 1 nothing in force or no difference, 2 bad usage or input; faults on stderr, a line each. */
export const run = async (program: () => Promise<E.Either<BadUsage, Told>>): Promise<void> => {
  const told = await program()
  if (E.isLeft(told)) {
    for (const fault of told.left) process.stderr.write(`${fault}\n`)
    // No fault: the help was asked for, and shown.
    process.exitCode = told.left.length === 0 ? 0 : 2
    return
  }
  process.stdout.write(told.right.text.endsWith('\n') ? told.right.text : `${told.right.text}\n`)
  process.exitCode = told.right.found ? 0 : 1
}
