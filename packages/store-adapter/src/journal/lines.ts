/** Bytes to lines, one at a time, in bounded memory. */
import { createReadStream } from 'node:fs'
import { types } from 'node:util'
import * as E from 'fp-ts/Either'
import { utf8Beginning, utf8Of } from '../files/utf8'
import { type JournalFileError, journalFileError, journalStreamError } from './errors'

/** A file, or the bytes of one as they come. */
export type JournalSource = { readonly file: string } | AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** A line without its end, or why it is none. `bytes` counts what was read up to its end. */
export type Line = { readonly text: E.Either<string, string>; readonly bytes: number }

const newline = 0x0a
const carriageReturn = 0x0d

/** Far above an event at the default limit; a line that has no end is not read into memory. */
const maxLineBytes = 64 * 1024 * 1024

export type LinesOptions = {
  /** A line may be empty, and the last one have no end, as people leave them: false for what a program writes. */
  readonly byHand?: boolean
}

/** CRLF and a BOM at the start, which tools of Windows put there, are passed over; nothing else is. */
export async function* linesOf(
  source: JournalSource,
  { byHand = false }: LinesOptions = {}
): AsyncGenerator<E.Either<JournalFileError, Line>, void> {
  const file = isFile(source) ? source.file : null
  try {
    // A stream that was destroyed may end without a word, which would be an empty journal.
    if (!isFile(source) && isDestroyed(source))
      throw Object.assign(new Error('destroyed'), { code: 'DESTROYED' })
    yield* split(
      isFile(source) ? createReadStream(source.file, { highWaterMark: 256 * 1024 }) : source,
      byHand
    )
  } catch (error) {
    yield E.left(file === null ? journalStreamError(error) : journalFileError(file, error))
  }
}

const isFile = (source: JournalSource): source is { readonly file: string } =>
  typeof source === 'object' && source !== null && 'file' in source

const isDestroyed = (source: JournalSource): boolean =>
  typeof source === 'object' && source !== null && 'destroyed' in source && source.destroyed === true

async function* split(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  byHand: boolean
): AsyncGenerator<E.Right<Line>, void> {
  let pending: Uint8Array[] = []
  let pendingBytes = 0
  let bytes = 0
  let first = true

  const line = (parts: ReadonlyArray<Uint8Array>, ended: boolean): E.Right<Line> => {
    const wasFirst = first
    first = false
    return { _tag: 'Right', right: { text: textOf(parts, { ended, wasFirst, byHand }), bytes } }
  }

  for await (const given of chunks) {
    if (!types.isUint8Array(given)) throw Object.assign(new TypeError('not bytes'), { code: 'NOT_BYTES' })
    // A source may read into the same bytes again, and a line go on in what it reads next.
    const chunk = new Uint8Array(given)
    let start = 0
    for (;;) {
      const end = chunk.indexOf(newline, start)
      if (end === -1) break
      bytes += end + 1 - start
      yield line([...pending, chunk.subarray(start, end)], true)
      pending = []
      pendingBytes = 0
      start = end + 1
    }
    if (start === chunk.length) continue
    const rest = chunk.subarray(start)
    bytes += rest.length
    pendingBytes += rest.length
    pending.push(rest)
    if (pendingBytes > maxLineBytes) {
      yield { _tag: 'Right', right: { text: E.left('ligne sans fin'), bytes } }
      return
    }
  }
  if (pending.length > 0) yield line(pending, false)
}

type Read = { readonly ended: boolean; readonly wasFirst: boolean; readonly byHand: boolean }

const textOf = (
  parts: ReadonlyArray<Uint8Array>,
  { ended, wasFirst, byHand }: Read
): E.Either<string, string> => {
  if (!ended && !byHand) return E.left('ligne tronquée : la fin de ligne manque')
  const [only] = parts
  const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
  const cut = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes
  const text = wasFirst ? utf8Beginning(cut) : utf8Of(cut)
  return E.isRight(text) && text.right === '' && !byHand ? E.left('ligne vide') : text
}
