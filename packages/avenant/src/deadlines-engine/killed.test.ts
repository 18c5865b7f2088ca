/** Killed in the middle of a reminder, a program has told nobody whether it was given: another gives it, and nothing is twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant } from '@avenant/domain'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { collect } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { type Avenant, openAvenant } from '..'
import type { Reminder } from './reminders'

const register = join(__dirname, '..', '..', '..', 'store-adapter', 'test', 'swc-register.cjs')
const today = '2018-03-10T09:00:00.000Z'

/** Records what is due, and then never ends to remind. */
const program = `
const { openAvenant } = require(process.argv[1])
const remind = () => {
  console.log('reminding')
  return new Promise(() => {})
}
openAvenant({
  store: process.argv[2],
  clock: () => process.argv[3],
  reactions: false,
  deadlines: { remind, every: 20 }
})().then(({ left }) => left && console.error(left))`

let folder = ''
let child: ChildProcess | null = null
const opened: Avenant[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-deadlines-killed-'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await Promise.all(opened.splice(0).map(({ close }) => close()))
  rmSync(folder, { recursive: true, force: true })
})

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const recorded = async ({ store }: Avenant) => {
  const types = right(await collect(store.readAll())()).map(({ type }) => type)
  return [types.filter(type => type === 'AccessBlocked'), types.filter(type => type === 'ReminderGiven')].map(
    ({ length }) => length
  )
}

test('G6 a program that is killed while it reminds: another records nothing twice, and gives the reminder that nobody has answered for', async () => {
  const store = `sqlite:${join(folder, 'journal.db')}`
  let now = instant('2016-11-01T00:00:00Z')
  const writer = right(await openAvenant({ store, hands: 'told', reactions: false, clock: () => now })())
  opened.push(writer)
  for (const { at, command, commandId } of [...psu2017, ...psu2017Habilitations]
    .filter(({ at }) => at < '2017-03-02')
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    now = at
    right(await writer.execute(command, { commandId })())
  }
  const other = spawn(process.execPath, [
    ...['-r', register, '-e', program],
    ...[join(__dirname, '..', 'index.ts'), store, today]
  ])
  child = other
  await new Promise<void>((resolve, reject) => {
    other.stdout.on('data', () => resolve())
    other.stderr.on('data', data => reject(new Error(String(data))))
    other.on('exit', status => reject(new Error(`it ended with ${status}`)))
  })
  other.kill('SIGKILL')
  expect(await recorded(writer)).toEqual([2, 0])
  const given: Reminder[] = []
  const taking = right(
    await openAvenant({
      store,
      reactions: false,
      clock: () => instant(today),
      deadlines: { every: 20, remind: reminder => void given.push(reminder) }
    })()
  )
  opened.push(taking)
  await until(async () => (await recorded(writer))[1] === 1)
  expect((await taking.health()).deadlines).toEqual({ where: 'here', fault: null })
  expect(await recorded(writer)).toEqual([2, 1])
  expect(given).toMatchObject([{ kind: 'justificatifs', occurrence: '2017' }])
})

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 20))
}
