/** What one program ran, another runs once it is killed: it could tell nobody that it went. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monenfant2023, psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { type Avenant, openAvenant } from '.'

const register = join(__dirname, '..', '..', 'store-adapter', 'test', 'swc-register.cjs')

/** Opens the journal, says on its output where the reactions run, each time that it changes, and stays. */
const program = `
const { openAvenant } = require(process.argv[1])
openAvenant({ store: process.argv[2], hands: 'told' })().then(({ right }) => {
  let before = null
  setInterval(async () => {
    const { where } = (await right.health()).reactions
    if (where !== before) console.log(where)
    before = where
  }, 20)
})`

let folder = ''
let child: ChildProcess | null = null
let avenant: Avenant | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-killed-'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await avenant?.close()
  rmSync(folder, { recursive: true, force: true })
})

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

test('P22 of a program that is killed at its work, the reactions go on in another', async () => {
  const store = `sqlite:${join(folder, 'journal.db')}`
  const other = spawn(process.execPath, ['-r', register, '-e', program, join(__dirname, 'index.ts'), store])
  child = other
  const told = new Promise<void>((resolve, reject) => {
    other.stdout.on('data', data => {
      if (String(data).includes('here')) resolve()
    })
    other.on('exit', status => reject(new Error(`it ended with ${status}`)))
  })
  told.catch(() => {})
  await told
  avenant = right(await openAvenant({ store, hands: 'told' })())
  const opened = avenant
  const where = async () => (await opened.health()).reactions.where
  await until(async () => (await where()) === 'elsewhere')
  other.kill('SIGSTOP')
  for (const { command, commandId } of [...psu2017, ...psu2017Habilitations, ...monenfant2023.slice(0, 1)])
    right(await opened.execute(command, { commandId })())
  right(
    await opened.execute({
      type: 'TerminateConvention',
      conventionId: psu2017Id,
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: { on: '2018-07-01', manquement: 'Codes prêtés' }
    })()
  )
  other.kill('SIGKILL')
  await until(async () => (await where()) === 'here')
  const endings = async () =>
    right(await opened.history({ dossier: 'habilitation-h-1960-1', order: 'recording' })()).acts.filter(
      ({ type }) => type === 'ConventionEndTold'
    )
  await until(async () => (await endings()).length > 0)
  expect(await endings()).toHaveLength(1)
})

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 20))
}
