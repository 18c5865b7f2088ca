import { createHash } from 'node:crypto'
import { monenfant, type PasswordPolicy, passwordCharacters, passwordFaults, psu } from '@avenant/domain'
import * as fc from 'fast-check'
import { drawPassword } from './draw'

const of = (more: Partial<PasswordPolicy> = {}): PasswordPolicy => ({
  length: 8,
  madeOf: ['letters', 'digits'],
  caseSensitive: true,
  renewal: null,
  article: { source: 'MEF', article: '3-2' },
  ...more
})

/** Gives every sequence of so many numbers below `count`, one sequence after the other. */
const everySequence = (count: number, length: number) => {
  let given = 0
  return (asked: number): number => {
    if (asked !== count) throw new Error(`a number below ${asked} is asked for, of ${count} characters`)
    const [sequence, place] = [Math.floor(given / length), given % length]
    given += 1
    return Math.floor(sequence / count ** place) % count
  }
}

test('A4 M9 of all that could be drawn, each password that the policy allows comes as often as any other, and no other', () => {
  const small = (length: number, more: Partial<PasswordPolicy> = {}) => of({ length, ...more })
  for (const [policy, expected] of [
    [small(2), 2 * 52 * 10],
    [small(1, { madeOf: ['symbols'] }), 32],
    [small(3, { caseSensitive: false }), 36 ** 3 - 26 ** 3 - 10 ** 3],
    [small(3, { madeOf: ['digits', 'letters', 'symbols'], caseSensitive: false }), 6 * 26 * 10 * 32]
  ] as const) {
    const below = everySequence(passwordCharacters(policy).length, policy.length)
    const drawn = Array.from({ length: expected }, () => drawPassword(policy, below))
    expect(new Set(drawn).size).toBe(expected)
  }
})

/** The same numbers in each run: each below `count` as likely, since what would favour the first ones is left out. */
const hashed = () => {
  let n = 0
  return (count: number): number => {
    for (;;) {
      const number = createHash('sha256').update(`${n++}`).digest().readUInt32BE(0)
      if (number < 2 ** 32 - (2 ** 32 % count)) return number % count
    }
  }
}

test('A4 M9 at every place of eight, letters come as often as one another, and so do digits', () => {
  const below = hashed()
  const drawn = Array.from({ length: 10_000 }, () => drawPassword(of(), below))
  for (let place = 0; place < 8; place++)
    // What a chi-square exceeds once in a thousand times, with 51 and with 9 degrees of freedom.
    for (const [kind, size, bound] of [
      [/[A-Za-z]/, 52, 87],
      [/[0-9]/, 10, 27.9]
    ] as const) {
      const characters = drawn.map(password => password.charAt(place)).filter(one => kind.test(one))
      const counts = [...new Set(characters)].map(of => characters.filter(one => one === of).length)
      expect(counts).toHaveLength(size)
      const expected = characters.length / size
      const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      expect(chiSquare).toBeLessThan(bound)
    }
})

test('A4 M9 what is drawn by the machine is what the policy asks for, to its least length, and never twice', () => {
  expect(psu.habilitation?.passwords?.length).toBe(8)
  expect(monenfant.habilitation?.passwords?.length).toBe(8)
  const kinds = ['letters', 'digits', 'symbols'] as const
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1 }),
      fc.integer({ min: 8, max: 40 }),
      fc.boolean(),
      (madeOf, length, caseSensitive) => {
        const policy = of({ madeOf, length, caseSensitive })
        const [one, other] = [drawPassword(policy), drawPassword(policy)]
        expect(passwordFaults(policy)(one)).toEqual([])
        expect(one).toHaveLength(length)
        expect(caseSensitive || one === one.toLowerCase()).toBe(true)
        if (length >= 20) expect(one).not.toBe(other)
      }
    )
  )
})
