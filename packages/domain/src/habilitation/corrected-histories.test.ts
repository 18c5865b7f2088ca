import * as fc from 'fast-check'
import { correctRecord, given, mefDelivered, psuDelivered } from '../../test/habilitation-commands'
import { anyHabilitationAct } from '../../test/plausible-habilitations'
import type { HabilitationCommand } from './commands'
import type { HabilitationState } from './state'

const play = (state: HabilitationState, commands: ReadonlyArray<HabilitationCommand>) =>
  commands.reduce(
    ({ state, accepted }, command) => {
      const after = given.from(state).when(command)
      return { state: after.state, accepted: [...accepted, after.state !== state] }
    },
    { state, accepted: [] as ReadonlyArray<boolean> }
  )

/** Every line that says something. */
const shown = ({ timelines }: HabilitationState): ReadonlyArray<unknown> =>
  Object.entries(timelines)
    .flatMap(([kind, lines]) => [...lines].map(([id, steps]) => ({ key: `${kind}/${id}`, steps })))
    .filter(({ steps }) => steps.some(({ value }) => value !== null))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

test('G1 G2 once corrected, an habilitation holds what it would have held without the mistake', () => {
  let compared = 0
  fc.assert(
    fc.property(
      fc.constantFrom(psuDelivered, mefDelivered, psuDelivered.slice(0, 1), mefDelivered.slice(0, 3)),
      fc.tuple(anyHabilitationAct, anyHabilitationAct),
      fc.array(anyHabilitationAct, { maxLength: 4 }),
      fc.boolean(),
      (start, [wrong, right], later, withdrawn) => {
        const before = given(...start).state
        const mistaken = play(before, [wrong, ...later])
        const meant = play(before, withdrawn ? later : [right, ...later])
        if (mistaken.accepted[0] !== true || (!withdrawn && meant.accepted[0] !== true)) return
        const { codes, state } = given
          .from(mistaken.state)
          .when(correctRecord(before.revision, withdrawn ? null : right))
        // What came later was answered alike, so that only the mistake makes a difference.
        if (
          codes.length > 0 ||
          mistaken.accepted.slice(1).join() !== meant.accepted.slice(withdrawn ? 0 : 1).join()
        )
          return
        compared += 1
        expect(shown(state)).toEqual(shown(meant.state))
        expect([state.reached, state.refused]).toEqual([meant.state.reached, meant.state.refused])
      }
    ),
    { numRuns: 2500 }
  )
  expect(compared).toBeGreaterThan(150)
})
