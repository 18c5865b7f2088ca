import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { CodeInsee, CodePostal, Mail, NuméroGestionnaire, NuméroSias } from './numbers'

test('P30 a n° Sias is nine digits, as text: leading zeros stay', () => {
  for (const good of ['201500086', '000000001', '200200056'])
    expect(decode(NuméroSias)(good)).toEqual(E.right(good))
  expect(decode(NuméroSias)('201 500 086')).toEqual(E.right('201500086'))
  for (const bad of ['20150008', '2015000860', '20150008A', '', '２０１５０００８６'])
    expect(decode(NuméroSias)(bad)).toEqual(
      E.left([{ path: '', message: `attendu : un n° Sias de neuf chiffres, reçu : ${JSON.stringify(bad)}` }])
    )
  expect(decode(NuméroSias)(201500086)).toEqual(
    E.left([{ path: '', message: 'attendu : n° Sias, reçu : 201500086' }])
  )
})

test('P30 any nine digits are a n° Sias, unchanged', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), n => {
      const number = String(n).padStart(9, '0')
      expect(decode(NuméroSias)(number)).toEqual(E.right(number))
    })
  )
})

test('P29 the code INSEE is kept as written: « 092 » for a département, « 92071 » for a commune, « 2A004 » in Corsica', () => {
  for (const good of ['092', '92071', '02A', '2A004', '2B', '974', '01'])
    expect(decode(CodeInsee)(good)).toEqual(E.right(good))
  for (const bad of ['9', '920711', '2C004', 'Hauts-de-Seine', ''])
    expect(E.isLeft(decode(CodeInsee)(bad))).toBe(true)
})

test('P29 the n° gestionnaire and the code postal are text', () => {
  expect(decode(NuméroGestionnaire)('1960')).toEqual(E.right('1960'))
  expect(decode(NuméroGestionnaire)('0001960')).toEqual(E.right('0001960'))
  expect(E.isLeft(decode(NuméroGestionnaire)('n° 1960'))).toBe(true)
  expect(decode(CodePostal)('01 000')).toEqual(E.right('01000'))
  expect(E.isLeft(decode(CodePostal)('1000'))).toBe(true)
})

test('P11 a mail address keeps its local part and lowers its domain', () => {
  expect(decode(Mail)(' Claire.Fontaine@Example.FR ')).toEqual(E.right('Claire.Fontaine@example.fr'))
  for (const bad of [
    'claire',
    '@example.fr',
    'claire@',
    'claire@example',
    'a@b@c.fr',
    'claire fontaine@example.fr',
    ''
  ])
    expect(decode(Mail)(bad)).toEqual(
      E.left([{ path: '', message: `attendu : une adresse mail, reçu : ${JSON.stringify(bad)}` }])
    )
})

test('G9 a number or an address read once is read the same again', () => {
  const written = fc.oneof(fc.string(), fc.emailAddress(), fc.stringMatching(/^[0-9 ]{1,16}$/))
  fc.assert(
    fc.property(
      fc.constantFrom(NuméroSias, CodeInsee, CodePostal, NuméroGestionnaire, Mail),
      written,
      (codec, input) => {
        const read = decode<string>(codec)
        const once = read(input)
        expect(E.chain(read)(once)).toEqual(once)
      }
    ),
    { numRuns: 1000 }
  )
})
