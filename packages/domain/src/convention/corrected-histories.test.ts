import * as fc from 'fast-check'
import { command, correct, given, modelOf } from '../../test/convention-commands'
import { linesOf } from '../../test/convention-lines'
import { laidFromScratch } from '../../test/laid'
import { mistakenHistories, onwards, told } from '../../test/mistaken-histories'
import { conventionAggregate } from './index'

test('G18 G1 once corrected, a history holds on every day what it would have held without the mistake', () => {
  const compared: Record<string, number> = {}
  const refused: Record<string, number> = {}
  fc.assert(
    fc.property(mistakenHistories, drawn => {
      const known = told(drawn)
      if (known === null) return
      const { mistake, instead, place, recorded, meant } = known
      const { codes, state } = given.from(recorded).when(correct(place, instead))
      for (const code of codes) refused[code] = (refused[code] ?? 0) + 1
      if (codes.length > 0) return
      const kind = `${mistake.type}${instead === null ? ' withdrawn' : ''}`
      compared[kind] = (compared[kind] ?? 0) + 1
      expect(linesOf(state)).toEqual(linesOf(meant))
      const both = onwards(state, meant, drawn.later)
      expect(linesOf(both[0])).toEqual(linesOf(both[1]))
    }),
    { numRuns: 2000 }
  )
  console.log(compared, refused)
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
