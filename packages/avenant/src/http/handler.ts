/** One Fetch handler over an opening: commands, questions, documents, live events. */
import * as E from 'fp-ts/Either'
import type { Avenant } from '../opening'
import { jsonIn } from './body'
import { give } from './commands'
import { live } from './live'
import { openApi } from './openapi'
import {
  common,
  notFound,
  type Problem,
  problem,
  problemResponse,
  unforeseen,
  unknownVisitor,
  wrongInput
} from './problem'
import { answerTo, paramsOf, questionAt } from './questions'
import type { Admit, Visitor } from './visitor'

export type HandlerOptions = {
  readonly access: Admit
  /** Under which path it is mounted: `/avenant`. The root by default. */
  readonly base?: string
  /** Bytes of a body at most; 4 MiB by default: a modification of five thousand persons has one. */
  readonly maxBodyBytes?: number
  /** Told of what no answer says: what was thrown, by the access or by the program. What it throws is passed over. */
  readonly onDefect?: (error: unknown) => void
}

/**
 * The same function mounts anywhere that speaks Fetch. It never rejects; what goes wrong is a problem of RFC 9457, which
 * says nothing of the program's inside. Whoever asks for what he may not see is told that it is not there.
 *
 * @example
 * const handle = handler(avenant, { access: request => visitorOf(request) })
 */
export const handler =
  (
    avenant: Avenant,
    { access, base = '', maxBodyBytes = 4 * 1024 * 1024, onDefect = () => {} }: HandlerOptions
  ): ((request: Request) => Promise<Response>) =>
  async request => {
    try {
      const url = new URL(request.url)
      const path = pathIn(url.pathname, base)
      if (path === null) return problemResponse(notFound)
      const visitor = await access(request)
      if (visitor === null) return problemResponse(unknownVisitor)
      const routed = await route(avenant, visitor, { request, path, url, maxBodyBytes })
      return E.isRight(routed) ? routed.right : problemResponse(routed.left)
    } catch (error) {
      try {
        onDefect(error)
      } catch {
        // Who is told of a defect has one too.
      }
      return problemResponse(unforeseen)
    }
  }

type Routed = {
  readonly request: Request
  readonly path: ReadonlyArray<string>
  readonly url: URL
  readonly maxBodyBytes: number
}

const route = async (
  avenant: Avenant,
  visitor: Visitor,
  { request, path, url, maxBodyBytes }: Routed
): Promise<E.Either<Problem, Response>> => {
  const { method, headers } = request
  const accept = headers.get('accept')
  const posted = { commands: give, questions: null }
  const [first] = path
  if (path.length === 1 && first !== undefined && Object.hasOwn(posted, first)) {
    if (method !== 'POST') return E.left(notAllowed('POST'))
    const body = await jsonIn(request, maxBodyBytes)
    if (E.isLeft(body)) return body
    if (first === 'commands') return give(avenant, visitor, body.right, headers)
    return isRecord(body.right)
      ? answerTo(avenant, visitor, body.right, accept)
      : E.left(wrongInput([{ path: '', message: 'attendu : un objet { ask, … }' }]))
  }
  const params = paramsOf(url.searchParams)
  if (E.isLeft(params)) return params
  const question = questionAt(path, params.right)
  const isOther = path.length === 1 && (first === 'events' || first === 'health' || first === 'openapi.json')
  if (question === null && !isOther) return E.left(notFound)
  if (method !== 'GET' && method !== 'HEAD') return E.left(notAllowed('GET, HEAD'))
  if (question !== null) return answerTo(avenant, visitor, question, accept)
  if (first === 'events') return live(avenant, visitor, request)
  return E.right(json(first === 'health' ? await healthSeen(avenant) : openApi()))
}

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/** What a probe needs, and nothing of what is inside. */
const healthSeen = async (avenant: Avenant) => {
  const { status, index, reactions } = await avenant.health()
  return { status, position: index.position, lag: index.lag, reactions: reactions.where }
}

const json = (content: unknown): Response =>
  new Response(JSON.stringify(content), {
    headers: { ...common, 'content-type': 'application/json; charset=utf-8' }
  })

const notAllowed = (allow: string): Problem => ({
  ...problem(405, 'methode', 'Méthode non admise', `méthodes admises à cette adresse : ${allow}`),
  headers: { allow }
})

/** The segments under the base, each decoded; null: it is not under it, or is no path. */
const pathIn = (pathname: string, base: string): ReadonlyArray<string> | null => {
  const root = base.replace(/\/$/, '')
  if (!pathname.startsWith(`${root}/`)) return null
  try {
    return pathname
      .slice(root.length + 1)
      .split('/')
      .map(decodeURIComponent)
  } catch {
    return null
  }
}
