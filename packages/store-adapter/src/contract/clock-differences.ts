/// <reference types="jest" />
import { type Instant, instantOfEpoch } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import { type ContractTest, event, eventsOf, named, refusal, taken, type WithStore } from './harness'

/** Ten seconds: far above what a busy machine needs for a test's own steps. */
const difference = 10_000

/** The clock of this machine, set wrongly by so many milliseconds. */
const wrongBy = () => {
  const set = { milliseconds: 0 }
  return { set, clock: (): Instant => instantOfEpoch(Date.now() + set.milliseconds) }
}

/** What was known at an instant. */
const knownAt = async (store: EventStore, at: Instant): Promise<ReadonlyArray<string>> =>
  (await eventsOf(store.readAll())).filter(({ recordedAt }) => recordedAt <= at).map(({ id }) => id)

const hour = 3_600_000

/** Case 55: what was known at an instant that is past by more than the difference of clocks does not change. */
export const clockDifferencesContract = (run: WithStore, test: ContractTest): void => {
  test('55 what is known of the past does not change, whatever the clocks of those who append', async () => {
    const { set, clock } = wrongBy()
    await run(
      async ({ store, another }) => {
        const other = (await another?.()) ?? store
        await taken(store.append('contrat-0', [event('first')], 'none'))
        const past = instantOfEpoch(Date.now() - difference - 1)
        const before = await knownAt(store, past)
        let written = 1
        for (const [turn, wrong] of [
          0,
          -difference / 2,
          difference / 2,
          -2 * difference,
          -hour,
          365 * 24 * hour
        ].entries()) {
          set.milliseconds = wrong
          for (const [through, name] of [
            [store, 'a'],
            [other, 'b']
          ] as const) {
            const answer = await through.append(`contrat-${name}${turn}`, [event(`${name}${turn}`)], 'none')()
            if (E.isRight(answer)) written++
            expect([wrong, answer._tag]).toEqual([wrong, Math.abs(wrong) < difference ? 'Right' : 'Left'])
          }
        }
        expect(await knownAt(store, past)).toEqual(before)
        expect(await eventsOf(other.readAll())).toHaveLength(written)
      },
      { clock, clockTolerance: { difference } }
    )()
  })

  for (const wrong of [-365 * 24 * hour, -hour, -2 * difference, 2 * difference, hour, 365 * 24 * hour])
    test(`55 a clock that is wrong by ${wrong} ms is refused by name before it writes, in every stream`, async () => {
      const { set, clock } = wrongBy()
      await run(
        async ({ store }) => {
          // A journal that holds nothing yet has no last recording to be compared with.
          for (const isEmpty of [true, false]) {
            set.milliseconds = 0
            const first = isEmpty ? null : await taken(store.append('contrat-1', named('a', 2), 'none'))
            set.milliseconds = wrong
            for (const stream of ['contrat-1', 'autre-1'])
              expect(await refusal(store.append(stream, [event('b')], 'any'))).toMatchObject({
                _tag: 'ClockRefused',
                reason: 'keeper',
                stream,
                now: expect.any(String),
                last: expect.any(String),
                retryable: false,
                message: expect.stringMatching(/^horloge refusée.*clockTolerance: \{ difference \}$/)
              })
            expect(await eventsOf(store.readAll())).toHaveLength(isEmpty ? 0 : 2)
            // What is recorded is told, and what another rule refuses: neither needs a clock.
            if (first !== null)
              expect(await taken(store.append('contrat-1', named('a', 2), 'none'))).toEqual(first)
            if (first !== null)
              expect(await refusal(store.append('contrat-1', [event('b')], 'none'))).toMatchObject({
                _tag: 'Conflict'
              })
          }
          set.milliseconds = 0
          expect((await taken(store.append('contrat-1', [event('b')], { exact: 1 }))).revision).toBe(2)
        },
        { clock, clockTolerance: { difference } }
      )()
    })

  test('55 a difference that is no number allows nothing, and one without end compares nothing', async () => {
    const { set, clock } = wrongBy()
    const append = async (tolerated: number): Promise<string> => {
      let answer = ''
      await run(
        async ({ store }) => {
          answer = (await store.append('contrat-1', [event('a')], 'none')())._tag
        },
        { clock, clockTolerance: { difference: tolerated } }
      )()
      return answer
    }
    expect(await append(Number.NaN)).toBe('Left')
    set.milliseconds = -hour
    expect(await append(Number.POSITIVE_INFINITY)).toBe('Right')
    expect(await append(2 * hour)).toBe('Right')
  })
}
