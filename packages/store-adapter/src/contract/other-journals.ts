/// <reference types="jest" />
import { Acteur, defineEvent, type EventOf, NonBlank, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import type { EventStore } from '../event-store'
import { journalCodec } from '../journal/codec'
import { memoryCheckpoints } from '../runtime/checkpoints'
import { project } from '../runtime/project'
import { react } from '../runtime/react'
import { memoryReadModels } from '../runtime/read-models'
import {
  type ContractTest,
  event,
  eventsOf,
  named,
  type OpenedStore,
  right,
  taken,
  type WithStore
} from './harness'

const events = { ÉvénementEssayé: defineEvent(NonBlank) }
const codec = journalCodec(events)
const acteur = right(Acteur.decode({ kind: 'systeme', id: 'essai' }))

/** A read model and a reactor that follow one journal after the other, each time up to its end. */
export const followers = () => {
  const models = memoryReadModels<ReadonlyArray<string>>()
  const checkpoints = memoryCheckpoints()
  return {
    projected: async (store: EventStore) => {
      const told: string[] = []
      const projector = right(
        await project<EventOf<typeof events>, ReadonlyArray<string>, never>({
          ...{ store, codec, models, stopWhenCaughtUp: true },
          projection: {
            name: 'essais',
            version: 1,
            initial: () => [],
            apply: (state, { data }) => E.right([...state, data])
          },
          onInterrupted: fault => told.push(fault._tag)
        })()
      )
      right(await projector.ended())
      return { read: projector.read(), told }
    },
    reacted: async (store: EventStore) => {
      const handled: string[] = []
      const told: string[] = []
      const reactor = await react<EventOf<typeof events>, never>({
        ...{ name: 'essais', store, codec, acteur, checkpoints, stopWhenCaughtUp: true },
        reactions: ({ data }) => {
          handled.push(data)
          return TE.right([])
        },
        execute: () => TE.right(null),
        onReport: report => told.push(report._tag === 'Interrupted' ? report.fault._tag : report._tag)
      })()
      const ended = E.isLeft(reactor) ? reactor : await reactor.right.ended()
      return { handled, told, fault: E.isLeft(ended) ? ended.left : null }
    }
  }
}

const otherOf = async ({ other }: OpenedStore): Promise<EventStore> => {
  if (other === undefined) throw new Error('the harness has no other(); give it, or name case 50 in `cannot`')
  return other()
}

/** Case 50. */
export const otherJournalsContract = (run: WithStore, test: ContractTest): void => {
  test(
    '50 which event stands at a position is told for ever, and another journal has another one there, or none',
    run(async opened => {
      const { store } = opened
      const other = await otherOf(opened)
      await taken(store.append('contrat-1', named('a', 3), 'none'))
      await taken(other.append('contrat-2', named('b', 2), 'none'))
      const journal = await eventsOf(store.readAll())
      for (let turn = 0; turn < 2; turn++) {
        for (const { position, stream, revision, id, recordedAt } of journal) {
          expect(right(await store.at(position)())).toEqual({ position, stream, revision, id, recordedAt })
          const elsewhere = await other.at(position)()
          if (E.isLeft(elsewhere)) expect(elsewhere.left).toMatchObject({ _tag: 'UnknownPosition' })
          else expect(elsewhere.right).toMatchObject({ stream: expect.not.stringMatching(/^contrat-1$/) })
        }
        await taken(store.append('contrat-1', [event(`later ${turn}`)], 'any'))
      }
    })
  )

  for (const length of [1, 9])
    test(
      `50 a journal of ${length} events in the place of one of 4: a read model is built again, a reactor stops before it handles any`,
      run(async opened => {
        const { store } = opened
        await taken(store.append('contrat-1', named('a', 4), 'none'))
        const { projected, reacted } = followers()
        expect((await projected(store)).read).toHaveLength(4)
        expect(await reacted(store)).toMatchObject({ handled: ['a0', 'a1', 'a2', 'a3'], fault: null })
        expect(await projected(store)).toMatchObject({ told: [] })
        expect(await reacted(store)).toEqual({ handled: [], told: [], fault: null })

        const other = await otherOf(opened)
        await taken(other.append('contrat-2', named('b', length), 'none'))
        const there = (await eventsOf(other.readAll())).map(({ data }) => data)
        expect(await projected(other)).toEqual({ read: there, told: ['OtherJournal'] })
        const { handled, fault } = await reacted(other)
        expect(handled).toEqual([])
        expect(fault).toMatchObject({ _tag: 'OtherJournal', name: 'essais', retryable: false })
        // Two journals of one server may both have what others wrote there before.
        const since = fault !== null && 'since' in fault ? fault.since : undefined
        const [first] = await eventsOf(store.readAll())
        expect(since === null || String(since) < String(first?.recordedAt)).toBe(true)
      })
    )

  test(
    '50 where the same events stand at other positions, who comes back goes on from its own',
    run(async opened => {
      const { store } = opened
      await taken(store.append('contrat-1', named('a', 4), 'none'))
      const { projected, reacted } = followers()
      await projected(store)
      await reacted(store)
      const other = await otherOf(opened)
      const shifted = (await eventsOf(store.readAll())).map(recorded => ({
        ...recorded,
        position: positionOf(BigInt(recorded.position) * 2n + 5n)
      }))
      right(
        await other.restore(
          (async function* () {
            yield E.right(shifted)
          })()
        )()
      )
      await taken(other.append('contrat-1', [event('next')], { exact: 3 }))
      expect(await projected(other)).toEqual({
        read: ['a0', 'a1', 'a2', 'a3', 'next'],
        told: ['JournalMoved']
      })
      expect(await reacted(other)).toEqual({ handled: ['next'], told: ['JournalMoved'], fault: null })
      expect(await reacted(other)).toEqual({ handled: [], told: [], fault: null })
    })
  )
}
