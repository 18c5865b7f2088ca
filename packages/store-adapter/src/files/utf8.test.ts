import * as E from 'fp-ts/Either'
import { utf8Beginning } from './utf8'

const utf16 = E.left('texte en UTF-16 ; enregistrez-le en UTF-8')
const json = '[{ "à": 1 }]'
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

test.each([
  ['UTF-8', Buffer.from(json), E.right(json)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${json}`), E.right(json)],
  ['one mark only is passed over', Buffer.from(`\uFEFF\uFEFF${json}`), E.right(`\uFEFF${json}`)],
  ['UTF-16', Buffer.from(json, 'utf16le'), utf16],
  ['UTF-16 with its mark', Buffer.from(`\uFEFF${json}`, 'utf16le'), utf16],
  ['UTF-16, the other way round', bigEndian(json), utf16],
  ['UTF-16, the other way round, with its mark', bigEndian(`\uFEFF${json}`), utf16],
  ['Latin-1', Buffer.from(json, 'latin1'), E.left("octets qui ne sont pas de l'UTF-8")],
  ['nothing', Buffer.alloc(0), E.right('')],
  ['one byte', Buffer.from('1'), E.right('1')]
])('%s', (_, bytes, text) => {
  expect(utf8Beginning(bytes)).toEqual(text)
})
