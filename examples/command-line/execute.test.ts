import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monenfant2023, psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { avenant, ended, inShell, installed } from './child'

let folder = ''
const at = (name: string): string => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-execute-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lines = (given: ReadonlyArray<unknown>): string =>
  given.map(line => `${JSON.stringify(line)}\n`).join('')
const commands = [...psu2017, ...monenfant2023].map(({ command }) => ({ command }))
const file = (name: string, text: string): string => {
  writeFileSync(at(name), text)
  return at(name)
}
const told = (text: string): ReadonlyArray<Record<string, unknown>> =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
const outcomes = (text: string) => told(text).map(({ outcome }) => outcome)
const execute = (...argv: ReadonlyArray<string>) => avenant('execute', '--store', at('a.db'), ...argv)
const journal = async (): Promise<string> => {
  const { code, text } = await avenant('export', '--store', at('a.db'))
  expect(code).toBe(0)
  return text
}

test('G23 each command is told as it is done; given again, nothing is recorded twice', async () => {
  const given = file('commandes.ndjson', lines(commands))
  const first = await execute(given)
  expect(first).toMatchObject({ code: 0, faults: [] })
  expect(outcomes(first.text)).toEqual(commands.map(() => 'fait'))
  expect(told(first.text)[0]).toEqual({
    line: 1,
    commandId: expect.stringMatching(/^ligne-1-[0-9a-f]{32}$/),
    outcome: 'fait',
    dossier: 'convention-psu-1960-2017',
    revision: 0,
    events: ['ConventionDrafted']
  })
  const recorded = await journal()
  const again = await execute(given)
  expect([again.code, new Set(outcomes(again.text))]).toEqual([0, new Set(['déjà fait'])])
  expect(await journal()).toBe(recorded)
})

test('G23 cut off in the middle it goes on where it stopped, whatever was told', async () => {
  const given = file('commandes.ndjson', lines(commands))
  const half = file('moitie.ndjson', lines(commands.slice(0, 3)))
  await execute(half)
  const { code, text } = await execute(given)
  expect([code, outcomes(text)]).toEqual([0, commands.map((_, i) => (i < 3 ? 'déjà fait' : 'fait'))])
})

test('a command that has a name of its own is known by it, wherever it stands', async () => {
  const [draft, ...others] = psu2017.map(({ command, commandId }) => ({ command, commandId }))
  await execute(file('un.ndjson', lines([draft])))
  const { text } = await execute(file('deux.ndjson', lines([...others, draft])))
  expect(told(text).at(-1)).toMatchObject({ commandId: draft?.commandId, outcome: 'déjà fait' })
})

test('a refusal is told with its code, path, sentence and article, and is 1; the others are done', async () => {
  const [draft, second, ...rest] = commands
  const given = file('commandes.ndjson', lines([second, draft, ...rest]))
  const { code, faults, text } = await execute(given)
  expect([code, faults]).toEqual([1, [expect.stringMatching(/^\d+ lignes? refusées? : 1/)]])
  expect(told(text)[0]).toMatchObject({
    line: 1,
    outcome: 'refusé',
    refusals: [{ code: expect.any(String), path: expect.any(String), sentence: expect.any(String) }]
  })
  expect(outcomes(text)[1]).toBe('fait')
})

test('with --stop-on-refusal nothing is given after the first refusal', async () => {
  const [draft, second, ...rest] = commands
  const given = file('commandes.ndjson', lines([second, draft, ...rest]))
  const { code, text } = await execute('--stop-on-refusal', given)
  expect([code, outcomes(text)]).toEqual([1, ['refusé']])
  expect(await journal()).toBe('')
})

test('G15 a line that is no command is told with every path, and is 2; blank ones are passed over', async () => {
  const given = file(
    'commandes.ndjson',
    `\uFEFF${JSON.stringify(commands[0])}\r\n\r\n{"command":{"type":"Inconnue"}}\n[1]\n{\n{"commande":{}}\n` +
      `${JSON.stringify({ command: { ...psu2017[0]?.command, data: {} }, commandId: 7 })}`
  )
  const { code, text } = await execute(given)
  expect(code).toBe(2)
  expect(told(text).map(({ line, outcome }) => [line, outcome])).toEqual([
    [1, 'fait'],
    [3, 'fautif'],
    [4, 'fautif'],
    [5, 'fautif'],
    [6, 'fautif'],
    [7, 'fautif']
  ])
  const paths = told(text).map(({ faults = [] }) =>
    (faults as Array<{ path: string }>).map(({ path }) => path)
  )
  expect(paths[1]).toEqual(['command.type'])
  expect(paths[4]).toEqual(['commande', 'command'])
  expect(paths[5]).toEqual(expect.arrayContaining(['command.data.conventionId']))
})

test('what is known of a convention that is taken over begins with that day, and its dates are its own', async () => {
  const before = new Date().toISOString()
  await execute(file('reprise.ndjson', lines(commands)))
  const asked = ['--store', at('a.db'), '--convention', 'psu-1960-2017', '--on', '2017-08-31']
  expect(await avenant('annexes', ...asked)).toMatchObject({ code: 0 })
  expect(await avenant('annexes', ...asked, '--known-at', '2017-09-01')).toMatchObject({ code: 1 })
  const [first = ''] = (await journal()).split('\n')
  expect(JSON.parse(first).recordedAt >= before).toBe(true)
})

test('P22 the shipped reactions to what was recorded are given before it ends', async () => {
  const ends = {
    type: 'TerminateConvention',
    conventionId: 'psu-1960-2017',
    acteur: { kind: 'agent-caf', id: 'agent-4021' },
    data: { on: '2018-07-01', manquement: 'Codes prêtés' }
  }
  const all = [...psu2017, ...psu2017Habilitations].map(({ command }) => ({ command }))
  const { code, faults } = await execute(file('fin.ndjson', lines([...all, { command: ends }])))
  expect([code, faults]).toEqual([0, []])
  const recorded = await journal()
  expect(recorded).toContain('"acteur":{"kind":"systeme","id":"reactions"}')
  // What reactions recorded of themselves is taken along.
  const taken = ['--journal', file('journal.ndjson', recorded)]
  expect(await avenant('import', ...taken, '--store', at('b.db'))).toMatchObject({ code: 0 })
  expect((await avenant('export', '--store', at('b.db'))).text).toBe(recorded)
  expect(await avenant('verify', ...taken)).toEqual(await avenant('verify', '--store', at('a.db')))
  expect(await avenant('register', ...taken, '--on', '2018-07-02')).toMatchObject({ code: 0 })
})

test('a file that cannot be read makes no journal, and a journal that cannot be opened is 3', async () => {
  expect(await execute(at('absent.ndjson'))).toMatchObject({
    code: 2,
    faults: [expect.stringMatching(/^impossible de lire .*absent\.ndjson : ce fichier n'existe pas/)]
  })
  expect(existsSync(at('a.db'))).toBe(false)
  writeFileSync(at('a.db'), 'not a database')
  expect(await execute(file('commandes.ndjson', lines(commands)))).toMatchObject({ code: 3, text: '' })
  expect(readFileSync(at('a.db'), 'utf8')).toBe('not a database')
})

test('the lines of standard input are told one by one; who reads no further ends it, and it can be given again', () => {
  const given = file('commandes.ndjson', lines(commands))
  const command = installed('execute', '--store', at('a.db'))
  const line = `cat ${given} | "$@" | head -1`
  const first = ended(inShell(line, command), { cwd: folder })
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(outcomes(first.stdout)).toEqual(['fait'])
  const again = ended(inShell(`"$@" - < ${given}`, command), { cwd: folder })
  expect(again).toMatchObject({ status: 0, stderr: '' })
  expect(outcomes(again.stdout)[0]).toBe('déjà fait')
})
