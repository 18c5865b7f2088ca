/** Memory and SQLite give the same answers and the same journal, whatever is appended. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, instantOfEpoch } from '@avenant/domain'
import fc from 'fast-check'
import { event, eventsOf, right } from './contract/harness'
import type { EventStore, ExpectedRevision } from './event-store'
import { journalText } from './journal/export'
import { memoryEventStore } from './memory/memory-event-store'
import { sqliteEventStore } from './sqlite/sqlite-event-store'

const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const expected: fc.Arbitrary<ExpectedRevision> = fc.oneof(
  fc.constantFrom('none' as const, 'exists' as const, 'any' as const),
  fc.record({ exact: fc.integer({ min: 0, max: 6 }) })
)

const append = fc.record({
  stream: fc.constantFrom('contrat-1', 'contrat-2', 'autre-1'),
  // Few names: retries, overlaps and ids in two streams come by themselves.
  names: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 }),
  data: fc.jsonValue(),
  expected
})

const clock = (seconds: ReadonlyArray<number>): (() => Instant) => {
  let turn = 0
  return () => instantOfEpoch((seconds[turn++ % seconds.length] ?? 0) * 1000)
}

const textOf = async (store: EventStore): Promise<string> => {
  let text = ''
  for await (const part of journalText(store)) text += right(part)
  return text
}

test('random histories: memory and SQLite answer the same and hold the same journal', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(append, { maxLength: 12 }),
      fc.array(fc.nat(100), { minLength: 1, maxLength: 5 }),
      async (appends, seconds) => {
        const memory = memoryEventStore({ clock: clock(seconds), pageSize: 3 })
        const file = join(folder, `${files++}.db`)
        const sqlite = right(await sqliteEventStore({ file, clock: clock(seconds), pageSize: 3 })())
        for (const { stream, names, data, expected } of appends) {
          const events = names.map(name => event(name, data))
          const [one, other] = [memory, sqlite].map(store => store.append(stream, events, expected))
          expect(await one?.()).toEqual(await other?.())
        }
        expect(await textOf(sqlite)).toBe(await textOf(memory))
        for (const options of [{}, { category: 'contrat' }, { category: 'autre', limit: 2 }])
          expect(await eventsOf(sqlite.readAll(options))).toEqual(await eventsOf(memory.readAll(options)))
        await sqlite.close()
      }
    ),
    { numRuns: 60 }
  )
})
