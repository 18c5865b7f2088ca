import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Acteur,
  defineModel,
  type Instant,
  instant,
  type Models,
  psu,
  read,
  shippedModels
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import { dossiersIndex } from '@avenant/projections'
import { type AnyFault, collect } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { type Avenant, openAvenant } from '..'
import { dossierEvents } from '../journal'
import type { Reminder } from './reminders'
import { deadlinesRound, type RoundOptions } from './round'

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

let now: Instant = instant('2016-11-01T00:00:00Z')
let folder = ''
const opened: Avenant[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-deadlines-'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()))
  rmSync(folder, { recursive: true })
})
const open = async (store = 'memory:', models: Models = shippedModels): Promise<Avenant> => {
  const avenant = right(
    await openAvenant({ store, models, hands: 'told', reactions: false, clock: () => now })()
  )
  opened.push(avenant)
  return avenant
}
type Given = { readonly at: string; readonly command: unknown; readonly commandId?: string }
const give = async (avenant: Avenant, given: ReadonlyArray<Given>): Promise<void> => {
  for (const { at, command, commandId } of given.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    now = instant(at)
    right(await avenant.execute(command, commandId === undefined ? {} : { commandId })())
  }
}
const signed: ReadonlyArray<Given> = [...psu2017, ...psu2017Habilitations]

/** As another program would run it, which knows nothing but the journal. */
const runOn = async (avenant: Avenant, at: string, options: Partial<RoundOptions> = {}) => {
  now = instant(at)
  const models = options.models ?? shippedModels
  const index = dossiersIndex(models)
  for (const recorded of right(await collect(avenant.store.readAll())()))
    right(index.append(right(dossierEvents.decode(recorded))))
  const faults: AnyFault[] = []
  const round = await deadlinesRound({
    store: avenant.store,
    models,
    acteur: read(Acteur, { kind: 'systeme', id: 'echeances' }),
    now,
    index,
    execute: avenant.execute,
    remind: null,
    known: new Set(),
    tell: fault => faults.push(fault),
    ...options
  })
  return { ...round, faults }
}
const recordedIn = async (avenant: Avenant, type: string) =>
  right(await collect(avenant.store.readAll())())
    .filter(event => event.type === type)
    .map(({ stream, data }) => JSON.stringify({ stream, data }))
    .sort()
const days = async (avenant: Avenant) =>
  (await recordedIn(avenant, 'AccessBlocked')).map(text => {
    const { stream, data } = JSON.parse(text)
    return [stream.replace('habilitation-', ''), data.says.from, data.says.cause]
  })
/** Those alone that the engine tells. */
const unused = async (avenant: Avenant) =>
  (await days(avenant)).flatMap(([id, from, cause]) => (cause === 'non-utilisation' ? [`${id} ${from}`] : []))

const lifted: Given = {
  at: '2017-05-12T08:00:00Z',
  command: {
    type: 'UnblockAccess',
    habilitationId: 'h-1960-1',
    acteur: { kind: 'agent-caf', id: 'agent-4021' },
    data: { from: '2017-05-12', motif: 'demande du gestionnaire' }
  }
}
const used = (at: string, recordedAt = at): Given => ({
  at: recordedAt,
  command: {
    type: 'RecordConnection',
    habilitationId: 'h-1960-1',
    acteur: { kind: 'systeme', id: 'portail' },
    data: { at, outcome: 'reussie' }
  }
})

/** The story, with a round on each of the days. */
const played = async (
  story: ReadonlyArray<Given>,
  rounds: ReadonlyArray<string>,
  store?: string
): Promise<Avenant> => {
  const avenant = await open(store)
  let given = 0
  const sorted = story.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  for (const round of rounds) {
    const due = sorted.filter(({ at }) => at <= round)
    await give(avenant, due.slice(given))
    given = due.length
    await runOn(avenant, round)
  }
  return avenant
}
const weekly = Array.from({ length: 90 }, (_, i) =>
  new Date(Date.UTC(2016, 10, 1, 12) + i * 7 * 86_400_000).toISOString()
)
const last = '2018-09-01T12:00:00.000Z'

test('G6 A2 P14 stopped for a year, it records what it would have recorded week after week, and nothing twice', async () => {
  const story = [...signed, lifted]
  const often = await played(story, [...weekly, last])
  const once = await played(story, [last])
  // The Caf lifted its own blocking of h-1960-2 on 16/05/2018.
  expect(await unused(once)).toEqual([
    'h-1960-1 2017-04-16',
    'h-1960-1 2017-06-27',
    'h-1960-2 2017-04-16',
    'h-1960-2 2018-07-01'
  ])
  expect(await recordedIn(often, 'AccessBlocked')).toEqual(await recordedIn(once, 'AccessBlocked'))
  expect(await runOn(often, '2018-10-01T00:00:00Z')).toEqual({ blocked: 0, reminded: 0, faults: [] })
})

test('A2 G2 a connection that is learned of after the block was told leaves the access open, and its own block is told later', async () => {
  const avenant = await played(signed, ['2018-05-20T00:00:00Z'])
  const access = async (on: string) =>
    right(
      await avenant.mayAct({
        personneId: 'p-1960-2',
        etablissementId: '201500086',
        role: 'activite',
        on
      })()
    ).answer
  expect([await access('2017-04-15'), await access('2017-04-16')]).toEqual(['oui', 'non'])
  await give(avenant, [used('2017-04-15T21:00:00Z', '2018-05-21T00:00:00Z')])
  expect([await access('2017-04-16'), await access('2017-05-30'), await access('2017-05-31')]).toEqual([
    'oui',
    'oui',
    'non'
  ])
  expect(await runOn(avenant, '2018-05-22T00:00:00Z')).toMatchObject({ blocked: 1, faults: [] })
  expect(await unused(avenant)).toEqual(['h-1960-1 2017-04-16', 'h-1960-1 2017-05-31', 'h-1960-2 2017-04-16'])
})

test('what an act has closed or blocked by then has no want of use to be told of', async () => {
  const blocked: Given = {
    at: '2017-04-01T08:00:00Z',
    command: {
      type: 'BlockAccess',
      habilitationId: 'h-1960-1',
      acteur: { kind: 'agent-caf', id: 'agent-4021' },
      data: { from: '2017-04-01', cause: 'incident', motif: 'codes perdus' }
    }
  }
  const avenant = await played([...signed, blocked], [last])
  expect(await unused(avenant)).toEqual(['h-1960-2 2017-04-16', 'h-1960-2 2018-07-01'])
})

test('run twice at once by two programs on one journal, nothing is recorded twice', async () => {
  const store = `sqlite:${join(folder, 'journal.db')}`
  const one = await played(signed, [], store)
  await give(
    one,
    signed.filter(({ at }) => at < '2017-03-02')
  )
  const other = await open(store)
  const given: Reminder[] = []
  const remind = (reminder: Reminder) => void given.push(reminder)
  const rounds = await Promise.all(
    [one, other].map(avenant => runOn(avenant, '2018-03-10T00:00:00Z', { remind }))
  )
  expect(rounds.flatMap(({ faults }) => faults)).toEqual([])
  expect(await unused(one)).toEqual(['h-1960-1 2017-04-16', 'h-1960-2 2017-04-16'])
  expect(await recordedIn(one, 'ReminderGiven')).toHaveLength(1)
  expect(given.map(({ kind, occurrence, due, day }) => [kind, occurrence, due, day])).toContainEqual([
    'justificatifs',
    '2017',
    '2018-03-31',
    '2018-02-28'
  ])
})

test('G6 a reminder is given with the identity of its deadline, once it has come and before it is over, again only where the service could not', async () => {
  const avenant = await played(signed, [])
  await give(
    avenant,
    signed.filter(({ at }) => at < '2017-03-02')
  )
  const given: Reminder[] = []
  let fails = true
  const remind = async (reminder: Reminder) => {
    if (fails) throw new Error('no mail today')
    given.push(reminder)
  }
  expect(await runOn(avenant, '2018-02-27T12:00:00Z', { remind })).toMatchObject({ reminded: 0, faults: [] })
  expect(await runOn(avenant, '2018-02-28T12:00:00Z', { remind })).toMatchObject({
    reminded: 0,
    faults: [{ _tag: 'Defect' }]
  })
  fails = false
  expect(await runOn(avenant, '2018-03-31T12:00:00Z', { remind })).toMatchObject({ reminded: 1, faults: [] })
  expect(await runOn(avenant, '2018-03-31T21:00:00Z', { remind })).toMatchObject({ reminded: 0, faults: [] })
  expect(given).toMatchObject([
    {
      dossier: `convention-${psu2017Id}`,
      kind: 'justificatifs',
      subject: '',
      occurrence: '2017',
      label: 'Justificatifs de 2017',
      due: '2018-03-31',
      day: '2018-02-28',
      article: { source: 'PSU', article: '3' }
    }
  ])
  const others = await played(signed, [])
  await give(
    others,
    signed.filter(({ at }) => at < '2017-03-02')
  )
  expect(await runOn(others, '2018-04-01T12:00:00Z', { remind })).toMatchObject({ reminded: 0 })
})

test('of several days on which one is reminded the last that has come alone is given, and the next one on its day', async () => {
  const deadlines = psu.deadlines.map(deadline => ({
    ...deadline,
    reminders: [...deadline.reminders, { count: 1, unit: 'week' as const }]
  }))
  const models: Models = [defineModel({ ...JSON.parse(JSON.stringify(psu)), deadlines })]
  const avenant = await open('memory:', models)
  await give(
    avenant,
    signed.filter(({ at }) => at < '2017-03-02')
  )
  const days: string[] = []
  const remind = ({ day }: Reminder) => void days.push(day)
  for (const at of ['2018-03-01', '2018-03-23', '2018-03-24', '2018-03-31'])
    expect((await runOn(avenant, `${at}T12:00:00Z`, { models, remind })).faults).toEqual([])
  expect(days).toEqual(['2018-02-28', '2018-03-24'])
  const late = await open('memory:', models)
  await give(
    late,
    signed.filter(({ at }) => at < '2017-03-02')
  )
  await runOn(late, '2018-03-30T12:00:00Z', { models, remind: ({ day }) => void days.push(`late ${day}`) })
  expect(days.slice(2)).toEqual(['late 2018-03-24'])
})

test('G6 A2 an access is reminded of a week before it is blocked, once; where a use moved its last day, again before that one', async () => {
  const avenant = await open()
  await give(
    avenant,
    signed.filter(({ at }) => at < '2017-03-02')
  )
  const days: unknown[] = []
  const remind = ({ dossier, occurrence, due, day }: Reminder) => {
    if (dossier === 'habilitation-h-1960-1') days.push([occurrence, due, day])
  }
  const run = async (...ats: ReadonlyArray<string>) => {
    for (const at of ats) expect((await runOn(avenant, `${at}T12:00:00Z`, { remind })).faults).toEqual([])
  }
  await run('2017-04-07', '2017-04-09', '2017-04-10', '2017-04-16')
  await give(avenant, [used('2017-04-15T08:00:00Z', '2017-04-17T08:00:00Z')])
  await run('2017-04-17', '2017-05-23', '2017-05-24', '2017-05-31')
  expect(days).toEqual([
    ['1', '2017-04-15', '2017-04-08'],
    ['1', '2017-05-30', '2017-05-23']
  ])
  expect((await recordedIn(avenant, 'ReminderGiven')).filter(text => text.includes('h-1960-1'))).toHaveLength(
    2
  )
})
