/** The bytes of a text file, as text: what editors and exports of Windows write is taken, or named. */
import { TextDecoder } from 'node:util'
import * as E from 'fp-ts/Either'

const byteOrderMark = '\uFEFF'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8, as it stands; a `Left` says in French what else it is. */
export const utf8Of = (bytes: Uint8Array): E.Either<string, string> =>
  E.tryCatch(
    () => decoder.decode(bytes),
    () => "octets qui ne sont pas de l'UTF-8"
  )

/** The beginning of a file, or all of it: the mark that says UTF-8 is passed over, UTF-16 is told by its name. */
export const utf8Beginning = (bytes: Uint8Array): E.Either<string, string> =>
  isSqlite(bytes)
    ? E.left("c'est une base SQLite, et non du texte : sur la ligne de commande, donnez-la par --store")
    : isUtf16(bytes)
      ? E.left('texte en UTF-16 ; enregistrez-le en UTF-8')
      : E.map((text: string) => (text.startsWith(byteOrderMark) ? text.slice(1) : text))(utf8Of(bytes))

const isSqlite = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0'

/** By its mark, or by the zero beside a first character that is ASCII, as it is in JSON. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff) ||
  (second !== undefined && (first === 0) !== (second === 0))
