/** How each program of this folder speaks, and ends. */
import { writeTo } from './descriptor'

/** What a program says: a text on standard output, faults on standard error, a line each, and its exit code. */
export type Said = {
  readonly text: string
  readonly faults: ReadonlyArray<string>
  readonly code: number
}

export const answered = (text: string, code = 0): Said => ({ text, faults: [], code })
export const failed = (faults: ReadonlyArray<string>): Said => ({ text: '', faults, code: failure })

/** Bad usage, bad input, and whatever cannot be read or written. */
const failure = 2

/** As a shell tells of a program that a closed pipe has ended: 128 + SIGPIPE. */
const closedPipe = 141

/**
 * Runs a program, and sets its exit code: what it says once all is written, 2 when anything fails, in one line. Whoever
 * reads no further (`| head -1`) ends it quietly. The process ends by itself, so that nothing is cut.
 */
export const run = async (program: () => Promise<Said>): Promise<void> => {
  const { text, faults, code } = await program().catch(unforeseen)
  const unwritten = text === '' ? null : await attempt(writeTo('stdout', endedByNewline(text)))
  const lines = unwritten === null || isClosedPipe(unwritten) ? faults : [...faults, notSaid(unwritten)]
  // When nobody hears the faults either, the exit code still tells that there are some.
  if (lines.length > 0) await attempt(writeTo('stderr', lines.map(line => `${line}\n`).join('')))
  process.exitCode = unwritten === null ? code : isClosedPipe(unwritten) ? closedPipe : failure
}

const attempt = (writing: Promise<void>): Promise<unknown> =>
  writing.then(
    () => null,
    (error: unknown) => error ?? 'UNKNOWN'
  )

const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE'

export const endedByNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

const notSaid = (error: unknown): string =>
  `échec de l'écriture sur la sortie standard (${codeOf(error)}) ; vérifiez la place sur le disque`

/** The system's own sentence is in English. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : oneLine(error)

/** Exit code 1 is an answer; what fails otherwise, even by a mistake of the program, is not to be taken for it. */
const unforeseen = (error: unknown): Said => failed([`échec : ${oneLine(error)}`])

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ')
