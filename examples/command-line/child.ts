/** For tests: the command line within this process, and programs as processes, as a shell starts them. */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { commandLine } from '../../packages/avenant/src/cli/main'
import type { Said } from '../../packages/avenant/src/program'

export const examples = join(__dirname, '..')
export const root = join(examples, '..')
const register = join(root, 'packages', 'store-adapter', 'test', 'swc-register.cjs')
const bin = join(root, 'packages', 'avenant', 'bin', 'avenant.cjs')

/** What `avenant` says, with what it told before it was at its end. */
export const avenant = async (...argv: ReadonlyArray<string>): Promise<Said> => {
  const told: string[] = []
  const said = await commandLine(argv, async text => void told.push(text.endsWith('\n') ? text : `${text}\n`))
  return { ...said, text: told.join('') + said.text }
}

export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** The command line as it is installed: compiled. */
export const installed = (...argv: ReadonlyArray<string>): ReadonlyArray<string> => [
  process.execPath,
  bin,
  ...argv
]

/** The command that runs a TypeScript file, or a script (`-e`). */
export const nodeOn = (...argv: ReadonlyArray<string>): ReadonlyArray<string> => [
  process.execPath,
  '-r',
  register,
  ...argv
]

export const ended = (
  [command = '', ...argv]: ReadonlyArray<string>,
  options: Omit<SpawnSyncOptions, 'encoding'> = {}
): Ended => {
  const { status, stdout, stderr } = spawnSync(command, argv, { ...options, encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** Runs a command where `"$@"` stands in a line of the shell. */
export const inShell = (line: string, command: ReadonlyArray<string>): ReadonlyArray<string> => [
  'sh',
  '-c',
  line,
  'sh',
  ...command
]
