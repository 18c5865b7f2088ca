import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { avenant, ended, installed, root } from './child'

const { version } = JSON.parse(readFileSync(join(root, 'packages', 'avenant', 'package.json'), 'utf8'))
const named = async (): Promise<ReadonlyArray<string>> => {
  const { text } = await avenant('--help')
  const [, listed = ''] = /Commandes :\n([\s\S]*?)\n\n/.exec(text) ?? []
  return listed.split('\n').map(line => line.trim().split(' ')[0] ?? '')
}

test('the help names every subcommand and the exit codes, and each has its own, in French, with examples', async () => {
  const names = await named()
  expect(names.length).toBe(19)
  for (const name of names) {
    const { code, faults, text } = await avenant(name, '--help')
    expect([name, code, faults]).toEqual([name, 0, []])
    expect(text).toMatch(new RegExp(`^Usage : avenant ${name} `))
    expect(text).toMatch(/\nCodes de sortie : 0 [^\n]+ 3 [^\n]+\n\nExemples? :\n {2}avenant /)
    expect(text).not.toMatch(/Usage:|Options:|Arguments:|Commands:|display help|\(default/)
    expect(await avenant('help', name)).toEqual({ code, faults, text })
  }
})

test('what is no command, or no option, is 2 and one line that says what there is', async () => {
  const names = await named()
  expect(await avenant()).toMatchObject({
    code: 2,
    faults: ['il manque une commande ; avenant --help les dit']
  })
  expect(await avenant('anexes')).toMatchObject({
    code: 2,
    faults: [`commande inconnue : anexes ; commandes : ${names.join(', ')}`]
  })
  expect(await avenant('toString')).toMatchObject({ code: 2, text: '' })
  expect(await avenant('--versions')).toMatchObject({
    code: 2,
    faults: [expect.stringContaining('option inconnue')]
  })
  for (const name of names)
    expect([name, await avenant(name, '--quand', 'hier')]).toEqual([
      name,
      { code: 2, text: '', faults: [expect.stringMatching(/^option inconnue : --quand/)] }
    ])
  expect(await avenant('annexes', '--know-at', 'hier')).toMatchObject({
    faults: ['option inconnue : --know-at ; vouliez-vous dire --known-at ?']
  })
  expect(await avenant('--version')).toEqual({ code: 0, text: version, faults: [] })
})

test('a subcommand reads what it needs, and no other', () => {
  const script = `
    const { commandLine } = require(${JSON.stringify(join(root, 'packages', 'avenant', 'dist', 'cli', 'main.js'))})
    commandLine(process.argv.slice(1), async () => {}).then(() => {
      console.log(JSON.stringify(Object.keys(require.cache)))
    })`
  const read = (...argv: ReadonlyArray<string>): ReadonlyArray<string> =>
    JSON.parse(ended([process.execPath, '-e', script, '--', ...argv]).stdout)
  expect(read('--help').some(file => file.includes('domain'))).toBe(false)
  const annexes = read('annexes', '--journal', 'absent', '--convention', 'c-1', '--on', '2017-01-01')
  for (const other of [
    '/http/',
    '/cli/serve',
    '/cli/execute',
    '/cli/questions',
    '/postgres/',
    'better-sqlite3'
  ])
    expect([other, annexes.filter(file => file.includes(other))]).toEqual([other, []])
})

test('installed, it says the same', () => {
  expect(ended(installed('--version'))).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  expect(ended(installed('anexes')).status).toBe(2)
})
