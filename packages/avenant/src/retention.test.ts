import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, instant, resolveModel, shippedModels } from '@avenant/domain'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { collect } from '@avenant/store-adapter'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { type Avenant, type AvenantOptions, openAvenant } from '.'

let now: Instant = instant('2016-11-01T00:00:00Z')
let folder = ''
const opened: Avenant[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-retention-'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()))
  rmSync(folder, { recursive: true })
})
const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const open = async (options: Partial<AvenantOptions> = {}): Promise<Avenant> => {
  const avenant = right(
    await openAvenant({ store: 'memory:', hands: 'told', reactions: false, clock: () => now, ...options })()
  )
  opened.push(avenant)
  return avenant
}
const give = async (
  avenant: Avenant,
  given: ReadonlyArray<{ readonly at: string; readonly command: unknown }>
): Promise<void> => {
  for (const { at, command } of given.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    now = instant(at)
    right(await avenant.execute(command)())
  }
}
const signed = [...psu2017, ...psu2017Habilitations].filter(({ at }) => at < '2017-03-02')
const used = (at: string, recordedAt = at, outcome = 'reussie') => ({
  at: recordedAt,
  command: {
    type: 'RecordConnection',
    habilitationId: 'h-1960-1',
    acteur: { kind: 'systeme', id: 'portail' },
    data: { at, outcome, origin: '203.0.113.7' }
  }
})
const dayAfter = (days: number, hour = 12): string =>
  new Date(Date.UTC(2017, 2, 3, hour) + days * 86_400_000).toISOString()
const answers = async (avenant: Avenant, days: number, knowledge: ReadonlyArray<string | null>) => {
  const told: unknown[] = []
  for (let day = 0; day < days; day += 3)
    for (const knownAt of knowledge)
      told.push(
        right(
          await avenant.mayAct({
            personneId: 'p-1960-2',
            etablissementId: '201500086',
            role: 'activite',
            on: dayAfter(day).slice(0, 10),
            ...(knownAt === null ? {} : { knownAt })
          })()
        )
      )
  return told
}

test('A1 P13 whatever connections a retention removes, no answer changes: of any day, as known at any moment', async () => {
  const connection = fc.record({ day: fc.nat(200), hour: fc.nat(23), late: fc.nat(20), fails: fc.boolean() })
  let removed = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(connection, { minLength: 1, maxLength: 12, size: 'max' }),
      fc.array(fc.nat(230), { minLength: 1, maxLength: 2 }),
      async (connections, cuts) => {
        const name = `${opened.length}`
        const own = `sqlite:${join(folder, `connections-${name}.db`)}`
        const options = { store: `sqlite:${join(folder, `journal-${name}.db`)}`, connections: own }
        const avenant = await open(options)
        await give(avenant, signed)
        await give(
          avenant,
          connections.map(({ day, hour, late, fails }) =>
            used(dayAfter(day, hour), dayAfter(day + late, hour), fails ? 'echouee' : 'reussie')
          )
        )
        const knowledge = [null, dayAfter(40), dayAfter(120)]
        const before = await answers(avenant, 260, knowledge)
        now = instant(dayAfter(300))
        for (const cut of cuts)
          removed += right(await avenant.retainConnections({ olderThan: dayAfter(cut) })()).events
        expect(await answers(avenant, 260, knowledge)).toEqual(before)
        const again = await open(options)
        expect(await answers(again, 260, knowledge)).toEqual(before)
      }
    ),
    { numRuns: 25 }
  )
  expect(removed).toBeGreaterThan(50)
})

test('A1 connections have a store of their own: nothing of them is in the journal, and what remains of them has neither hour nor origin', async () => {
  const [journal, own] = [join(folder, 'journal.db'), join(folder, 'connections.db')]
  const options = { store: `sqlite:${journal}`, connections: `sqlite:${own}` }
  const avenant = await open(options)
  await give(avenant, [...signed, used('2017-04-10T08:00:00Z'), used('2017-04-10T09:00:00Z')])
  now = instant('2017-05-20T08:00:05Z')
  const { position } = right(await avenant.execute(used('2017-05-20T08:00:00Z').command)())
  expect(position).toBeNull()
  const [first] = await answers(avenant, 1, [null])
  expect(first).toMatchObject({ answer: 'oui' })
  expect(right(await collect(avenant.store.readAll())()).map(({ type }) => type)).not.toContain(
    'ConnectionRecorded'
  )
  now = instant('2018-03-01T00:00:00Z')
  const retained = await avenant.retainConnections({ olderThan: '2018-01-01T00:00:00Z' })()
  expect(retained).toEqual(E.right({ streams: 1, events: 3 }))
  await avenant.close()
  expect(readFileSync(journal).includes('203.0.113.7')).toBe(false)
  const left = right(await openAvenant({ store: options.connections, readOnly: true })())
  opened.push(left)
  expect(right(await collect(left.store.readAll())()).map(({ type, data }) => [type, data])).toEqual([
    [
      'UsesKept',
      {
        uses: [
          { on: '2017-04-10', revision: 0, recordedAt: '2017-04-10T08:00:00.000Z' },
          { on: '2017-05-20', revision: 2, recordedAt: expect.any(String) }
        ]
      }
    ]
  ])
})

test('a retention is asked by an instant, and of nothing there is nothing to remove', async () => {
  const avenant = await open()
  expect(await avenant.retainConnections({ olderThan: 'hier' })()).toMatchObject({
    left: { _tag: 'InvalidQuestion', faults: [{ path: 'olderThan' }] }
  })
  expect(await avenant.retainConnections({ olderThan: '2018-01-01T00:00:00Z' })()).toEqual(
    E.right({ streams: 0, events: 0 })
  )
})

test('P13 without an instant, connections are kept for as many months as the model says: twelve, where it says nothing', async () => {
  const sixMonths = {
    extends: { id: 'psu', version: 1 },
    id: 'psu',
    version: 2,
    habilitation: { connectionsKept: 6 }
  }
  const resolved = resolveModel(sixMonths, shippedModels)
  if (E.isLeft(resolved)) throw new Error(JSON.stringify(resolved.left))
  const [first, last] = ['2017-09-30T21:59:59.999Z', '2017-09-30T22:00:00.000Z'] as const
  for (const [models, at, gone] of [
    [shippedModels, '2018-10-01T09:00:00Z', 1],
    [shippedModels, '2018-04-01T09:00:00Z', 0],
    [[resolved.right], '2018-04-01T09:00:00Z', 1],
    // The one that keeps them longest.
    [[...shippedModels, resolved.right], '2018-04-01T09:00:00Z', 0]
  ] as const) {
    const avenant = await open({ models })
    await give(avenant, [used(first), used(last)])
    now = instant(at)
    expect([at, right(await avenant.retainConnections()()).events]).toEqual([at, gone])
  }
})
