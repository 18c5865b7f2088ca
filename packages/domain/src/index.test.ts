import { given, psuSigned, terminate } from '../test/convention-commands'
import {
  ConventionId,
  type ConventionState,
  conventionAggregate,
  conventionEvents,
  conventionValueOn,
  type Dossier,
  dateCivile,
  factOf,
  type HabilitationState,
  habilitationAggregate,
  habilitationEvents,
  type Incoherence,
  type Move,
  read
} from '.'

test('P27 P22 the write side tells whether a convention is in force', () => {
  const { state } = given(...psuSigned, terminate('2018-05-02'))
  expect(
    ['2016-12-31', '2018-05-01', '2018-05-02'].map(
      on => conventionValueOn(state, 'effet', '', dateCivile(on))?.status
    )
  ).toEqual(['a-venir', 'en-vigueur', 'terminee'])
  expect(conventionValueOn(given().state, 'effet', '', null)).toBeNull()
})

test('G2 the lines that the write side reads are those that its events moved, and nothing else', () => {
  const said: Array<unknown> = []
  const facts = psuSigned.flatMap((command, i) =>
    given(...psuSigned.slice(0, i))
      .when(command)
      .events.flatMap(({ data }) => {
        said.push(data)
        return data.moves.map(factOf(conventionAggregate.kinds, revision => said[revision]))
      })
  )
  const named = facts.find(({ kind, id }) => kind === 'personne' && id === 'p-1')
  expect(named?.value).toEqual(conventionValueOn(given(...psuSigned).state, 'personne', 'p-1', null))
})

test('G15 a value known to be good is read, or throws with its fault', () => {
  expect(read(ConventionId, 'psu-1960')).toBe('psu-1960')
  expect(() => read(ConventionId, 'une convention')).toThrow(TypeError)
})

test('G1 what may be corrected is every act of an aggregate', () => {
  for (const [{ acts, correction, restatement }, events] of [
    [conventionAggregate, conventionEvents],
    [habilitationAggregate, habilitationEvents]
  ] as const)
    expect(Object.keys(events)).toEqual([...Object.keys(acts), correction.event, restatement.event])
})

/** What a program that uses the package must be able to name: it compiles, or the check of the types fails. */
export type Named = readonly [
  ConventionState extends Dossier<infer _> ? true : never,
  HabilitationState['revision'],
  Incoherence['path'],
  Move['at']
]
