import { fold } from './decider'

test('G1 a state is its events, one after the other, and what was folded is left as it was', () => {
  const decider = {
    initial: [] as ReadonlyArray<number>,
    evolve: (state: ReadonlyArray<number>, event: number) => [...state, event]
  }
  expect(fold(decider)([1, 2, 3])).toEqual([1, 2, 3])
  expect(fold(decider)([])).toBe(decider.initial)
  expect(fold({ ...decider, initial: fold(decider)([1]) })([2, 3])).toEqual(fold(decider)([1, 2, 3]))
  expect(decider.initial).toEqual([])
})
