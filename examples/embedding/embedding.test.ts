import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, postgresServer } from '../../packages/store-adapter/test/postgres-server'
import { avenant } from '../command-line/child'
import { quickstart } from '../quickstart/main'
import { main } from './main'

const root = join(__dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'avenant-embedding-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A database of its own for each test: an address names no schema. */
let postgres: PostgresServer
const databases: string[] = []
const newDatabase = async (): Promise<string> => {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await postgres.run(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  databases.push(name)
  const url = new URL(postgres.url)
  url.pathname = name
  return url.href
}
beforeAll(async () => {
  postgres = await postgresServer()
})
afterAll(async () => {
  for (const name of databases) await postgres.run(`DROP DATABASE ${name} WITH (FORCE)`)
  await postgres.remove()
})

test('the first example of the README is this one, of at most 15 lines', () => {
  const source = readFileSync(join(__dirname, 'main.ts'), 'utf8')
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\`\n`)
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(15)
})

test.each([
  ['memory', async () => 'memory:'],
  ['SQLite', async () => `sqlite:${join(folder, 'embedding.db')}`],
  ['a PostgreSQL server', newDatabase]
])('G13 on %s it runs, unchanged but for its address, and runs again on what it left', async (_, place) => {
  const address = await place()
  const page = { right: expect.stringContaining('En vigueur du 01/01/2017 au 31/12/2020.') }
  expect(await main(address)()).toMatchObject(page)
  expect(await main(address)()).toMatchObject(page)
})

test('the quickstart writes the same journal on each, at the times of its own clock, and the audit reads it', async () => {
  const journals: string[] = []
  const [file, url] = [`sqlite:${join(folder, 'quickstart.db')}`, await newDatabase()]
  for (const store of ['memory:', file, url]) {
    expect(await quickstart({ store, folder })).toMatchObject({ _tag: 'Right' })
    journals.push(readFileSync(join(folder, 'journal.ndjson'), 'utf8'))
  }
  const [first] = journals
  expect(first).toContain('"recordedAt":"2016-12-')
  expect(journals.map(journal => journal === first)).toEqual([true, true, true])
  const asked = ['--convention', 'psu-1960-2017', '--on', '2017-08-31', '--store']
  const told = await avenant('annexes', ...asked, url)
  expect(told).toMatchObject({ code: 0 })
  expect(await avenant('annexes', ...asked, file)).toEqual(told)
})
