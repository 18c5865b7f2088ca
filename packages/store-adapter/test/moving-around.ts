/// <reference types="jest" />
/** A journal that moves from place to place, each moving killed in the middle once and then made again. */
import { createHash } from 'node:crypto'
import * as E from 'fp-ts/Either'
import { right } from '../src/contract/harness'
import type { EventStore } from '../src/event-store'
import { journalText } from '../src/journal/export'
import { moveJournal } from '../src/journal/move'
import { killMover } from './kill-mover'
import { openAt, type Place } from './places'

/** Of the export, but for positions; and how many events it has. */
const fingerprint = async (store: EventStore): Promise<{ events: number; digest: string }> => {
  const hash = createHash('sha256')
  let events = 0
  for await (const text of journalText(store))
    for (const line of right(text).split('\n').slice(0, -1)) {
      events++
      hash.update(line.replace(/^{"position":"\d+",/, '{')).update('\n')
    }
  return { events, digest: hash.digest('hex') }
}

export type Moving = { readonly from: Place; readonly to: Place; readonly milliseconds: number }

/**
 * @param arrived what goes on in each place, once the journal is there
 */
export const movedAround = async (
  places: ReadonlyArray<Place>,
  arrived: (store: EventStore, place: Place) => Promise<void>
): Promise<ReadonlyArray<Moving>> => {
  const movings: Moving[] = []
  for (const [index, to] of places.entries()) {
    const place = places[index - 1]
    if (place === undefined) continue
    const from = await openAt(place)
    const before = await fingerprint(from)
    const step = to[0] === 'esdb' ? 'written' : 'read'
    expect(await killMover(to)(place, { step, events: Math.floor(before.events / 2) })).toBe(true)
    const target = await openAt(to)
    const half = await eventsIn(target)
    // The others have one transaction.
    if (to[0] === 'esdb')
      expect(half).toMatchObject({ left: { _tag: 'HalfRestored', events: before.events } })
    else expect(half).toEqual(E.right(0))
    const start = performance.now()
    right(await moveJournal({ from, to: target })())
    movings.push({ from: place, to, milliseconds: performance.now() - start })
    await from.close()
    expect(await fingerprint(target)).toEqual(before)
    await arrived(target, to)
    await target.close()
  }
  return movings
}

const eventsIn = async (store: EventStore) => {
  let events = 0
  for await (const page of store.readAll()) {
    if (E.isLeft(page)) return page
    events += page.right.length
  }
  return E.right(events)
}
