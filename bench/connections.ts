/** The connections of a year: how fast they are recorded, what they cost a question and the memory, and how they are removed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Acteur,
  accessStream,
  dateOfDayNumber,
  type HabilitationId,
  type Instant,
  instantOfEpoch,
  metadataOf,
  type PersonneId,
  positionOf,
  type Recorded,
  type StableId,
  shippedModels,
  type ÉtablissementId
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import { type DossiersIndex, dossiersIndex } from '@avenant/projections'
import { eventIdOf, openEventStore } from '@avenant/store-adapter'
import { openAvenant } from 'avenant'
import * as E from 'fp-ts/Either'
import { cpuOf } from './cpu'
import { habilitations } from './habilitations'
import { type Measure, measure } from './measure'
import { bytesInUse } from './memory'
import { numberOf, portfolio, recordedOf } from './portfolio'
import { random } from './random'
import { median } from './statistics'
import { FIRST_DAY, ROLES } from './story'

/** Three habilitations a convention: see the portfolio. */
const PERSONS = [2, 3, 4] as const
const ROUNDS = 7
const DAY = 86_400_000
const YEAR = 365
/** After the delivery. */
const FIRST = FIRST_DAY + 10

export type ConnectionSizes = {
  readonly habilitations: number
  readonly each: number
  readonly given: number
}

export const connections = async (
  { habilitations: count, each, given }: ConnectionSizes,
  say: (line: string) => void
): Promise<ReadonlyArray<Measure>> => {
  const conventions = Math.ceil(count / PERSONS.length)
  const ids = habilitationIds(conventions).slice(0, count)
  const all = count * each
  const many = all.toLocaleString('en')
  const folder = mkdtempSync(join(tmpdir(), 'avenant-bench-connections-'))
  try {
    say(`${conventions} conventions, ${count} habilitations`)
    const index = withoutConnections(conventions)
    say(`${many} connections into the index`)
    const before = bytesInUse()
    const fed = cpuOf(() => {
      for (const [n, id] of ids.entries())
        for (let i = 0; i < each; i++) taken(index, recordedConnection(id, i, momentOf(n, i, each)))
    })
    const bytes = bytesInUse() - before
    const lastUse = askedOf(index, conventions, each)
    say(`${many} connections into a store, ${given} of them one command after the other`)
    const store = `sqlite:${join(folder, 'connections.db')}`
    const { perSecond, appended } = await recorded(store, ids, { each, given })
    say('opening it, and removing what is older than half a year')
    const retained = await removed(store)
    return [
      measure('connections: a command, 64 at once, each durable', perSecond, 'a second'),
      measure('connections: an append of a hundred, each durable', appended, 'connections a second'),
      measure(`connections: into the index, of ${many}`, (fed * 1_000) / all, 'µs of the processor'),
      measure(`connections: memory of one, of ${many}`, bytes / all, 'bytes'),
      measure(
        `connections: may-act the first time since one came, ${each} of each person`,
        lastUse.first,
        'µs of the processor'
      ),
      measure(`connections: may-act again, ${each} of each person`, lastUse.again, 'µs of the processor'),
      measure(`connections: opening a store of ${many}`, retained.opening / 1_000, 's'),
      measure(
        `connections: keeping the days of ${retained.events.toLocaleString('en')} and removing them`,
        retained.took / 1_000,
        's'
      )
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const habilitationIds = (conventions: number): ReadonlyArray<HabilitationId> =>
  Array.from({ length: conventions }, (_, n) =>
    // The portfolio's own ids.
    PERSONS.map(person => `h-${numberOf(n)}-${person}` as HabilitationId)
  ).flat()

const taken = (index: DossiersIndex, event: Recorded): void => {
  const appended = index.append(event)
  if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
}

const withoutConnections = (conventions: number): DossiersIndex => {
  const index = dossiersIndex(shippedModels)
  const streamOf = portfolio()
  const habilitationsOf = habilitations()
  for (let n = 0; n < conventions; n++)
    for (const event of [
      ...streamOf(n).map(recordedOf),
      ...habilitationsOf(n).filter(({ type }) => type !== 'UsesKept')
    ])
      taken(index, event)
  return index
}

/** Over a year, each at its own moment. */
const momentOf = (n: number, i: number, each: number): Instant =>
  instantOfEpoch(
    (FIRST + Math.floor((i * YEAR) / each)) * DAY + 25_200_000 + ((n * 37 + i * 11) % 36_000) * 1_000
  )

const metadata = metadataOf(read(Acteur, { kind: 'systeme', id: 'portail' }), 'connexion')

const connectionOf = (at: Instant) => ({ at, outcome: 'reussie', origin: '203.0.113.7' })

const recordedConnection = (id: HabilitationId, revision: number, at: Instant): Recorded => ({
  position: positionOf(revision + 1),
  stream: accessStream(id),
  revision,
  id: '00000000-0000-4000-8000-000000000000',
  type: 'ConnectionRecorded',
  schema: 1,
  data: connectionOf(at),
  metadata,
  recordedAt: at
})

/** The days of one person are counted anew when one more connection of her is known. */
const askedOf = (index: DossiersIndex, conventions: number, each: number) => {
  const next = random(5)
  const asked = Array.from({ length: Math.min(2_000, conventions) }, (_, i) => {
    const number = numberOf(i)
    return {
      id: `h-${number}-2` as HabilitationId,
      personneId: `p-${number}-2` as PersonneId,
      etablissementId: `${number}1` as ÉtablissementId,
      role: (ROLES[0] ?? '') as StableId,
      on: dateOfDayNumber(FIRST + next(YEAR))
    }
  })
  let revision = each
  const ask = () => {
    for (const { id: _, ...use } of asked) index.mayAct(use)
  }
  const rounds = Array.from({ length: ROUNDS }, () => {
    for (const [n, { id }] of asked.entries())
      taken(index, recordedConnection(id, revision, momentOf(n, revision, each)))
    revision += 1
    return { first: cpuOf(ask), again: cpuOf(ask) }
  })
  const medianOf = (of: (round: (typeof rounds)[number]) => number) =>
    (median(rounds.map(of)) * 1_000) / asked.length
  return { first: medianOf(({ first }) => first), again: medianOf(({ again }) => again) }
}

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const AT_ONCE = 64

/** By commands as a portal gives them; the others a hundred at a time, as a portal that gathers them. */
const recorded = async (
  address: string,
  ids: ReadonlyArray<HabilitationId>,
  { each, given }: Pick<ConnectionSizes, 'each' | 'given'>
) => {
  let now = momentOf(0, 0, each)
  const clock = () => now
  const store = right(await openEventStore(address, { clock, clockTolerance: 'any' })())
  const start = process.hrtime.bigint()
  for (const [n, id] of ids.entries()) {
    const batch = Array.from({ length: each }, (_, i) => ({
      id: eventIdOf(`${id}-${i}`, 0),
      type: 'ConnectionRecorded',
      schema: 1,
      data: connectionOf(momentOf(n, i, each)),
      metadata
    }))
    now = momentOf(n, n % each, each)
    right(await store.append(accessStream(id), batch, 'any')())
  }
  const appended = (ids.length * each) / secondsSince(start)
  await store.close()
  now = momentOf(0, each, each)
  const avenant = right(
    await openAvenant({
      store: 'memory:',
      connections: address,
      reactions: false,
      clock,
      clockTolerance: 'any'
    })()
  )
  const acteur = read(Acteur, { kind: 'systeme', id: 'portail' })
  const again = process.hrtime.bigint()
  for (let done = 0; done < given; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, given - done) }, async (_, i) =>
        right(
          await avenant.execute({
            type: 'RecordConnection',
            habilitationId: ids[(done + i) % ids.length],
            acteur,
            data: connectionOf(now)
          })()
        )
      )
    )
  const perSecond = given / secondsSince(again)
  await avenant.close()
  return { perSecond, appended }
}

const removed = async (address: string) => {
  const start = process.hrtime.bigint()
  const clock = () => momentOf(0, 1, 1)
  const avenant = right(
    await openAvenant({
      store: 'memory:',
      connections: address,
      reactions: false,
      clock,
      clockTolerance: 'any'
    })()
  )
  const opening = secondsSince(start) * 1_000
  const again = process.hrtime.bigint()
  const olderThan = instantOfEpoch((FIRST + YEAR / 2) * DAY)
  const { events } = right(await avenant.retainConnections({ olderThan })())
  const took = secondsSince(again) * 1_000
  await avenant.close()
  return { opening, took, events }
}

const secondsSince = (start: bigint): number => Number(process.hrtime.bigint() - start) / 1e9
