import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Acteur, type Recorded } from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import {
  type EventStore,
  type JournalCodec,
  memoryCheckpoints,
  memoryReadModels,
  project,
  react
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { standInApart } from '../../packages/store-adapter/test/eventstoredb/stand-in-apart'
import { movedAround } from '../../packages/store-adapter/test/moving-around'
import type { Place } from '../../packages/store-adapter/test/places'
import { postgresServer } from '../../packages/store-adapter/test/postgres-server'
import { quickstart } from './main'
import { codec } from './play'

type Event = typeof codec extends JournalCodec<infer E> ? E : never

const acteur = read(Acteur, { kind: 'systeme', id: 'essai' })

/** A read model and a reactor that follow the journal from place to place, each time to its end. */
const followers = () => {
  const models = memoryReadModels<ReadonlyArray<string>>()
  const checkpoints = memoryCheckpoints()
  return async (store: EventStore) => {
    const told: string[] = []
    const handled: string[] = []
    const seen = ({ stream, revision }: Recorded<Event>): string => `${revision}@${stream}`
    const projector = await project<Event, ReadonlyArray<string>, never>({
      ...{ store, codec, models, stopWhenCaughtUp: true },
      projection: {
        name: 'actes',
        version: 1,
        initial: () => [],
        apply: (state, recorded) => E.right([...state, seen(recorded)])
      },
      onInterrupted: ({ _tag }) => told.push(_tag)
    })()
    if (E.isLeft(projector)) throw new Error(projector.left.message)
    await projector.right.ended()
    const reactor = await react<Event, never>({
      ...{ name: 'actes', store, codec, acteur, checkpoints, stopWhenCaughtUp: true },
      reactions: recorded => {
        handled.push(seen(recorded))
        return TE.right([])
      },
      execute: () => TE.right(null),
      onReport: report => told.push(report._tag === 'Interrupted' ? report.fault._tag : report._tag)
    })()
    if (E.isLeft(reactor)) throw new Error(reactor.left.message)
    expect(await reactor.right.ended()).toEqual(E.right(undefined))
    return { shown: projector.right.read(), handled, told }
  }
}

const addressOf = ([engine, where, name]: Place): string =>
  engine === 'sqlite' ? `sqlite:${where}` : engine === 'postgres' ? `${where}?schema=${name}` : where

test('56 the journal of `npm start` moves SQLite → EventStoreDB → PostgreSQL → SQLite, is the same, and is played on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-moving-'))
  const [standIn, server] = await Promise.all([standInApart(), postgresServer()])
  const first: Place = ['sqlite', join(folder, 'avenant.db')]
  const played = async (place: Place): Promise<string> => {
    const shown = await quickstart({ store: addressOf(place), folder: join(folder, 'out') })
    if (E.isLeft(shown)) throw new Error(shown.left)
    return readFileSync(join(folder, 'out', 'journal.ndjson'), 'utf8').replaceAll(
      /^{"position":"\d+",/gm,
      '{'
    )
  }
  try {
    const journal = await played(first)
    const lines = journal.trimEnd().split('\n').length
    const follow = followers()
    let followed = 0
    await movedAround(
      [
        first,
        ['esdb', standIn.connection],
        ['postgres', server.url, server.newSchema()],
        ['sqlite', join(folder, 'last.db')]
      ],
      async (store, place) => {
        const { shown, handled, told } = await follow(store)
        expect(shown).toHaveLength(lines)
        // All of it the first time, in the first place where anybody follows; nothing again after that.
        expect(handled).toHaveLength(followed++ === 0 ? lines : 0)
        expect(told).not.toContain('OtherJournal')
        // Every command again: each is known, and nothing is written.
        expect(await played(place)).toBe(journal)
      }
    )
    expect(followed).toBe(3)
  } finally {
    await standIn.stop()
    await server.dropSchemas()
    await server.remove()
    rmSync(folder, { recursive: true })
  }
}, 180_000)
