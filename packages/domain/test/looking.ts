/** For properties of every step of a history: the seed makes them meet the same histories, which are played once. */
import * as fc from 'fast-check'

/** Sees the state after a command, the command, and the state before; a refused command leaves the state as it is. */
export type Look<S, C> = (state: S, command: C, before: S) => void

type Given<S, C> = { readonly state: S; readonly when: (command: C) => { readonly state: S } }
type Steps<S, C> = ReadonlyArray<{ readonly state: S; readonly command: C; readonly before: S }>

export const playing =
  <S, C>(given: { (): Given<S, C>; readonly from: (state: S) => Given<S, C> }) =>
  (history: ReadonlyArray<C>): Steps<S, C> => {
    let known = given()
    return history.map(command => {
      const before = known.state
      known = given.from(known.when(command).state)
      return { state: known.state, command, before }
    })
  }

/** Looks at each step of as many histories; a failure is told with the shortest history that has it. */
export const looking = <S, C>(
  play: (history: ReadonlyArray<C>) => Steps<S, C>,
  histories: fc.Arbitrary<ReadonlyArray<C>>,
  numRuns: number
) => {
  let all: ReadonlyArray<Steps<S, C>> | null = null
  const found = () => {
    const played: Array<Steps<S, C>> = []
    fc.assert(
      fc.property(histories, history => {
        played.push(play(history))
      }),
      { numRuns }
    )
    return played
  }
  const lookAt = (steps: Steps<S, C>, look: Look<S, C>) => {
    for (const { state, command, before } of steps) look(state, command, before)
  }
  return (look: Look<S, C>): void => {
    all ??= found()
    try {
      for (const steps of all) lookAt(steps, look)
    } catch (error) {
      fc.assert(
        fc.property(histories, history => lookAt(play(history), look)),
        { numRuns }
      )
      throw error
    }
  }
}
