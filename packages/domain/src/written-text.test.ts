import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { commands, dataOf, events } from '../test/tables'
import { leavesOf } from '../test/walk'
import { decode, NonBlank, Prose } from './codec'
import { Personne } from './identity/personne'
import { ConventionModel } from './model'

const line = decode(NonBlank)
const prose = decode(Prose)

test('G14 a text is kept as it was written, in NFC and without spaces around', () => {
  expect(line(' e\u0301te\u0301 ')).toEqual(E.right('été'))
  expect(line('CERCHE  DU LYCEE')).toEqual(E.right('CERCHE  DU LYCEE'))
  expect(line('« Les\u00a0Rainettes » – n°\u202f3')).toEqual(E.right('« Les\u00a0Rainettes » – n°\u202f3'))
  for (const blank of ['', ' ', '\u00a0\n', '\u2003\u3000', '\ufeff'])
    expect(line(blank)).toEqual(E.left([{ path: '', message: 'texte vide' }]))
})

test('G14 the same text in NFC and in NFD is one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(line(text.normalize('NFD'))).toEqual(line(text.normalize('NFC')))
      expect(prose(text.normalize('NFD'))).toEqual(prose(text.normalize('NFC')))
    })
  )
})

test('G14 a tab or a line break in a text of one line is a space; a text of several keeps its lines', () => {
  expect(line('HG LES\nMOUSSAILLONS\t(crèche)')).toEqual(E.right('HG LES MOUSSAILLONS (crèche)'))
  expect(prose('Perte du code.\r\nSignalée\u2028le\tjour même.\n')).toEqual(
    E.right('Perte du code.\nSignalée\nle\tjour même.')
  )
})

test.each([
  ['\u200b', 'U+200B'],
  ['MOR\u200bVAN', 'U+200B'],
  ['MOR\u00adVAN', 'U+00AD'],
  ['MORVAN\u0000', 'U+0000'],
  ['\u001b[31mMORVAN', 'U+001B'],
  ['MOR\u0085\u009fVAN', 'U+009F'],
  ['\u202eNAVROM', 'U+202E'],
  ['\u2067MORVAN\u2069', 'U+2067'],
  ['MOR\u200eVAN', 'U+200E'],
  ['MOR\ufeffVAN', 'U+FEFF'],
  ['MOR\u200dVAN', 'U+200D'],
  ['MOR\ufe0fVAN', 'U+FE0F'],
  ['\u3164', 'U+3164'],
  ['\u115f\u1160', 'U+115F'],
  ['\u2800', 'U+2800'],
  ['MOR\u2060VAN', 'U+2060'],
  ['MOR\u{e0041}VAN', 'U+E0041'],
  ['MOR\ud800VAN', 'U+D800'],
  ['\udc00', 'U+DC00'],
  ['MOR\ue000VAN', 'U+E000'],
  ['MOR\ufdd0VAN', 'U+FDD0'],
  ['MOR\uffffVAN', 'U+FFFF'],
  ['MOR\ufff9VAN', 'U+FFF9']
])('G15 the text %j holds what nobody sees: %s', (text, code) => {
  const refused = E.left([{ path: '', message: `caractère invisible à retirer : ${code}` }])
  expect(line(text)).toEqual(refused)
  expect(prose(text)).toEqual(refused)
})

test('G15 accents without a letter are no visible text', () => {
  for (const text of ['\u0301', ' \u20dd ', '\u0301\n\u0308'])
    expect(line(text)).toEqual(E.left([{ path: '', message: 'texte sans caractère visible' }]))
})

test.each([
  'نامه\u200cای',
  'क्\u200dष',
  '葛\u{e0100}城',
  '❤\ufe0f Crèche',
  '👨\u200d👩\u200d👧',
  '1\ufe0f\u20e3',
  'Nguyễn',
  'Łukasz',
  'Ծովինար',
  '…',
  '№ 3'
])('G15 the text %s needs what it holds', text => {
  expect(line(text)).toEqual(E.right(text))
})

test('G9 G15 what was read once is read the same again, and shows something', () => {
  const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())
  fc.assert(
    fc.property(any, fc.constantFrom(line, prose), (text, read) => {
      const once = read(text)
      expect(E.chain(read)(once)).toEqual(once)
      if (E.isRight(once)) expect(once.right).toMatch(/[\p{L}\p{N}\p{P}\p{S}]/u)
    }),
    { numRuns: 2000 }
  )
})

test('G15 names, functions, telephone numbers and mails of a person that nobody would see are refused, each with its path', () => {
  const hidden = {
    nom: '\u200b',
    prenom: '\u2060',
    fonction: '\u3164',
    mail: 'x\u200b@y.fr',
    telephone: '\u202e06'
  }
  const decoded = decode(Personne)(hidden)
  expect(E.isLeft(decoded) && decoded.left.map(({ path }) => path)).toEqual([
    'nom',
    'prenom',
    'fonction',
    'mail',
    'telephone'
  ])
})

test('G15 no text of an event, a command or a model lets through what nobody sees', () => {
  const leaves = [
    ...events.map(([, { data }]) => data),
    ...commands.map(([, codec]) => dataOf(codec)),
    ConventionModel
  ]
    .flatMap(codec => leavesOf(codec))
    .filter(({ codec }) => !(codec instanceof t.LiteralType))
  expect(leaves.length).toBeGreaterThan(100)
  const taken = leaves.filter(({ codec }) =>
    ['\u200b', 'a\u200bb', 'a\u202eb', 'a\u0000b', '\ud800'].some(text => E.isRight(decode(codec)(text)))
  )
  expect(taken.map(({ path }) => path)).toEqual([])
})

test.each([
  ['\u0338MORVAN', 'accent sans lettre au début'],
  ['\u0301E', 'accent sans lettre au début'],
  [`MOR${'\u0336'.repeat(9)}VAN`, "trop d'accents sur une lettre"],
  [`Z${'\u0301\u0489'.repeat(20)}algo`, "trop d'accents sur une lettre"]
])('G15 a text is of its own place on a page: %j is refused', (text, message) => {
  expect(line(text)).toEqual(E.left([{ path: '', message }]))
  expect(prose(`${text}\nsuite`)).toEqual(E.left([{ path: '', message }]))
})

test('G15 names of every script are taken as they are written', () => {
  for (const name of ['Nguyễn', 'מֹשֶׁ֖ה', 'مُحَمَّدٌ', 'नरेन्द्र', 'ពិសិដ្ឋ', "N'Diaye", 'O’Brien', 'Jean-Loup', '佐々木'])
    expect(line(name)).toEqual(E.right(name.normalize('NFC')))
})
