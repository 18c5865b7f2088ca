/** One Fetch handler over an opening: commands, questions, documents, live events, and the screens for people. */
import * as E from 'fp-ts/Either'
import type { Answering } from '../answering'
import { faultOfAddress } from './addresses'
import { jsonIn } from './body'
import { give } from './commands'
import { copyAt, copyOf } from './copy'
import { live } from './live'
import { openApi } from './openapi'
import {
  common,
  notAllowed,
  notFound,
  type Problem,
  problemResponse,
  unforeseen,
  unknownVisitor,
  wrongInput
} from './problem'
import { answerTo, paramsOf, questionAt } from './questions'
import { screensAt, tabs } from './screens'
import { type AssetFiles, assetFiles } from './screens/assets'
import type { Here } from './screens/frame'
import { problemPageResponse } from './screens/problem'
import { respond } from './screens/respond'
import { type Admit, type Visitor, visitorOf } from './visitor'

export type HandlerOptions = {
  readonly access: Admit
  /** Under which path it is mounted: `/avenant`. The root by default. */
  readonly base?: string
  /** Bytes of a body at most; 4 MiB by default: a modification of five thousand persons has one. */
  readonly maxBodyBytes?: number
  /**
   * Told of what no answer says: what the access gave wrong, what was thrown, by it or by the program, and each fault for which who
   * asks is told no more than that there is one. What it throws is passed over.
   */
  readonly onDefect?: (error: unknown) => void
  /** What day it is on the screens; the machine's clock by default. */
  readonly now?: () => Date
  /** The zone in which that day is, and in which « connue le » is a whole day. `Europe/Paris` by default. */
  readonly zone?: string
  /**
   * Where somebody identifies himself, as the page of a 401 leads there: an address, or whoever makes one of the request, to
   * come back to it. Without it the page says no more than that one has to.
   */
  readonly login?: string | ((request: Request) => string)
  /** What stands after the sheet of the screens, as CSS: custom properties of the service's own. */
  readonly theme?: string
}

/**
 * The same function mounts anywhere that speaks Fetch. It never rejects; what goes wrong is a problem of RFC 9457, or a
 * page for who accepts one, and says nothing of the program's inside. Whoever asks for what he may not see is told that
 * it is not there.
 *
 * @example
 * const handle = handler(avenant, { access: request => visitorOf(request) })
 */
export const handler = (
  avenant: Answering,
  options: HandlerOptions
): ((request: Request) => Promise<Response>) => {
  const { access, login, onDefect = () => {} } = options
  const base = (options.base ?? '').replace(/\/$/, '')
  const files = assetFiles(base, options.theme ?? '')
  const mounted: Mounted = {
    here: {
      base,
      zone: options.zone ?? 'Europe/Paris',
      now: options.now ?? (() => new Date()),
      assets: files.addresses,
      tabs
    },
    files,
    maxBodyBytes: options.maxBodyBytes ?? 4 * 1024 * 1024
  }
  const tell = (defect: unknown): void => {
    try {
      onDefect(defect)
    } catch {
      // Who is told of a defect has one too.
    }
  }
  const loginFor = ({ status }: Problem, request: Request): string | null => {
    if (status !== 401) return null
    try {
      return (typeof login === 'function' ? login(request) : login) ?? null
    } catch (error) {
      tell(error)
      return null
    }
  }
  return async request => {
    const refused = (problem: Problem): Response => {
      if (problem.defect !== undefined) tell(problem.defect)
      return acceptsPages(request)
        ? problemPageResponse(
            problem,
            { assets: files.addresses, base, login: loginFor(problem, request) },
            request
          )
        : problemResponse(problem)
    }
    try {
      const url = new URL(request.url)
      const path = pathIn(url.pathname, base)
      if (path === null) return refused(notFound)
      const file = fileAt(files, path, request.method)
      if (file !== null) return file
      const visitor = visitorOf(await access(request))
      if (visitor === null) return refused(unknownVisitor)
      const routed = await route(avenant, visitor, mounted, { request, path, url })
      return E.isRight(routed) ? routed.right : refused(routed.left)
    } catch (error) {
      return refused({ ...unforeseen, defect: error ?? new TypeError(`${error}`) })
    }
  }
}

type Mounted = { readonly here: Here; readonly files: AssetFiles; readonly maxBodyBytes: number }

type Routed = { readonly request: Request; readonly path: ReadonlyArray<string>; readonly url: URL }

const route = async (
  avenant: Answering,
  visitor: Visitor,
  { here, maxBodyBytes }: Mounted,
  { request, path, url }: Routed
): Promise<E.Either<Problem, Response>> => {
  const { method, headers } = request
  const accept = headers.get('accept')
  const [first] = path
  if (path.length === 1 && (first === 'commands' || first === 'questions')) {
    if (method !== 'POST') return E.left(notAllowed('POST'))
    const said = paramsOf(url.searchParams)
    if (E.isLeft(said)) return said
    const body = await jsonIn(request, maxBodyBytes)
    if (E.isLeft(body)) return body
    if (first === 'commands') return give(avenant, visitor, body.right, headers, said.right)
    return isRecord(body.right)
      ? answerTo(avenant, visitor, { ...said.right, ...body.right }, { accept, clock: here })
      : E.left(wrongInput([{ path: '', message: 'attendu : un objet { ask, … }' }]))
  }
  const found = screensAt(path)
  if (found.length > 0) return respond(avenant, visitor, here, found, { request, url, path, maxBodyBytes })
  const params = paramsOf(url.searchParams)
  if (E.isLeft(params)) return params
  const question = questionAt(path, params.right)
  const copied = copyAt(path)
  const isOther = path.length === 1 && (first === 'events' || first === 'health' || first === 'openapi.json')
  if (question === null && copied === null && !isOther && !isRoot(path)) return E.left(notFound)
  if (method !== 'GET' && method !== 'HEAD') return E.left(notAllowed('GET, HEAD'))
  if (copied !== null) return copyOf(avenant, visitor, here.zone, copied)
  if (question !== null)
    return answerTo(avenant, visitor, question, {
      accept,
      clock: here,
      faultOf: faultOfAddress(path, params.right)
    })
  if (isRoot(path)) return E.right(seeOther(`${here.base}/a-faire${url.search}`))
  if (first === 'events') return live(avenant, visitor, request, params.right)
  return E.right(first === 'health' ? await healthResponse(avenant) : json(openApi()))
}

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/** What a probe needs, and nothing of what is inside: it goes by the status, and sends nobody to who answers nothing. */
const healthResponse = async (avenant: Answering): Promise<Response> => {
  const { status, index, reactions, deadlines } = await avenant.health()
  return json(
    {
      status,
      position: index.position,
      lag: index.lag,
      reactions: reactions.where,
      waiting: reactions.waiting.length,
      deadlines: deadlines.where
    },
    status === 'failed' ? 503 : 200
  )
}

const json = (content: unknown, status = 200): Response =>
  new Response(JSON.stringify(content), {
    status,
    headers: { ...common, 'content-type': 'application/json; charset=utf-8' }
  })

const isRoot = (path: ReadonlyArray<string>): boolean => path.length === 1 && path[0] === ''

const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { ...common, location } })

/** A file of the screens: nobody is asked who he is for what holds nothing of anybody's. */
const fileAt = (
  { responseFor }: AssetFiles,
  [first, name, ...others]: ReadonlyArray<string>,
  method: string
) =>
  first === 'assets' && name !== undefined && others.length === 0 && (method === 'GET' || method === 'HEAD')
    ? responseFor(name)
    : null

const acceptsPages = ({ headers }: Request): boolean => /\btext\/html\b/i.test(headers.get('accept') ?? '')

/** The segments under the base, each decoded; null: it is not under it, or is no path. */
const pathIn = (pathname: string, base: string): ReadonlyArray<string> | null => {
  if (pathname === base) return ['']
  if (!pathname.startsWith(`${base}/`)) return null
  try {
    return pathname
      .slice(base.length + 1)
      .split('/')
      .map(decodeURIComponent)
  } catch {
    return null
  }
}
