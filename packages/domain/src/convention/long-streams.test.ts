import { attribute, edit, given, list, models, psuDrafted } from '../../test/convention-commands'
import { conventionDecider } from './decide'
import type { ConventionEvent } from './events'
import type { ConventionState } from './state'

const { evolve } = conventionDecider(models)

test('G1 an event costs as much after forty thousand as after four thousand', () => {
  // Every one is asserted over and over, as in a convention that lives long.
  const events = Array.from({ length: 400 }, (_, n): ReadonlyArray<ConventionEvent> => {
    const changes = [list('e-9', { nom: `CRECHE ${n}` }), attribute('p-3', 'import', 'e-9')]
    return given(...psuDrafted)
      .when(edit(...changes))
      .events.map(event =>
        event.type === 'RôleAttributed'
          ? { ...event, data: { ...event.data, personneId: `p-${n}` as typeof event.data.personneId } }
          : event
      )
  }).flat()
  let state: ConventionState = given(...psuDrafted).state
  const took = Array.from({ length: 50 }, () => {
    const start = performance.now()
    state = events.reduce(evolve, state)
    return performance.now() - start
  })
  expect(state.revision).toBeGreaterThan(40_000)
  // Copied at each event, the state of the last took more than ten times as long. The fastest of each are compared,
  // which the rest of a busy machine slows least.
  expect(Math.min(...took.slice(-9)) / Math.min(...took.slice(1, 10))).toBeLessThan(4)
})
