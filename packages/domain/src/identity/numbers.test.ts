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
  expect(decode(CodeInsee)('2a004')).toEqual(E.right('2A004'))
  // Four digits have lost a leading zero: 01001 is a commune, 1001 is none.
  for (const bad of ['9', '1001', '920711', '02A004', '2A04', '2C004', 'Hauts-de-Seine', ''])
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

test.each([
  'x@y.fr-',
  'x@y..fr',
  'x\u200b@y.fr',
  'x@y\u200b.fr',
  'x@\u00ady.fr',
  'x\u202e@y.fr',
  'x\u3164@y.fr',
  'x@y.fr\u0000',
  'x@-y.fr',
  'x@y-.fr',
  'x@.y.fr',
  'x@y.fr.',
  'x@y_z.fr',
  'x@y.f',
  'x@192.168.1.1',
  'x@[192.168.1.1]',
  '.x@y.fr',
  'x.@y.fr',
  'x..y@z.fr',
  'x,y@z.fr',
  'x@y.fr,z@y.fr',
  'x@y.fr;',
  '<x@y.fr>',
  'mailto:x@y.fr',
  '"a b"@y.fr',
  '\ud800@y.fr',
  '\u0301x@y.fr',
  `${'x'.repeat(65)}@y.fr`,
  `${'é'.repeat(33)}@y.fr`,
  `x@${'y'.repeat(64)}.fr`,
  `x@${'y.'.repeat(126)}fr`
])('P11 %j is no mail address', bad => {
  expect(decode(Mail)(bad)).toMatchObject(
    E.left([{ message: expect.stringMatching(/^attendu : une adresse mail/) }])
  )
})

test.each([
  'claire.fontaine+caf@example.fr',
  "d'arc_jeanne-75@ville.sceaux.example.fr",
  'hélène.émile@example.fr',
  'contact@crèche-des-blagis.fr',
  'x@xn--crche-6ra.fr',
  'x@3e-age.example.museum',
  'x@y.xn--p1ai',
  `${'x'.repeat(64)}@${'y'.repeat(63)}.fr`,
  '007@example.fr',
  'a/b=c{d}@example.fr'
])('P11 %s is a mail address', good => {
  expect(decode(Mail)(good)).toEqual(E.right(good))
  expect(decode(Mail)(` ${good.normalize('NFD')}\n`)).toEqual(E.right(good))
})

test('P11 what is not seen in an address is told by its code', () => {
  expect(decode(Mail)('x\u200b@y.fr')).toEqual(
    E.left([{ path: '', message: 'attendu : une adresse mail, reçu : "x⟨U+200B⟩@y.fr"' }])
  )
})

test('P29 P30 a number with a character of no width is refused', () => {
  for (const codec of [NuméroSias, CodeInsee, CodePostal, NuméroGestionnaire])
    for (const hidden of ['\u200b', '\ufeff', '\u00ad', '\u202e', '\u0000'])
      expect(E.isLeft(decode<string>(codec)(`92${hidden}330`))).toBe(true)
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

test.each([
  ['a Cyrillic а among Latin letters', 'p\u0430ul@example.fr'],
  ['a Cyrillic е in the domain', 'paul@\u0435xample.fr'],
  ['a Greek ο in a domain', 'paul@g\u03bfuv.fr'],
  ['full-width letters', 'paul@example.\uff46\uff52'],
  ['a full-width local part', '\uff50aul@example.fr'],
  ['a ligature', 'sa\ufb01@example.fr'],
  ['a letter of mathematics', '\u{1d429}aul@example.fr'],
  ['an exponent', 'paul\u00b2@example.fr'],
  ['a full-width point', 'paul@example\uff0efr']
])('G15 an address that is read as another one is refused: %s', (_, mail) => {
  expect(E.isLeft(decode(Mail)(mail))).toBe(true)
})

test('G15 an address in one script a word is taken', () => {
  for (const mail of [
    'почта@пример.рф',
    'павел@example.fr',
    'hélène@müller.fr',
    '用户@例子.网络',
    "o'brien+caf@example.fr"
  ])
    expect(decode(Mail)(mail)).toEqual(E.right(mail))
})
