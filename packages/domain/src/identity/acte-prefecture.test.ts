import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { NuméroActe, naturesActe, parseActePréfecture } from './acte-prefecture'

const written = '092-219200789-20230726-DCM232-AI'

test('M24 092-219200789-20230726-DCM232-AI is a département, a SIREN, a date, a number, a nature', () => {
  expect(parseActePréfecture(written)).toEqual(
    E.right({
      asWritten: written,
      departement: '092',
      siren: '219200789',
      date: '2023-07-26',
      numero: 'DCM232',
      nature: 'AI'
    })
  )
  expect(naturesActe.AI).toBe('acte individuel')
})

test.each([
  [
    'a nature that the nomenclature does not know, kept as written',
    '092-219200789-20230726-DCM232-ZZ',
    { nature: 'ZZ' }
  ],
  [
    'a number with dashes',
    '092-219200789-20230726-DCM-2023_232-DE',
    { numero: 'DCM-2023_232', nature: 'DE' }
  ],
  ['a number of one character', '092-219200789-20230726-1-AR', { numero: '1' }],
  ['a département of Corsica', '02A-219200789-20230726-DCM232-AI', { departement: '02A' }],
  ['a département overseas', '974-219200789-20230726-DCM232-AI', { departement: '974' }],
  ['spaces around', `  ${written}\n`, { asWritten: written }]
])('M24 an acte number with %s', (_, input, part) => {
  const parsed = parseActePréfecture(input)
  expect(parsed).toEqual(E.right(expect.objectContaining(part)))
})

test('M24 no name is known for an unknown nature', () => {
  expect(naturesActe.ZZ).toBeUndefined()
})

test.each([
  ['', 'attendu : un numéro d\'acte DDD-SIREN-AAAAMMJJ-NUMERO-NN, reçu : ""'],
  ['DCM232', 'attendu : un numéro d\'acte DDD-SIREN-AAAAMMJJ-NUMERO-NN, reçu : "DCM232"'],
  ['92-219200789-20230726-DCM232-AI', /^attendu : un numéro d'acte/],
  ['092-219200789-20230726-DCM232', /^attendu : un numéro d'acte/],
  ['092-219200789-20230726--AI', /^attendu : un numéro d'acte/],
  ['092-219200789-2023-07-26-DCM232-AI', /^attendu : un numéro d'acte/],
  ['092-219200788-20230726-DCM232-AI', 'SIREN invalide : "219200788" (clé de contrôle)'],
  ['092-219200789-20230230-DCM232-AI', "cette date n'existe pas : 2023-02-30"]
])('M24 %j is malformed, and says how', (input, says) => {
  const refused = E.swap(parseActePréfecture(input))
  expect(refused).toEqual(E.right(expect.stringMatching(typeof says === 'string' ? exactly(says) : says)))
  expect(E.isLeft(decode(NuméroActe)(input))).toBe(true)
})

const exactly = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)

test('M24 as text, the number is kept once it parses', () => {
  expect(decode(NuméroActe)(` ${written} `)).toEqual(E.right(written))
})
