import { writeFile } from 'node:fs/promises'
import * as E from 'fp-ts/Either'
import type { BadUsage } from './options'

/** What a program of the audit says, where to (null: standard output), and whether something was found. */
export type Told = { readonly text: string; readonly found: boolean; readonly output: string | null }

/** Exit codes: 0 found, 1 nothing in force or no difference, 2 anything else; faults on stderr, a line each. */
export const run = async (program: () => Promise<E.Either<BadUsage, Told>>): Promise<void> => {
  const told = await program().catch(unforeseen)
  const written = E.isLeft(told) ? told : await write(told.right).catch(unforeseen)
  if (E.isLeft(written)) {
    for (const fault of written.left) process.stderr.write(`${fault}\n`)
    // No fault: the help was asked for, and shown.
    process.exitCode = written.left.length === 0 ? 0 : 2
    return
  }
  process.exitCode = written.right.found ? 0 : 1
}

const write = async (told: Told): Promise<E.Either<BadUsage, Told>> => {
  const text = told.text.endsWith('\n') ? told.text : `${told.text}\n`
  if (told.output === null) process.stdout.write(text)
  else await writeFile(told.output, text)
  return E.right(told)
}

/** Exit code 1 is an answer; what fails otherwise, even by a mistake of this program, is not to be taken for it. */
const unforeseen = (error: unknown): E.Either<BadUsage, never> =>
  E.left([`échec : ${error instanceof Error ? error.message : String(error)}`])
