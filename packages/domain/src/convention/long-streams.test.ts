import {
  correct,
  draftPsu,
  fiche,
  given,
  identify,
  psuSigned,
  receive,
  signal
} from '../../test/convention-commands'
import { addDays, dateCivile } from '../time'
import type { ConventionCommand, ConventionState } from './index'

const day = (n: number): string => addDays(dateCivile('2017-03-01'), (n * 7) % 1300)
/** A new name for a person, on some day. */
const renaming = (n: number, personneId: string): ReadonlyArray<ConventionCommand> => [
  signal(`m-${n}`, '2017-02-24', [identify(personneId, `NOM-${n}`)]),
  receive(`m-${n}`, day(n))
]
const give = (state: ConventionState, commands: ReadonlyArray<ConventionCommand>): ConventionState =>
  commands.reduce((known, command) => {
    const { events, state: after } = given.from(known).when(command)
    expect(events).toHaveLength(1)
    return after
  }, state)
/** Of as many acts. */
const longOf = (acts: number, personneOf: (n: number) => string): ConventionState => {
  let state = given(...psuSigned).state
  for (let n = 0; state.revision < acts; n++) state = give(state, renaming(n, personneOf(n)))
  return state
}
/** The fastest of some, which the rest of a busy machine slows least, in milliseconds. */
const fastest = (times: number, run: () => void): number =>
  Math.min(
    ...Array.from({ length: times }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    })
  )

test.each([
  ['about one thing', () => 'p-3'],
  ['each about another', (n: number) => `p-${n + 10}`]
])('G1 an act costs as much after three thousand acts as after three hundred, %s', (_, personneOf) => {
  const [few, many] = [300, 3000].map(acts => longOf(acts, personneOf))
  if (few === undefined || many === undefined) throw new Error('no dossier')
  // On a day before most of what is known, and on one after it.
  for (const n of [9843, 9999]) {
    const one = (state: ConventionState) => fastest(30, () => give(state, renaming(n, personneOf(0))))
    one(few)
    // Lines compared whole, or looked through to their end, took ten times as long.
    expect(one(many) / one(few)).toBeLessThan(5)
  }
})

test('G18 the first of many acts is corrected in the time of the last', () => {
  const state = longOf(1500, () => 'p-3')
  const last = state.revision - 1
  const moved = (n: number) => [correct(n * 2 + 5, receive(`m-${n}`, '2017-02-25'))]
  const first = fastest(2, () => give(state, moved(0)))
  expect(first / fastest(2, () => give(state, moved((last - 5) / 2)))).toBeLessThan(6)
  const draft = fastest(2, () =>
    give(state, [correct(0, draftPsu({ fiche: { ...fiche, codeInsee: '093' } }))])
  )
  expect(draft / first).toBeLessThan(12)
})
