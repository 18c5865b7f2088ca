/** For tests: the programs as processes, as a shell starts them. */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const examples = join(__dirname, '..')
const register = join(examples, '..', 'packages', 'store-adapter', 'test', 'swc-register.cjs')

export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

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
