import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEventStore } from './address'
import { event, eventsOf, left, right, taken } from './contract/harness'
import { sqliteDriver } from './sqlite/driver'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('an address opens its engine, and its options are passed on', async () => {
  const file = join(folder, 'journal.db')
  for (const address of ['memory:', `sqlite:${file}`, `sqlite://${file}`]) {
    const store = right(await openEventStore(address, { maxEventBytes: 1000 })())
    await taken(store.append('contrat-1', [event('a')], 'any'))
    expect(left(await store.append('contrat-1', [event('b', 'x'.repeat(1000))], 'any')())).toMatchObject({
      _tag: 'EventTooLarge'
    })
    expect(await eventsOf(store.readAll())).toHaveLength(1)
    await store.close()
  }
  expect(existsSync(file)).toBe(true)
})

test('what is no address is a typed error that says what one is, without the password', async () => {
  const wrong = [
    '',
    'avenant.db',
    'sqlite:',
    'memory:x',
    'mysql://moi:secret@ici/base',
    'postgres:',
    'esdb://'
  ]
  for (const address of wrong) {
    const error = left(await openEventStore(address)())
    expect(error).toMatchObject({ _tag: 'CannotOpen', code: 'ADDRESS', retryable: false })
    expect(error.message).toContain('sqlite:')
    expect(JSON.stringify(error)).not.toContain('secret')
  }
})

test('an engine is loaded when it is asked for', () => {
  const script = `
    const { openEventStore } = require(${JSON.stringify(join(__dirname, 'address.ts'))})
    const loaded = () => ['pg', '@eventstore/db-client', 'better-sqlite3'].filter(name =>
      Object.keys(require.cache).some(path => path.replaceAll('\\\\', '/').includes('/node_modules/' + name + '/')))
    openEventStore('memory:')().then(() => {
      const none = loaded()
      return openEventStore('sqlite:' + ${JSON.stringify(join(folder, 'journal.db'))})()
        .then(({ right: store }) => store.close())
        .then(() => console.log(JSON.stringify([none, loaded()])))
    })`
  const register = join(__dirname, '..', 'test', 'swc-register.cjs')
  const child = spawnSync(process.execPath, ['-r', register, '-e', script], { encoding: 'utf8' })
  expect(child).toMatchObject({ status: 0, stderr: '' })
  const compiled = right(sqliteDriver()).name === 'better-sqlite3'
  expect(JSON.parse(child.stdout)).toEqual([[], compiled ? ['better-sqlite3'] : []])
})
