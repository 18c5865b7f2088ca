import * as fc from 'fast-check'
import { psuWith } from '../../test/habilitation-commands'
import {
  entropyBits,
  modelWarnings,
  monenfant,
  type PasswordPolicy,
  passwordCharacters,
  passwordFaults,
  psu
} from '.'

const of = (more: Partial<PasswordPolicy> = {}): PasswordPolicy => ({
  length: 8,
  madeOf: ['letters', 'digits'],
  caseSensitive: true,
  renewal: null,
  article: { source: 'MEF', article: '3-2' },
  ...more
})
const codes = (candidate: string, policy = of()) => passwordFaults(policy)(candidate).map(({ code }) => code)

test('A4 M9 eight letters and digits hold 47.6 bits, and what is longer, or made of more, holds more', () => {
  expect(entropyBits(of()).toFixed(1)).toBe('47.6')
  expect(entropyBits(of({ caseSensitive: false })).toFixed(1)).toBe('41.4')
  expect(entropyBits(of({ length: 9 })).toFixed(1)).toBe('53.6')
  expect(entropyBits(of({ madeOf: ['letters', 'digits', 'symbols'] })).toFixed(1)).toBe('52.4')
  expect(entropyBits(of({ madeOf: ['digits'], length: 4 })).toFixed(1)).toBe('13.3')
  expect(entropyBits(of({ madeOf: [] }))).toBe(Number.NEGATIVE_INFINITY)
})

test('M9 a password has its least length, and at least one of each kind of character, and no other', () => {
  expect(codes('abcdefg1')).toEqual([])
  expect(codes('abcdef1')).toEqual(['password-too-short'])
  expect(codes('abcdefgh')).toEqual(['password-lacks'])
  expect(codes('12345678')).toEqual(['password-lacks'])
  expect(codes('abcdef-1')).toEqual(['password-foreign'])
  expect(codes('abcdéf12')).toEqual(['password-foreign'])
  expect(codes('')).toEqual(['password-too-short', 'password-lacks', 'password-lacks'])
  expect(codes('abcdef-1', of({ madeOf: ['letters', 'digits', 'symbols'] }))).toEqual([])
  expect(codes('abcdef 1', of({ madeOf: ['letters', 'digits', 'symbols'] }))).toContain('password-foreign')
  // A character outside the first plane is one character.
  expect(codes('abcdef1😀')).toEqual(['password-foreign'])
})

test('A4 what is told of a password says nothing of it: of two with the same faults the same', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, maxLength: 30 }), candidate => {
      const faults = passwordFaults(of({ length: 31 }))(candidate)
      expect(faults.every(({ article }) => article?.article === '3-2')).toBe(true)
      const own = ['password-too-short', 'password-lacks', 'password-foreign']
      expect(faults.every(({ code }) => own.includes(code))).toBe(true)
      const same = passwordFaults(of({ length: 31 }))(`${candidate.slice(1)}${candidate.slice(0, 1)}`)
      expect(same).toEqual(faults)
    })
  )
})

test('A4 M9 a password is drawn from the characters that it may be made of, each once', () => {
  const drawnFrom = (more: Partial<PasswordPolicy>) => passwordCharacters(of(more)).join('')
  const [small, digits] = ['abcdefghijklmnopqrstuvwxyz', '0123456789']
  expect(drawnFrom({})).toBe(`${digits}${small.toUpperCase()}${small}`)
  expect(drawnFrom({ caseSensitive: false })).toBe(`${digits}${small}`)
  expect(drawnFrom({ madeOf: ['digits'] })).toBe(digits)
  expect(drawnFrom({ madeOf: ['symbols'], caseSensitive: false })).toHaveLength(32)
  expect(new Set(drawnFrom({ madeOf: ['letters', 'digits', 'symbols'] })).size).toBe(94)
})

const withPasswords = (passwords: object) => psuWith({ passwords: { article: '2.2', ...passwords } })
const faultsOf = (passwords: object): string => {
  try {
    withPasswords(passwords)
    return ''
  } catch (error) {
    return String(error)
  }
}

test('A4 a model whose passwords hold less than 50 bits is warned of; the two that ship say what their sources say', () => {
  expect(modelWarnings(monenfant)).toEqual([
    {
      path: 'habilitation.passwords.length',
      message: "un mot de passe tiré au hasard n'aurait que 47,6 bits ; il en faut 50"
    }
  ])
  expect(modelWarnings(withPasswords({ length: 9 }))).toEqual([])
  expect(modelWarnings({ habilitation: null })).toEqual([])
  expect(psu.habilitation?.passwords).toEqual({
    length: 8,
    madeOf: ['letters', 'digits'],
    caseSensitive: true,
    renewal: null,
    article: { source: 'PSU', article: '2.2' }
  })
})

test('G11 passwords that nobody could choose, or a renewal of no change, are refused with their path', () => {
  expect(faultsOf({ length: 0 })).toContain('habilitation.passwords.length : nul')
  expect(faultsOf({ madeOf: [] })).toContain('habilitation.passwords.madeOf : liste vide')
  expect(faultsOf({ madeOf: ['digits', 'digits'] })).toContain('habilitation.passwords.madeOf[1] : répété')
  expect(faultsOf({ length: 1 })).toContain('habilitation.passwords.length : un de chaque')
  expect(faultsOf({ renewal: { from: 'departure' } })).toContain('habilitation.passwords.renewal.from')
  expect(faultsOf({ renewal: { from: 'date', date: '2018-01-01' } })).toContain('ne dépend pas du changement')
})
