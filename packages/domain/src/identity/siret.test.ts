import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { Siren, Siret } from './siret'

const siret = decode(Siret)

test('P29 « 219 200 714 000 18 » is a SIRET, kept as fourteen digits', () => {
  for (const written of [
    '219 200 714 000 18',
    '21920071400018',
    '219\u00a0200\u00a0714\u00a0000\u00a018',
    '219\u202f200\u202f714 00018\n'
  ])
    expect(siret(written)).toEqual(E.right('21920071400018'))
})

test('P29 a SIRET whose key is wrong is refused, and says so in French', () => {
  expect(siret('219 200 714 000 19')).toEqual(
    E.left([{ path: '', message: 'SIRET invalide : "219 200 714 000 19" (clé de contrôle)' }])
  )
  expect(siret('219 200 714')).toEqual(
    E.left([{ path: '', message: 'SIRET invalide : "219 200 714" (nombre de chiffres)' }])
  )
  expect(siret('219 200 714 000 1O')).toEqual(
    E.left([{ path: '', message: 'SIRET invalide : "219 200 714 000 1O" (chiffres seulement)' }])
  )
  expect(siret(21920071400018)).toEqual(
    E.left([{ path: '', message: 'attendu : SIRET, reçu : 21920071400018' }])
  )
})

/** Independent of the library: doubles every other digit from the right. */
const luhnSum = (digits: string): number =>
  [...digits]
    .reverse()
    .map((digit, i) => Number(digit) * (i % 2 === 1 ? 2 : 1))
    .reduce((sum, n) => sum + (n > 9 ? n - 9 : n), 0)

const digits = (n: number) => fc.array(fc.nat(9), { minLength: n, maxLength: n }).map(list => list.join(''))

test('P29 of the hundred numbers that two digits may end, one is right: SIREN and SIRET have each their Luhn key', () => {
  fc.assert(
    fc.property(digits(8), digits(4), (start, nic) => {
      fc.pre(!/^(?:0{8}|35600000)$/.test(start))
      const keys = Array.from({ length: 10 }, (_, key) => key)
      const right = keys
        .flatMap(first => keys.map(last => `${start}${first}${nic}${last}`))
        .filter(s => E.isRight(siret(s)))
      expect(right).toHaveLength(1)
      expect(right.flatMap(s => [luhnSum(s), luhnSum(s.slice(0, 9))]).every(sum => sum % 10 === 0)).toBe(true)
    }),
    { numRuns: 30 }
  )
})

test.each([
  ['11122233344455', 'clé de contrôle'],
  ['111 222 333 444 55', 'clé de contrôle'],
  ['00000000000000', 'numéro nul'],
  ['219200714\u200b00018', 'nombre de chiffres'],
  ['\ufeff21920071400018', 'nombre de chiffres']
])('P29 the SIRET %j is refused: %s', (written, why) => {
  const decoded = siret(written)
  expect(E.isLeft(decoded) && decoded.left[0]?.message).toContain(`(${why})`)
  expect(luhnSum('11122233344455') % 10).toBe(0)
})

test('P29 two neighbouring digits exchanged are seen, but for 0 and 9', () => {
  expect(E.isLeft(siret('219 200 714 000 81'))).toBe(true)
  expect(E.isLeft(siret('129 200 714 000 18'))).toBe(true)
})

test('P29 La Poste: its establishments have digits whose sum divides by 5, its head office a Luhn key', () => {
  expect(siret('356 000 000 00048')).toEqual(E.right('35600000000048'))
  expect(luhnSum('35600000000048') % 10).toBe(0)
  expect(E.isLeft(siret('356 000 000 00049'))).toBe(true)
  fc.assert(
    fc.property(
      digits(5).filter(nic => nic !== '00048'),
      nic => {
        const sum = [...`356000000${nic}`].reduce((total, digit) => total + Number(digit), 0)
        expect(E.isRight(siret(`356000000${nic}`))).toBe(sum % 5 === 0)
      }
    )
  )
})

test('P29 leading zeros stay', () => {
  expect(siret('005 520 176 00016')).toEqual(E.right('00552017600016'))
  expect(decode(Siren)('005 520 176')).toEqual(E.right('005520176'))
})

test('M24 a SIREN is nine digits with a Luhn key', () => {
  expect(decode(Siren)('219200789')).toEqual(E.right('219200789'))
  expect(decode(Siren)('219200788')).toEqual(
    E.left([{ path: '', message: 'SIREN invalide : "219200788" (clé de contrôle)' }])
  )
})
