/** Each command that people are shown is run as it is shown. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import * as E from 'fp-ts/Either'
import { quickstart } from '../quickstart/main'
import { avenant, ended, root } from './child'

/** The project under another folder, where `npm start` has just been. */
const folder = mkdtempSync(join(tmpdir(), 'avenant-readme-'))
const path = join(folder, 'node_modules', '.bin')
let shown: ReadonlyArray<string> = []

beforeAll(async () => {
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  for (const name of ['examples', 'packages', 'scenarios', 'scripts'])
    symlinkSync(join(root, name), join(folder, name))
  mkdirSync(path, { recursive: true })
  symlinkSync(join(root, 'packages', 'avenant', 'bin', 'avenant.cjs'), join(path, 'avenant'))
  const played = await quickstart({
    store: `sqlite:${join(folder, 'avenant.db')}`,
    folder: join(folder, 'out')
  })
  if (E.isLeft(played)) throw new Error(played.left)
  shown = played.right.split('\n').map(line => line.trim().replace(/ \/\S+\.db/, ' avenant.db'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const inShell = (line: string) =>
  ended(['sh', '-c', line], {
    cwd: folder,
    env: { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}` }
  })

/** The command of a line, without what is said of it. */
const commandsIn = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.flatMap(line => /^(npm run -s avenant -- .*?)(?: {2,}#.*)?$/.exec(line)?.[1] ?? [])

const readme = commandsIn(readFileSync(join(root, 'README.md'), 'utf8').split('\n'))

test('the README shows each of its commands in one line', () => {
  expect(readme).toHaveLength(8)
})

// The last one plays every scenario, as their own test does.
test.each(readme.filter(command => !command.endsWith('*.json')))('README: %s', command => {
  const { status, stdout, stderr } = inShell(command)
  const [, output] = /--output (\S+)/.exec(command) ?? []
  expect([status, stderr]).toEqual([command.includes('--known-at 2017-02-01') ? 1 : 0, ''])
  expect(output === undefined ? stdout : readFileSync(join(folder, output), 'utf8')).not.toBe('')
})

test('what the quickstart shows is answered too', () => {
  const commands = commandsIn(shown)
  expect(commands).toHaveLength(3)
  for (const command of commands) expect([command, inShell(command).status]).toEqual([command, 0])
})

/** Each command of a page, and what it says there that it prints; `…` stands for anything. */
const stepsIn = (page: string) =>
  [
    ...readFileSync(join(root, 'docs', page), 'utf8').matchAll(
      /```sh\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```)?/g
    )
  ].map(([, command = '', printed]) => ({ command: command.trim(), printed }))
const steps = stepsIn('command-line.md')

test('docs/command-line.md has an example of each subcommand', async () => {
  const { text } = await avenant('--help')
  const names = [...text.matchAll(/^ {2}([a-z-]+) {2}/gm)].map(([, name]) => name)
  const used = new Set(steps.map(({ command }) => /^avenant ([a-z-]+)/.exec(command)?.[1]))
  expect(names.filter(name => !used.has(name))).toEqual([])
})

// In their order: what one leaves, another reads. What serves does not end by itself, and has its own test.
test('docs/command-line.md: each command prints what the page says', () => {
  for (const { command, printed } of steps.filter(({ command }) => !command.startsWith('avenant serve'))) {
    const { status, stdout, stderr } = inShell(command)
    expect({ command, stderr, status }).toEqual({ command, stderr: '', status: expect.any(Number) })
    expect([command, status === 0 || status === 1]).toEqual([command, true])
    if (printed !== undefined) expect(stdout).toMatch(matching(printed))
  }
})

test('docs/audit.md: each command prints what the page says, one after the other', () => {
  const auditing = stepsIn('audit.md')
  const commands = auditing.map(({ command }) => command).join('\n')
  for (const name of [
    'verify',
    'register',
    'annexes',
    'access',
    'may-act',
    'history',
    'differences',
    'deadlines',
    'export',
    'dossier'
  ])
    expect(commands).toContain(`avenant ${name} `)
  for (const { command, printed } of auditing) {
    const { status, stdout, stderr } = inShell(`set -e\n${command}`)
    expect({ command, stderr, status }).toEqual({ command, stderr: '', status: 0 })
    if (printed !== undefined) expect(stdout).toMatch(matching(printed))
  }
})

test('docs/operate.md: each command is done, one after the other', () => {
  const operating = stepsIn('operate.md')
  expect(operating.length).toBeGreaterThan(3)
  // The other page has left its own files.
  inShell('rm -f sauvegarde.db* ailleurs.db* sauvegarde.ndjson repris.db*')
  for (const { command } of operating) {
    const { status, stderr } = inShell(`set -e\n${command}`)
    expect({ command, stderr, status }).toEqual({ command, stderr: '', status: 0 })
  }
})

const matching = (printed: string): RegExp => {
  const parts = printed.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\s\\S]*?')}$`)
}

test('the examples of each help are answered, or told in one line', async () => {
  const { text } = await avenant('--help')
  const names = [...text.matchAll(/^ {2}([a-z-]+) {2}/gm)].map(([, name = '']) => name)
  for (const name of names.filter(name => name !== 'serve')) {
    const help = (await avenant(name, '--help')).text
    const [, examples = ''] = /\nExemples? :\n([\s\S]*)$/.exec(help) ?? []
    for (const example of examples.split('\n').flatMap(line => /^ {2}(avenant .*)$/.exec(line)?.[1] ?? [])) {
      if (/postgres:|esdb:|commandes\.ndjson|mon-modele|\*\.json/.test(example)) continue
      // What the page shows has run already.
      if (steps.some(({ command }) => command === example)) continue
      const { status, stderr } = inShell(example)
      expect([example, stderr, status === 0 || status === 1]).toEqual([example, '', true])
    }
  }
})
