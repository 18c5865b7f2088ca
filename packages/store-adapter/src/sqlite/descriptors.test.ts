import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { journalProcess } from '../../test/journal-process'
import { event, eventsOf, named, right, taken } from '../contract/harness'
import { sqliteEventStore } from './sqlite-event-store'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test("however a process looks at its own journal, another one's closing does not remove the log in use", async () => {
  const file = join(folder, 'journal.db')
  const store = right(await sqliteEventStore({ file })())
  await taken(store.append('contrat-1', named('a', 3), 'none'))
  const looks: ReadonlyArray<readonly [string, () => Promise<unknown>]> = [
    ['a second store', async () => right(await sqliteEventStore({ file })()).close()],
    ['a reader', async () => right(await sqliteEventStore({ file, readOnly: true })()).close()],
    ['a copy', async () => right(await store.backup(join(folder, 'copie.db'))())]
  ]
  for (const [what, look] of looks) {
    await look()
    const visitor = journalProcess('visit', file)
    expect(await visitor.end()).toBe('closed')
    expect({ what, log: existsSync(`${file}-wal`) }).toEqual({ what, log: true })
    await taken(store.append('contrat-1', [event(what)], 'any'))
    const again = right(await sqliteEventStore({ file, readOnly: true })())
    expect((await eventsOf(again.readAll())).at(-1)?.data).toBe(what)
    await again.close()
  }
  await store.close()
  expect(readdirSync(folder).sort()).toEqual(['copie.db', 'journal.db'])
})
