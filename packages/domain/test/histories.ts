/** What the histories of both aggregates are made of: few dates, and moves that look at what stands. */
import * as fc from 'fast-check'

export const of = (...values: ReadonlyArray<string>) => fc.constantFrom(...values)
export const date = of(
  '2016-12-01',
  '2017-01-01',
  '2017-02-23',
  '2017-06-30',
  '2018-01-31',
  '2018-02-28',
  '2019-05-01',
  '2021-01-01'
)

/** A command, or one that depends on what stands when it is given. */
export type Move<State, Command> = Command | ((state: State) => Command)

/** The commands of a history, each as it is given on what those before it left; those refused are given too. */
export const played = <S, C, O extends { readonly state: S }>(
  from: (state: S) => { readonly when: (command: C) => O },
  initial: S,
  moves: ReadonlyArray<Move<S, C>>
): ReadonlyArray<C> => {
  let state = initial
  return moves.map(move => {
    // A command is no function.
    const command = typeof move === 'function' ? (move as (state: S) => C)(state) : move
    state = from(state).when(command).state
    return command
  })
}
