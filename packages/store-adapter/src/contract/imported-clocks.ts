/// <reference types="jest" />
import { type Instant, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type ContractTest, event, eventsOf, left, right, taken, type WithStore } from './harness'
import { unplaced } from './restoring'
import { after, day, noon, settable } from './settable-clock'

/** Case 43, of a journal that is taken in. */
export const importedClocksContract = (run: WithStore, test: ContractTest): void => {
  const at = (recordedAt: string, revision: number): Recorded => ({
    ...event(`e${revision}`),
    stream: 'contrat-1',
    revision,
    position: positionOf(revision + 1),
    recordedAt: recordedAt as Instant
  })
  const imported: ReadonlyArray<readonly [string, ReadonlyArray<Recorded>, number]> = [
    ['a jump of centuries', ['2020-01-01', '2999-01-01'].map(dated), 2],
    ['a jump of eleven years', ['2010-01-01', '2010-01-02', '2021-01-03'].map(dated), 3],
    ['a recording of the day after tomorrow', [noon, after(noon, day + 1)].map(at), 2],
    ['a journal of the next century alone', ['2124-01-01'].map(dated), 1],
    [
      'a jump back in another stream',
      [
        at('2023-01-01T00:00:00.000Z', 0),
        { ...at('1990-01-01T00:00:00.000Z', 0), stream: 'autre-1', position: positionOf(2) }
      ],
      2
    ]
  ]
  function dated(date: string, revision: number): Recorded {
    return at(`${date}T00:00:00.000Z`, revision)
  }

  for (const [what, journal, rank] of imported)
    test(`43 an import of ${what} is refused at its place, and can be allowed`, async () => {
      const { clock } = settable()
      await run(
        async ({ store }) => {
          expect(left(await store.restore(pages(journal))())).toMatchObject({
            _tag: 'RestoreRefused',
            event: rank,
            retryable: false,
            faults: expect.arrayContaining([
              { path: 'recordedAt', message: expect.stringMatching(/clockTolerance: 'any'$/) }
            ])
          })
          expect(await eventsOf(store.readAll())).toEqual([])
          right(await store.restore(pages(journal), { clockTolerance: 'any' })())
          expect((await eventsOf(store.readAll())).map(unplaced)).toEqual(journal.map(unplaced))
        },
        { clock }
      )()
      await run(async ({ store }) => void right(await store.restore(pages(journal))()), {
        clock,
        clockTolerance: 'any'
      })()
    })

  test('43 an import needs to know what time it is, and takes in what is of these days', async () => {
    const { set, clock } = settable()
    const journal = [after(noon, -9 * 365 * day), noon, after(noon, day)].map(at)
    await run(
      async ({ store }) => {
        set.says = () => Number.NaN
        expect(left(await store.restore(pages(journal))())).toMatchObject({
          _tag: 'ClockRefused',
          reason: 'instant',
          stream: null
        })
        set.says = () => noon
        right(await store.restore(pages(journal))())
        expect((await eventsOf(store.readAll())).map(unplaced)).toEqual(journal.map(unplaced))
        expect(await taken(store.append('contrat-1', [event('z')], 'any'))).toMatchObject({
          recordedAt: after(noon, day)
        })
      },
      { clock }
    )()
  })
}

async function* pages(
  journal: ReadonlyArray<Recorded>
): AsyncGenerator<E.Either<never, ReadonlyArray<Recorded>>, void> {
  for (const one of journal) yield E.right([one])
}
