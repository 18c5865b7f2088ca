/** On a small disk, in a process of its own: fills it, frees it, makes it read-only. Tells what was answered. */
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { event, eventsOf, right } from '../src/contract/harness'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'

const main = async (folder = ''): Promise<void> => {
  const file = join(folder, 'journal.db')
  const filler = join(folder, 'filler')
  writeFileSync(filler, Buffer.alloc(256 * 1024))
  const store = right(await sqliteEventStore({ file })())
  const acknowledged: string[] = []
  let full: unknown = null
  for (let turn = 0; turn < 200 && full === null; turn++) {
    const appends = ['a', 'b', 'c'].map(name => event(`${turn}${name}`, 'x'.repeat(2000)))
    const answers = await Promise.all(appends.map(one => store.append('contrat-1', [one], 'any')()))
    for (const [index, answer] of answers.entries())
      if (E.isRight(answer)) acknowledged.push(appends[index]?.id ?? '')
      else full = answer.left
  }
  const found = async (): Promise<boolean> => {
    const ids = new Set((await eventsOf(store.readAll())).map(({ id }) => id))
    return ids.size === acknowledged.length && acknowledged.every(id => ids.has(id))
  }
  const whenFull = await found()
  rmSync(filler)
  const again = await store.append('contrat-1', [event('again')], 'any')()
  if (E.isRight(again)) acknowledged.push(event('again').id)
  const whenFree = await found()
  await store.close()

  execFileSync('mount', ['-o', 'remount,ro', folder])
  const readOnly = await sqliteEventStore({ file })()
  const answers = { count: acknowledged.length, full, whenFull, again, whenFree, readOnly }
  process.stdout.write(JSON.stringify(answers))
}

main(...process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exitCode = 1
})
