/** The body of a request, read up to a size: JSON, or the fields of a form. */
import * as E from 'fp-ts/Either'
import { type Problem, problem, wrongInput } from './problem'

const tooLarge = (most: number): Problem =>
  problem(413, 'trop-grand', 'Demande trop grande', `au plus ${most} octets`)

const notJson = wrongInput([{ path: '', message: 'attendu : du JSON, en UTF-8' }])
const notAForm = wrongInput([{ path: '', message: "attendu : les champs d'un formulaire, en UTF-8" }])

export const jsonIn = async (request: Request, most: number): Promise<E.Either<Problem, unknown>> => {
  if (!/^application\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i.test(typeOf(request)))
    return E.left(wrongType('application/json'))
  const text = await textIn(request, most, notJson)
  return E.chain(
    (text: string): E.Either<Problem, unknown> =>
      E.tryCatch(
        () => JSON.parse(text),
        () => notJson
      )
  )(text)
}

export const formIn = async (request: Request, most: number): Promise<E.Either<Problem, URLSearchParams>> =>
  /^application\/x-www-form-urlencoded *(?:;|$)/i.test(typeOf(request))
    ? E.map((text: string) => new URLSearchParams(text))(await textIn(request, most, notAForm))
    : E.left(wrongType('application/x-www-form-urlencoded'))

const typeOf = ({ headers }: Request): string => headers.get('content-type') ?? ''

const wrongType = (type: string): Problem =>
  problem(415, 'type', 'Type non pris en charge', `attendu : content-type: ${type}`)

/** What declares to be larger is not read at all, and what turns out to be is read no further. */
const textIn = async (
  { headers, body }: Request,
  most: number,
  unreadable: Problem
): Promise<E.Either<Problem, string>> => {
  if (Number(headers.get('content-length') ?? 0) > most) return E.left(tooLarge(most))
  if (body === null) return E.left(unreadable)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  try {
    for await (const part of body) {
      size += part.byteLength
      if (size > most) return E.left(tooLarge(most))
      text += decoder.decode(part, { stream: true })
    }
    return E.right(text + decoder.decode())
  } catch {
    // It is no text, or who sent it went away before its end, which is no defect of the program.
    return E.left(unreadable)
  }
}
