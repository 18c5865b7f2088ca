import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOfEpoch } from '@avenant/domain'
import { openEventStore } from './address'
import { event, eventsOf, left, right } from './contract/harness'
import { memoryEventStore } from './memory/memory-event-store'
import { sqliteEventStore } from './sqlite/sqlite-event-store'

test('42 whatever the engine, a store that is opened read-only refuses each writing by one typed error', async () => {
  const store = right(await openEventStore('memory:', { readOnly: true })())
  const refusal = { _tag: 'ReadOnlyStore', retryable: false }
  expect(left(await store.append('contrat-1', [event('a')], 'none')())).toMatchObject(refusal)
  expect(left(await store.append('', [], 'none')())).toMatchObject(refusal)
  expect(left(await store.restore((async function* () {})())())).toMatchObject(refusal)
  expect(left(await store.retain({ category: 'contrat', olderThan: instantOfEpoch(0) })())).toMatchObject(
    refusal
  )
  expect(await eventsOf(store.readAll())).toEqual([])
  await store.close()
  expect(left(await store.append('contrat-1', [event('a')], 'none')())).toMatchObject({ _tag: 'StoreClosed' })
})

test('22 options of a subscription that are null are a typed error', async () => {
  const store = right(await openEventStore('memory:')())
  for await (const page of store.subscribe(JSON.parse('null')))
    expect(left(page)).toMatchObject({ _tag: 'InvalidRequest' })
  await store.close()
})

test('limits that no reading or wait would end with are refused when the store is opened, all at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  const file = join(folder, 'journal.db')
  const limits = { maxEventBytes: Number.NaN, pageSize: 0 }
  const paths = ['maxEventBytes', 'pageSize']
  for (const address of ['memory:', `sqlite:${file}`, 'postgres://localhost/avenant', 'esdb://localhost'])
    expect(left(await openEventStore(address, limits)())).toMatchObject({
      _tag: 'CannotOpen',
      code: 'OPTIONS',
      faults: paths.map(path => ({ path }))
    })
  for (const wrong of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, JSON.parse('"2"')])
    expect(() => memoryEventStore({ pageSize: wrong })).toThrow('pageSize : attendu')
  for (const wrong of [-1, Number.NaN, JSON.parse('"2"')])
    expect(
      left(
        await sqliteEventStore({ file, busyTimeout: wrong, pollInterval: wrong, maxWaitingBytes: wrong })()
      )
    ).toMatchObject({
      code: 'OPTIONS',
      faults: ['busyTimeout', 'pollInterval', 'maxWaitingBytes'].map(path => ({ path }))
    })
  expect(readdirSync(folder)).toEqual([])
  rmSync(folder, { recursive: true })
})
