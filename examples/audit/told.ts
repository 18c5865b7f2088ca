/** What a program of the audit answers, and how it is said. */
import { writeWholeFile } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { interruptible } from '../program/interruptible'
import { answered, endedByNewline, failed, run, type Said } from '../program/program'
import type { BadUsage, Given } from './options'

/** A text, whether something was found, and the file that it goes to (null: standard output). */
export type Told = { readonly text: string; readonly found: boolean; readonly output: Output | null }

/** `sources`: what the answer was read from, and is not replaced by it. */
export type Output = { readonly file: string; readonly sources: ReadonlyArray<string> }

export const outputOf = ({ output, journal, models }: Given): Output | null =>
  output === undefined
    ? null
    : { file: output, sources: [journal, models].flatMap(file => (file === undefined ? [] : [file])) }

/** Exit codes: 0 found, 1 nothing in force or no difference, 2 anything else. */
export const runAudit = (program: () => Promise<E.Either<BadUsage, Told>>): Promise<void> =>
  run(async () => said(await program()))

/** Writes the answer into its file, when it has one. */
export const said = async (told: E.Either<BadUsage, Told>): Promise<Said> => {
  if (E.isLeft(told)) return failed(told.left)
  const { text, found, output } = told.right
  const code = found ? 0 : 1
  if (output === null) return answered(text, code)
  const whole = [E.right(endedByNewline(text))]
  const written = await interruptible(signal =>
    writeWholeFile(output.file, whole, { sources: output.sources, signal })()
  )
  return E.isLeft(written) ? failed([written.left.message]) : answered('', code)
}
