/// <reference types="jest" />
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import {
  type ContractTest,
  type Copies,
  event,
  eventsOf,
  named,
  right,
  taken,
  type WithStore
} from './harness'

const events = 200

/** Case 44. */
export const copyingContract = (run: WithStore, test: ContractTest): void => {
  const withCopies = (work: (store: EventStore, copies: Copies) => Promise<void>) =>
    run(async ({ store, copies }) => {
      if (copies === undefined)
        throw new Error('the harness has no copies; give them, or name case 44 in `cannot`')
      await taken(store.append('contrat-1', named('a', events), 'none'))
      await work(store, copies)
    })

  test(
    '44 a copy made while others write is the journal of one moment, and opens as a journal',
    withCopies(async (store, copies) => {
      let copied = false
      const writing = (async () => {
        for (let turn = 0; !copied; turn++) {
          await taken(store.append('contrat-2', [event(`${turn}`, 'x'.repeat(10_000))], 'any'))
          await new Promise(setImmediate)
        }
      })()
      right(await copies.make('copie'))
      copied = true
      await writing
      const kept = await contents(copies, 'copie')
      expect(kept?.length).toBeGreaterThanOrEqual(events)
      expect(kept).toEqual((await eventsOf(store.readAll())).slice(0, kept?.length))
    })
  )

  test(
    '44 of several copies at once to one name one gets it, whole; a name that is taken is refused and stays',
    withCopies(async (store, copies) => {
      for (let round = 0; round < 5; round++) {
        const name = `copie-${round}`
        const answers = await Promise.all(Array.from({ length: 4 }, () => copies.make(name)))
        expect(answers.filter(E.isRight)).toHaveLength(1)
        expect(await contents(copies, name)).toHaveLength(events + round)
        await taken(store.append('contrat-1', [event(`b${round}`)], { exact: events + round - 1 }))
        expect(await copies.make(name)).toMatchObject({ _tag: 'Left', left: { retryable: false } })
        expect(await contents(copies, name)).toHaveLength(events + round)
      }
    })
  )

  test(
    '44 a copy whose half is removed meanwhile is whole, or an error and not there',
    withCopies(async (store, copies) => {
      // Of a size that is not copied in one step.
      await taken(store.append('contrat-2', [event('grand', 'x'.repeat(1_000_000))], 'none'))
      const outcomes = new Set<string>()
      for (let round = 0; round < 10; round++) {
        const name = `copie-${round}`
        let answered = false
        const making = copies.make(name).finally(() => {
          answered = true
        })
        for (let turn = 0; !answered; turn++) {
          if (turn === round) await copies.removeHalf()
          await new Promise(setImmediate)
        }
        const answer = await making
        outcomes.add(answer._tag)
        expect((await contents(copies, name))?.length ?? null).toBe(E.isRight(answer) ? events + 1 : null)
      }
      expect(outcomes).toContain('Left')
    })
  )

  test(
    '44 a name that is a link to something else is refused, and what it leads to stays as it is',
    withCopies(async (_, copies) => {
      for (const unchanged of await copies.links('lien')) {
        expect(await copies.make(unchanged.name)).toMatchObject({ _tag: 'Left', left: { retryable: false } })
        expect(await unchanged.still()).toBe(true)
      }
    })
  )
}

const contents = async (copies: Copies, name: string) => {
  const copy = await copies.open(name)
  if (copy === null) return null
  const kept = await eventsOf(copy.readAll())
  await copy.close()
  return kept
}
