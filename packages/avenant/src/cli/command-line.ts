/** One line of a file of commands, and what becomes of it. */
import { createHash } from 'node:crypto'
import type { Fault, Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Beside, Commands, ExecuteFault } from '../commands'
import { toldRefusal } from '../refusals'

export type Outcome = {
  /** `failed`: the journal does not take commands any more, whatever they are. */
  readonly kind: 'done' | 'refused' | 'wrong' | 'failed'
  /** As JSON: `outcome` is `fait`, `déjà fait`, `sans effet`, `refusé`, `fautif` or `échec`. */
  readonly told: Readonly<Record<string, unknown>>
  readonly position: Position | null
}

/** @param text a line, or why it is none */
export const outcomeOf = async (
  { execute }: Commands,
  line: number,
  text: E.Either<string, string>
): Promise<Outcome> => {
  const read = E.chain(lineIn)(E.mapLeft((message: string) => [{ path: '', message }])(text))
  if (E.isLeft(read)) return wrong({ line }, read.left)
  const { command, commandId = commandIdOf(line, E.isRight(text) ? text.right : ''), ...beside } = read.right
  // What stands beside a command is checked where it is recorded, each fault with its path.
  const executed = await execute(command, { ...beside, commandId } as Beside)()
  const which = { line, commandId }
  if (E.isLeft(executed)) return outcomeOfFault(which, executed.left)
  const { stream, events, revision, position, repeated } = executed.right
  return {
    kind: 'done',
    told: {
      ...which,
      outcome: repeated ? 'déjà fait' : events.length === 0 ? 'sans effet' : 'fait',
      dossier: stream,
      revision,
      events: events.map(({ type }) => type)
    },
    position: repeated ? null : position
  }
}

/** A line without a name of its own is the same command whenever the same file is given again. */
const commandIdOf = (line: number, text: string): string =>
  `ligne-${line}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`

const keys = [
  'command',
  'commandId',
  'reason',
  'expectedRevision',
  'correlationId',
  'causationId',
  'causationDepth',
  'custom',
  'pieces'
]

type Line = Readonly<Record<string, unknown>>

const lineIn = (text: string): E.Either<ReadonlyArray<Fault>, Line> => {
  const parsed = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => [{ path: '', message: "ce n'est pas du JSON" }]
  )
  if (E.isLeft(parsed)) return parsed
  const line = parsed.right
  if (!isRecord(line)) return E.left([{ path: '', message: 'attendu : un objet { command, … }' }])
  const faults = Object.keys(line).flatMap(path =>
    keys.includes(path) ? [] : [{ path, message: `clé inconnue ; valeurs admises : ${keys.join(', ')}` }]
  )
  if (!Object.hasOwn(line, 'command'))
    faults.push({ path: 'command', message: 'absent ; attendu : un objet { type, acteur, data }' })
  return faults.length > 0 ? E.left(faults) : E.right(line)
}

const isRecord = (u: unknown): u is Line => typeof u === 'object' && u !== null && !Array.isArray(u)

const wrong = (which: Line, faults: ReadonlyArray<Fault>): Outcome => ({
  kind: 'wrong',
  told: { ...which, outcome: 'fautif', faults },
  position: null
})

const outcomeOfFault = (which: Line, fault: ExecuteFault): Outcome => {
  const refused = (more: Line): Outcome => ({
    kind: 'refused',
    told: { ...which, outcome: 'refusé', ...more },
    position: null
  })
  switch (fault._tag) {
    case 'InvalidCommand':
      return wrong(
        which,
        fault.faults.map(({ path, message }) => ({
          path: path === '' ? 'command' : `command.${path}`,
          message
        }))
      )
    case 'InvalidMetadata':
      return wrong(which, fault.faults)
    case 'Refused':
      return refused({ refusals: fault.refusals.map(toldRefusal) })
    case 'Conflict':
    case 'CommandIdReused':
    case 'HandRefused':
    case 'ModelEdited':
    case 'EventTooLarge':
      return refused({ message: fault.message })
    default:
      return { kind: 'failed', told: { ...which, outcome: 'échec', message: fault.message }, position: null }
  }
}
