/** The JSON of a request, read up to a size. */
import * as E from 'fp-ts/Either'
import { type Problem, problem, wrongInput } from './problem'

const tooLarge = (most: number): Problem =>
  problem(413, 'trop-grand', 'Demande trop grande', `au plus ${most} octets`)

const notJson = wrongInput([{ path: '', message: 'attendu : du JSON, en UTF-8' }])

/** What declares to be larger is not read at all, and what turns out to be is read no further. */
export const jsonIn = async (request: Request, most: number): Promise<E.Either<Problem, unknown>> => {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i.test(type))
    return E.left(problem(415, 'type', 'Type non pris en charge', 'attendu : content-type: application/json'))
  if (Number(request.headers.get('content-length') ?? 0) > most) return E.left(tooLarge(most))
  if (request.body === null) return E.left(notJson)
  const parts: Array<Uint8Array> = []
  let size = 0
  for await (const part of request.body) {
    size += part.byteLength
    if (size > most) return E.left(tooLarge(most))
    parts.push(part)
  }
  try {
    return E.right(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))))
  } catch {
    return E.left(notJson)
  }
}
