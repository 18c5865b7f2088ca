import * as fc from 'fast-check'
import { correct, given, mefDelivered, psuDelivered } from '../../test/habilitation-commands'
import { linesOf } from '../../test/lines'
import { anyHabilitationAct, anyRequestOf } from '../../test/plausible-habilitations'
import type { HabilitationCommand, HabilitationState } from '.'

type Answer = 'recorded' | 'nothing' | 'refused'

const play = (initial: HabilitationState, commands: ReadonlyArray<HabilitationCommand>) => {
  let state = initial
  const answers = commands.map((command): Answer => {
    const { state: after, codes } = given.from(state).when(command)
    const answer = codes.length > 0 ? 'refused' : after.revision === state.revision ? 'nothing' : 'recorded'
    state = after
    return answer
  })
  return { state, answers }
}

/** What stands before the mistake, the act given by mistake, and the one meant; null: none was. */
const mistakes = fc
  .constantFrom(
    { model: 'psu', start: psuDelivered },
    { model: 'monenfant', start: mefDelivered },
    { model: 'psu', start: psuDelivered.slice(0, 1) },
    { model: 'monenfant', start: mefDelivered.slice(0, 3) }
  )
  .chain(({ model, start }) =>
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          before: fc.constant(start),
          wrong: anyHabilitationAct,
          right: fc.option(anyHabilitationAct)
        })
      },
      // The request itself, and what comes after it.
      {
        weight: 1,
        arbitrary: fc.record({
          before: fc.constant([]),
          wrong: anyRequestOf(model),
          right: anyRequestOf(model)
        })
      },
      // A step of the start, on another day.
      {
        weight: 2,
        arbitrary: fc
          .record({
            n: fc.integer({ min: 1, max: start.length }),
            wrong: anyHabilitationAct,
            right: fc.option(anyHabilitationAct)
          })
          .map(({ n, ...more }) => ({ before: start.slice(0, n), ...more }))
      }
    )
  )

test('G18 G2 once corrected, an habilitation holds what it would have held without the mistake: every line, every day', () => {
  let compared = 0
  fc.assert(
    fc.property(
      mistakes,
      fc.array(anyHabilitationAct, { maxLength: 5 }),
      ({ before, wrong, right }, later) => {
        const known = given(...before).state
        const mistaken = play(known, [wrong, ...later])
        const meant = play(known, right === null ? later : [right, ...later])
        if (mistaken.answers[0] !== 'recorded' || (right !== null && meant.answers[0] !== 'recorded')) return
        // What came later was answered alike, so that only the mistake makes a difference.
        if (mistaken.answers.slice(1).join() !== meant.answers.slice(right === null ? 0 : 1).join()) return
        const { codes, state } = given.from(mistaken.state).when(correct(known.revision, right))
        if (codes.length > 0) return
        compared += 1
        expect(linesOf(state)).toEqual(linesOf(meant.state))
      }
    ),
    { numRuns: 10500 }
  )
  expect(compared).toBeGreaterThan(2000)
})
