import * as fc from 'fast-check'
import { command, correct, given, modelOf } from '../../test/convention-commands'
import { linesOf } from '../../test/convention-lines'
import { laidFromScratch } from '../../test/laid'
import { mistakenHistories, onwards, told } from '../../test/mistaken-histories'
import { conventionActs, conventionAggregate } from './index'

/** Acts of every sort, each corrected and each withdrawn, but the draft, which is only corrected. */
const sorts = Object.keys(conventionActs)
  .flatMap(type => [type, `${type} withdrawn`])
  .filter(sort => sort !== 'ConventionDrafted withdrawn')

test('G18 G1 once corrected, a history holds on every day what it would have held without the mistake', () => {
  const compared = new Map<string, number>()
  let refused = 0
  fc.assert(
    fc.property(mistakenHistories, drawn => {
      const known = told(drawn)
      if (known === null) return
      const { instead, place, recorded, meant } = known
      const { codes, state } = given.from(recorded).when(correct(place, instead))
      if (codes.length > 0) refused += 1
      if (codes.length > 0) return
      const sort = `${recorded.acts.get(place)?.type}${instead === null ? ' withdrawn' : ''}`
      compared.set(sort, (compared.get(sort) ?? 0) + 1)
      expect(linesOf(state)).toEqual(linesOf(meant))
      const both = onwards(state, meant, drawn.later)
      expect(linesOf(both[0])).toEqual(linesOf(both[1]))
    }),
    { numRuns: 3000 }
  )
  const total = [...compared.values()].reduce((sum, n) => sum + n, 0)
  expect(sorts.filter(sort => !compared.has(sort))).toEqual([])
  expect(total).toBeGreaterThan(1000)
  // What is refused speaks of what was recorded since, and did not yet stand when the act was first given.
  expect(refused).toBeLessThan(total / 50)
})

const restate = command('RestateConvention', { motif: 'règles changées' })

test('G1 whatever was corrected, the lines that were recorded are those that the acts make, laid from scratch', () => {
  let laid = 0
  fc.assert(
    fc.property(mistakenHistories, drawn => {
      const known = told(drawn)
      if (known === null) return
      const corrected = given.from(known.recorded).when(correct(known.place, known.instead)).state
      for (const state of [known.recorded, onwards(corrected, corrected, drawn.later)[0]]) {
        laid += 1
        expect(linesOf(state)).toEqual(laidFromScratch(conventionAggregate, modelOf(state), state))
        expect(given.from(state).when(restate).events).toEqual([])
      }
    }),
    { numRuns: 500 }
  )
  expect(laid).toBeGreaterThan(300)
})
