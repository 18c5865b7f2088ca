/// <reference types="jest" />
import { instant } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type ContractTest, event, eventsOf, named, refusal, right, taken, type WithStore } from './harness'
import { after, day, noon, settable } from './settable-clock'

const notInstants: ReadonlyArray<readonly [string, () => unknown]> = [
  ['NaN', () => Number.NaN],
  ['a number', () => 1_710_068_400_000],
  ['null', () => null],
  ['undefined', () => undefined],
  ['a symbol', () => Symbol('now')],
  ['a Date', () => new Date(0)],
  ['an empty text', () => ''],
  ['a date alone', () => '2024-03-10'],
  ['an instant without milliseconds', () => '2024-03-10T11:00:00Z'],
  ['an instant with an offset', () => '2024-03-10T11:00:00.000+01:00'],
  ['a day that no month has', () => '2023-02-29T11:00:00.000Z'],
  ['a year after 2999', () => '3000-01-01T00:00:00.000Z'],
  ['a year before 1900', () => '1899-12-31T23:59:59.999Z'],
  ['a year of six digits', () => '+020240-03-10T11:00:00.000Z'],
  ['a promise that rejects', () => Promise.reject(new Error('no time'))],
  [
    'a throw',
    () => {
      throw new RangeError('Invalid time value')
    }
  ],
  [
    'a throw that says an instant',
    () => {
      throw { message: noon }
    }
  ],
  [
    'what cannot be shown',
    () => ({
      toString: () => {
        throw new Error('no text')
      }
    })
  ]
]

/** Case 43: a clock that is wrong records nothing that the journal would keep for ever. */
export const clocksContract = (run: WithStore, test: ContractTest): void => {
  test("43 a clock that goes back a day, or two: nothing is recorded below the stream's last", async () => {
    const { set, clock } = settable()
    await run(
      async ({ store }) => {
        await taken(store.append('contrat-1', [event('a')], 'none'))
        for (const [index, back] of [1, day, 2 * day].entries()) {
          set.says = () => after(noon, -back)
          expect(await taken(store.append('contrat-1', [event(`b${index}`)], 'any'))).toMatchObject({
            recordedAt: noon
          })
          expect(await taken(store.append(`autre-${index}`, [event('c')], 'none'))).toMatchObject({
            recordedAt: after(noon, -back)
          })
        }
        set.says = () => after(noon, 1)
        expect(await taken(store.append('contrat-1', [event('d')], 'any'))).toMatchObject({
          recordedAt: after(noon, 1)
        })
      },
      { clock }
    )()
  })

  for (const [what, back] of [
    ['two days and a millisecond', 2 * day + 1],
    ['a month', 30 * day],
    ['nine years', 9 * 365 * day]
  ] as const)
    test(`43 a clock ${what} behind the stream is refused there by name, and nothing is written`, async () => {
      const { set, clock } = settable()
      await run(
        async ({ store }) => {
          const first = await taken(store.append('contrat-1', named('a', 2), 'none'))
          set.says = () => after(noon, -back)
          for (const expected of ['any', 'exists', { exact: 1 }] as const)
            expect(await refusal(store.append('contrat-1', [event('b')], expected))).toEqual({
              _tag: 'ClockRefused',
              reason: 'stream',
              stream: 'contrat-1',
              now: after(noon, -back),
              last: noon,
              retryable: false,
              message: expect.stringMatching(/^horloge refusée.*contrat-1.*clockTolerance: 'any'$/)
            })
          expect(await eventsOf(store.readAll())).toHaveLength(2)
          // What is known already, and what another rule refuses, is answered as ever.
          expect(await taken(store.append('contrat-1', named('a', 2), 'none'))).toEqual(first)
          expect(await refusal(store.append('contrat-1', [event('b')], 'none'))).toMatchObject({
            _tag: 'Conflict',
            actual: 1
          })
          await taken(store.append('autre-1', [event('b')], 'none'))
          set.says = () => noon
          expect((await taken(store.append('contrat-1', [event('b')], { exact: 1 }))).revision).toBe(2)
        },
        { clock }
      )()
    })

  for (const [what, now] of [
    ['centuries ahead', '2999-01-01T00:00:00.000Z'],
    ['eleven years ahead', '2035-03-10T11:00:00.000Z'],
    ['at the epoch', '1970-01-01T00:00:00.000Z'],
    ['eleven years behind', '2013-03-10T11:00:00.000Z']
  ] as const)
    test(`43 a clock ${what} is refused in every stream, and nothing is written`, async () => {
      const { set, clock } = settable()
      await run(
        async ({ store }) => {
          const first = await taken(store.append('contrat-1', [event('a')], 'none'))
          set.says = () => now
          const fault = { _tag: 'ClockRefused', now, last: noon, retryable: false }
          expect(await refusal(store.append('autre-1', [event('b')], 'none'))).toMatchObject({
            ...fault,
            reason: 'journal',
            stream: 'autre-1',
            message: expect.stringMatching(/^horloge refusée.*clockTolerance: 'any'$/)
          })
          expect(await refusal(store.append('contrat-1', [event('b')], { exact: 0 }))).toMatchObject(fault)
          expect(await taken(store.append('contrat-1', [event('a')], 'none'))).toEqual(first)
          expect(right(await store.head()())).toBe(first.position)
          expect(await store.find('autre-1', event('b').id)()).toEqual(E.right(null))
          set.says = () => after(noon, 1000)
          expect(await taken(store.append('autre-1', [event('b')], 'none'))).toMatchObject({
            revision: 0,
            recordedAt: after(noon, 1000)
          })
        },
        { clock }
      )()
    })

  test('43 many at once under a wrong clock are each refused, but for retries', async () => {
    const { set, clock } = settable()
    await run(
      async ({ store }) => {
        for (let index = 0; index < 5; index++)
          await taken(store.append(`contrat-${index}`, [event(`a${index}`)], 'none'))
        set.says = () => '2999-01-01T00:00:00.000Z'
        const answers = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            store.append(`contrat-${index}`, [event(`a${index}`)], 'none')()
          )
        )
        expect(answers.map(answer => (E.isRight(answer) ? 'Right' : answer.left._tag))).toEqual([
          ...Array(5).fill('Right'),
          ...Array(5).fill('ClockRefused')
        ])
        expect(await eventsOf(store.readAll())).toHaveLength(5)
      },
      { clock }
    )()
  })

  test('43 what is no instant is refused by name, in an empty journal and in one that is not', async () => {
    const { set, clock } = settable()
    await run(
      async ({ store }) => {
        for (const isEmpty of [true, false]) {
          if (!isEmpty) {
            set.says = () => noon
            await taken(store.append('contrat-1', [event('a')], 'none'))
          }
          for (const [what, says] of notInstants) {
            set.says = says
            for (const stream of ['contrat-1', 'autre-1'])
              expect([what, await refusal(store.append(stream, [event('b')], 'any'))]).toEqual([
                what,
                {
                  _tag: 'ClockRefused',
                  reason: 'instant',
                  stream,
                  now: expect.any(String),
                  last: null,
                  retryable: false,
                  message: expect.stringMatching(/^horloge refusée.*l'option clock$/)
                }
              ])
          }
          if (!isEmpty) await taken(store.append('contrat-1', [event('a')], 'none'))
          expect(await eventsOf(store.readAll())).toHaveLength(isEmpty ? 0 : 1)
        }
      },
      { clock }
    )()
  })

  test("43 a far clock can be allowed, and still records nothing below the stream's last", async () => {
    const { set, clock } = settable()
    const far = instant('2999-01-01T00:00:00.000Z')
    await run(
      async ({ store }) => {
        await taken(store.append('contrat-1', [event('a')], 'none'))
        set.says = () => far
        expect(await taken(store.append('contrat-1', [event('b')], 'any'))).toMatchObject({ recordedAt: far })
        set.says = () => noon
        expect(await taken(store.append('contrat-1', [event('c')], 'any'))).toMatchObject({ recordedAt: far })
        expect(await taken(store.append('autre-1', [event('d')], 'none'))).toMatchObject({ recordedAt: noon })
        set.says = () => Number.NaN
        expect(await refusal(store.append('autre-1', [event('e')], 'any'))).toMatchObject({
          reason: 'instant'
        })
      },
      { clock, clockTolerance: 'any' }
    )()
  })

  test('43 a stream that was once recorded in 2999 is refused, and hinders no other', async () => {
    const { set, clock } = settable()
    const far = instant('2999-01-01T00:00:00.000Z')
    await run(
      async ({ store }) => {
        await taken(store.append('autre-1', [event('a')], 'none'))
        set.says = () => far
        await taken(store.append('contrat-1', [event('b')], 'none'))
        set.says = () => noon
        for (let turn = 0; turn < 3; turn++) {
          expect(await refusal(store.append('contrat-1', [event('c')], 'any'))).toMatchObject({
            _tag: 'ClockRefused',
            reason: 'stream',
            now: noon,
            last: far
          })
          expect(await taken(store.append('autre-1', [event(`d${turn}`)], 'any'))).toMatchObject({
            recordedAt: noon
          })
        }
      },
      { clock, clockTolerance: { ahead: 1000 * 366 * day, behind: 1000 * 366 * day } }
    )()
  })

  test('43 the tolerance is as it was given, and what is no number allows nothing', async () => {
    const { set, clock } = settable()
    await run(
      async ({ store }) => {
        await taken(store.append('contrat-1', [event('a')], 'none'))
        for (const [says, reason] of [
          [after(noon, 1001), 'journal'],
          [after(noon, -501), 'journal'],
          [after(noon, -101), 'stream']
        ] as const) {
          set.says = () => says
          const stream = reason === 'stream' ? 'contrat-1' : 'autre-1'
          expect(await refusal(store.append(stream, [event('b')], 'any'))).toMatchObject({ reason })
        }
        for (const [index, says] of [after(noon, -500), noon, after(noon, 1000)].entries()) {
          set.says = () => says
          await taken(store.append(`autre-${index}`, [event('b')], 'none'))
        }
      },
      { clock, clockTolerance: { ahead: 1000, behind: 500, behindStream: 100 } }
    )()
    await run(
      async ({ store }) => {
        set.says = () => noon
        await taken(store.append('contrat-1', [event('a')], 'none'))
        expect(await refusal(store.append('autre-1', [event('b')], 'none'))).toMatchObject({
          reason: 'journal'
        })
      },
      { clock, clockTolerance: { ahead: Number.NaN, behind: Number.NaN } }
    )()
  })
}
