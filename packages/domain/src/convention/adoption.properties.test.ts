import * as fc from 'fast-check'
import {
  attribute,
  correct,
  draftPsu,
  psuSigned,
  receive,
  signAvenant,
  signal
} from '../../test/convention-commands'
import { defineModel, psu } from '../model'
import { specification } from '../testing'
import { addDays, dateCivile } from '../time'
import {
  type ConventionCommand,
  type ConventionState,
  conventionDecider,
  conventionLine,
  conventionValueOn
} from '.'

const role = 'activite'
const capped = (version: number, cap: number) =>
  defineModel({ ...psu, version, roles: psu.roles.map(one => (one.id === role ? { ...one, cap } : one)) })

const start = dateCivile('2018-01-01')
const day = fc.integer({ min: 0, max: 40 }).map(days => addDays(start, days))

/** A form gives the role to another person each time; among the forms, the avenant adopts the second version. */
const history = fc.record({
  caps: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  adoptedOn: day,
  place: fc.nat({ max: 4 }),
  forms: fc.array(day, { minLength: 2, maxLength: 4 })
})
type History = typeof history extends fc.Arbitrary<infer H> ? H : never

/** What the two versions, each on its own days, say of the forms: a day is over its cap, or none is. */
const isWithin = (given: ReadonlyArray<string>, capOn: (on: string) => number, days: ReadonlyArray<string>) =>
  [...given, ...days].every(on => given.filter(from => from <= on).length <= capOn(on))

const played = ({ caps: [first, second], adoptedOn, place, forms }: History) => {
  const { given } = specification(conventionDecider([capped(7, first), capped(8, second)]))
  let state = given(draftPsu({ model: { id: 'psu', version: 7 } }), ...psuSigned.slice(1)).state
  let adoption: number | null = null
  const held: Array<string> = []
  const capOn = (on: string) => (adoption !== null && on >= adoptedOn ? second : first)
  const give = (...commands: ReadonlyArray<ConventionCommand>): ReadonlyArray<string> => {
    let codes: ReadonlyArray<string> = []
    for (const one of commands) {
      const outcome = given.from(state).when(one)
      codes = outcome.codes
      state = outcome.state
    }
    return codes
  }
  const adopt = () => {
    const changes = [{ kind: 'adopt-model', model: { id: 'psu', version: 8 } }]
    const codes = give(
      signal('m-1', adoptedOn, changes),
      signAvenant('m-1', 'gestionnaire', adoptedOn),
      signAvenant('m-1', 'caf', adoptedOn, { signataire: 'p-2' })
    )
    const isRight = isWithin(held, on => (on >= adoptedOn ? second : first), [adoptedOn])
    expect(codes).toEqual(isRight ? [] : ['role-full'])
    if (isRight) adoption = state.revision - 1
  }
  forms.forEach((on, i) => {
    if (i === place) adopt()
    const codes = give(signal(`f-${i}`, on, [attribute(`p-${i + 2}`, role)]), receive(`f-${i}`, on))
    const isRight = isWithin([...held, on], capOn, [adoptedOn])
    expect(codes).toEqual(isRight ? [] : ['role-full'])
    if (isRight) held.push(on)
  })
  if (place >= forms.length) adopt()
  return { state, adoption, held, first, given }
}

const attributions = (state: ConventionState) =>
  ['p-2', 'p-3', 'p-4', 'p-5'].map(personne =>
    conventionLine(state, 'attribution', `e-1/${role}/${personne}`)
  )

test('G11 G17 before its day as the first version, from its day as the second, in whichever order they are recorded', () => {
  const seen = { adopted: 0, refused: 0 }
  fc.assert(
    fc.property(history, one => {
      const { state, adoption } = played(one)
      if (adoption === null) seen.refused++
      else seen.adopted++
      const versionOn = (on: string) => conventionValueOn(state, 'model', '', dateCivile(on))?.version
      expect(versionOn(addDays(one.adoptedOn, -1))).toBe(7)
      expect(versionOn(one.adoptedOn)).toBe(adoption === null ? 7 : 8)
    }),
    { numRuns: 40 }
  )
  expect(Math.min(seen.adopted, seen.refused)).toBeGreaterThan(0)
})

test('G18 an adoption withdrawn leaves what a history without it holds, or is refused where that would be over a cap', () => {
  fc.assert(
    fc.property(history, one => {
      const { state, adoption, held, first, given } = played(one)
      if (adoption === null) return
      const withdrawn = given.from(state).when(correct(adoption, null))
      if (!isWithin(held, () => first, [])) {
        expect(withdrawn.codes).toContain('role-full')
        return
      }
      expect(withdrawn.codes).toEqual([])
      expect(attributions(withdrawn.state)).toEqual(attributions(state))
      expect(conventionLine(withdrawn.state, 'model', '')).toEqual([
        { from: null, value: { id: 'psu', version: 7 } }
      ])
    }),
    { numRuns: 40 }
  )
})
