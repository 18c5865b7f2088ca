/** How a program on the command line speaks, and ends. */
import { writeTo } from './cli/descriptor'

export { interruptible } from './cli/interruptible'

/** What a program says: a text on standard output, faults on standard error, a line each, and its exit code. */
export type Said = {
  readonly text: string
  readonly faults: ReadonlyArray<string>
  readonly code: number
}

/** Writes on standard output at once, before the program is at its end; it rejects when nobody can read it. */
export type Tell = (text: string) => Promise<void>

/** What the exit code of a program says. */
export const exitCodes = {
  done: 0,
  /** What was asked for is not so: nothing in force, no difference, a command refused. */
  not: 1,
  /** Bad usage, bad input, and an answer that cannot be written. */
  wrong: 2,
  /** The journal cannot be opened, read or written, or is damaged. */
  journal: 3
} as const

export const answered = (text: string, code: number = exitCodes.done): Said => ({ text, faults: [], code })
export const failed = (faults: ReadonlyArray<string>, code: number = exitCodes.wrong): Said => ({
  text: '',
  faults,
  code
})

/** As a shell tells of a program that a closed pipe has ended: 128 + SIGPIPE. */
const closedPipe = 141

/**
 * Runs a program, and sets its exit code: what it says once all is written, 2 when anything fails, in one line. Whoever
 * reads no further (`| head -1`) ends it quietly. The process ends by itself, so that nothing is cut.
 */
export const run = async (program: (tell: Tell) => Promise<Said>): Promise<void> => {
  let said = failed([])
  let unwritten: unknown = null
  try {
    said = await program(tell)
    if (said.text !== '') await tell(said.text)
  } catch (error) {
    if (error instanceof Unwritten) unwritten = error.reason
    else said = unforeseen(error)
  }
  const lines =
    unwritten === null || isClosedPipe(unwritten) ? said.faults : [...said.faults, notSaid(unwritten)]
  // When nobody hears the faults either, the exit code still tells that there are some.
  if (lines.length > 0)
    await writeTo('stderr', lines.map(line => `${line}\n`).join('')).catch(() => undefined)
  process.exitCode = unwritten === null ? said.code : isClosedPipe(unwritten) ? closedPipe : exitCodes.wrong
}

/** Standard output takes no more; `reason` is the system's. */
class Unwritten extends Error {
  constructor(readonly reason: unknown) {
    super('standard output takes no more')
  }
}

const tell: Tell = text =>
  writeTo('stdout', endedByNewline(text)).catch(reason => {
    throw new Unwritten(reason)
  })

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
