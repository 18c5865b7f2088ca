/// <reference types="jest" />
import { type ContractTest, event, eventsOf, named, numbersOf, taken, type WithStore } from './harness'

/** Case 46. */
export const tamperingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '46 who has rights where the journal is kept updates, deletes or truncates nothing, and runs no code through it',
    run(async ({ store, tamper }) => {
      if (tamper === undefined)
        throw new Error('the harness has no tamper(); give it, or name case 46 in `cannot`')
      await taken(store.append('contrat-1', named('a', 3), 'none'))
      const before = await eventsOf(store.readAll())
      const attempts = await tamper()
      expect(attempts.length).toBeGreaterThan(0)
      let revision = 2
      for (const { what, attempt } of attempts) {
        const refused = await attempt().then(
          () => false,
          () => true
        )
        // Taken or refused, it changes nothing of what is there, nor of what is appended after it.
        expect({ what, refused, events: await eventsOf(store.readAll({ limit: 3 })) }).toEqual({
          what,
          refused: expect.any(Boolean),
          events: before
        })
        revision++
        const appended = await taken(store.append('contrat-1', [event(what)], { exact: revision - 1 }))
        expect({ what, revision: appended.revision }).toEqual({ what, revision })
        expect(await numbersOf(store.read('contrat-1', { from: revision }))).toEqual([what])
      }
      expect(await eventsOf(store.readAll())).toHaveLength(3 + attempts.length)
    })
  )
}
