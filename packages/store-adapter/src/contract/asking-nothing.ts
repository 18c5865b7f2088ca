/// <reference types="jest" />
import { type ContractTest, event, pagesOf, refusal, taken, type WithStore } from './harness'

/** Case 53: what no store can do has one answer, given before any store is asked. */
export const askingNothingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '53 to be asked for no event is to give none, of a stream that is there, of one that is not, and of the journal',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', [event('a')], 'none'))
      for (const stream of ['contrat-1', 'contrat-2'])
        for (const direction of ['forwards', 'backwards'] as const)
          expect(await pagesOf(store.read(stream, { direction, limit: 0 }))).toEqual([])
      expect(await pagesOf(store.readAll({ limit: 0 }))).toEqual([])
      expect(await pagesOf(store.readAll({ limit: 0, category: 'contrat' }))).toEqual([])
    })
  )

  test(
    '53 no event to append, and the nil uuid as an id, are refused and not tried again',
    run(async ({ store }) => {
      expect(await refusal(store.append('contrat-1', [], 'none'))).toMatchObject({
        _tag: 'NoEvents',
        retryable: false
      })
      const nil = { ...event('a'), id: '00000000-0000-0000-0000-000000000000' }
      expect(await refusal(store.append('contrat-1', [nil], 'none'))).toMatchObject({
        _tag: 'InvalidEvents',
        retryable: false,
        faults: [{ path: 'events[0].id' }]
      })
      expect(await pagesOf(store.readAll())).toEqual([])
    })
  )
}
