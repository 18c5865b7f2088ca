import { given, psuSigned, terminate } from '../test/convention-commands'
import {
  ConventionId,
  type ConventionState,
  conventionActs,
  conventionEvents,
  dateCivile,
  type EntryRefusal,
  effetOn,
  type GrowingList,
  type GrowingMap,
  habilitationActs,
  habilitationEvents,
  type Incoherence,
  inForceOf,
  type MovedFact,
  type MovedHabilitationFact,
  read
} from '.'

test('P27 P22 the write side tells whether a convention is in force, and from when to when', () => {
  const { state } = given(...psuSigned, terminate('2018-05-02'))
  expect(inForceOf(state)).toEqual({ from: '2017-01-01', to: '2018-05-02' })
  expect(['2018-05-01', '2018-05-02'].map(on => effetOn(state, dateCivile(on)).status)).toEqual([
    'en-vigueur',
    'terminee'
  ])
  expect(inForceOf(given().state)).toBeNull()
})

test('G15 a value known to be good is read, or throws with its fault', () => {
  expect(read(ConventionId, 'psu-1960')).toBe('psu-1960')
  expect(() => read(ConventionId, 'une convention')).toThrow(TypeError)
})

test('G1 what may be corrected is every act of an aggregate', () => {
  for (const [acts, events] of [
    [conventionActs, conventionEvents],
    [habilitationActs, habilitationEvents]
  ])
    expect(Object.keys(events ?? {})).toEqual(expect.arrayContaining(Object.keys(acts ?? {})))
})

/** What a program that uses the package must be able to name: it compiles, or the check of the types fails. */
export type Named = readonly [
  ConventionState['acts'] extends GrowingMap<number, unknown> ? true : never,
  GrowingList<number>['length'],
  EntryRefusal['code'],
  Incoherence['path'],
  MovedFact['kind'],
  MovedHabilitationFact['kind']
]
