import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { ended, examples, nodeOn } from '../program/child'
import { quickstart } from '../quickstart/main'
import { annexes } from './annexes'
import { annexesDiff } from './annexes-diff'

const root = join(examples, '..')
/** The project under another folder, where `npm start` has just been. */
const folder = mkdtempSync(join(tmpdir(), 'avenant-readme-'))
afterAll(() => rmSync(folder, { recursive: true }))

const commandsIn = (text: string): ReadonlyArray<string> =>
  text.split('\n').flatMap(line => /^ *(npm run .*annexes.*)$/.exec(line)?.[1] ?? [])

test('each command of the README, of the help and of the quickstart gives its answer and nothing else', async () => {
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'))
  for (const name of ['examples', 'node_modules', 'packages', 'tsconfig.json', 'tsconfig.base.json'])
    symlinkSync(join(root, name), join(folder, name))
  const played = await quickstart({
    store: `sqlite:${join(folder, 'avenant.db')}`,
    folder: join(folder, 'out')
  })
  if (E.isLeft(played)) throw new Error(played.left)

  const readme = commandsIn(readFileSync(join(root, 'README.md'), 'utf8'))
  const helps = ['annexes.ts', 'annexes-diff.ts'].flatMap(name =>
    commandsIn(ended(nodeOn(join(examples, 'audit', name), '--help')).stdout)
  )
  const shown = commandsIn(played.right).map(command => command.replace(/sqlite:\S+|\/\S+\.db/, 'avenant.db'))
  expect([readme.length, helps.length, shown.length]).toEqual([4, 4, 2])
  for (const command of readme) {
    const asked = command.includes('--format') ? command : `${command} --format json`
    const { status, stdout, stderr } = ended(['sh', '-c', asked], { cwd: folder })
    const [, output] = /--output (\S+)/.exec(command) ?? []
    if (output !== undefined) expect(stdout).toBe('')
    const answer = output === undefined ? stdout : readFileSync(join(folder, output), 'utf8')
    expect({ asked, status, stderr, answer: JSON.parse(answer) }).toMatchObject({
      status: asked.includes('--known-at 2017-02-01') ? 1 : 0,
      stderr: '',
      answer: { format: expect.stringMatching(/^avenant\//) }
    })
  }
  const here = process.cwd()
  process.chdir(folder)
  try {
    for (const command of [...helps, ...shown]) {
      const [, name = '', argv = ''] = /^npm run -s (annexes(?::diff)?) -- (.*)$/.exec(command) ?? []
      const program = { annexes, 'annexes:diff': annexesDiff }[name]
      expect([command, await program?.(argv.split(' '))]).toMatchObject([command, { _tag: 'Right' }])
    }
  } finally {
    process.chdir(here)
  }
})
