/// <reference types="jest" />
import { type ContractTest, event, eventsOf, right, taken, type WithStore } from './harness'

/** Case 51: what others append meanwhile is never decided around, though it may not be read at once. */
export const appendingAroundContract = (run: WithStore, test: ContractTest): void => {
  for (const expected of ['any', 'exists'] as const)
    test(
      `51 appends (${expected}) at once by two connections, each given again by the other: none is written twice`,
      run(async ({ store, another }) => {
        const other = (await another?.()) ?? store
        await taken(store.append('contrat-1', [event('first')], 'none'))
        const give = (even: typeof store, odd: typeof store) =>
          Promise.all(
            Array.from({ length: 8 }, (_, index) =>
              (index % 2 === 0 ? even : odd).append('contrat-1', [event(`e${index}`)], expected)()
            )
          )
        const first = (await give(store, other)).map(right)
        expect((await give(other, store)).map(right)).toEqual(first)
        expect(await eventsOf(store.read('contrat-1'))).toHaveLength(9)
        expect(await eventsOf(other.readAll())).toHaveLength(9)
      })
    )
}
