/** What a screen answers to a request: a page, a file, or what is to be mended. */
import * as E from 'fp-ts/Either'
import type { Answering } from '../../answering'
import { formIn } from '../body'
import { common, notAllowed, type Params, type Problem, problem, wrongInput } from '../problem'
import { paramsOf } from '../questions'
import type { Visitor } from '../visitor'
import type { FoundScreen } from '.'
import { frameOf, type Here, pointIn } from './frame'
import { pagePolicy } from './policy'
import type { Sent } from './screen'

type Asked = {
  readonly request: Request
  readonly url: URL
  readonly path: ReadonlyArray<string>
  readonly maxBodyBytes: number
}

/** @param found the screens of the address, one a method */
export const respond = async (
  avenant: Answering,
  visitor: Visitor,
  here: Here,
  found: ReadonlyArray<FoundScreen>,
  { request, url, path, maxBodyBytes }: Asked
): Promise<E.Either<Problem, Response>> => {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const screen = found.find(({ route }) => route.method === method)
  if (screen === undefined)
    return E.left(
      notAllowed(found.map(({ route }) => (route.method === 'GET' ? 'GET, HEAD' : route.method)).join(', '))
    )
  if (method === 'POST' && !isOwnForm(request, url)) return E.left(ofAnotherSite)
  const given = method === 'POST' ? await formIn(request, maxBodyBytes) : E.right(url.searchParams)
  const params = E.isLeft(given) ? given : paramsOf(given.right)
  if (E.isLeft(params)) return params
  const { on, known, ...others } = written(params.right)
  const read = pointIn({ on, known }, here)
  const faults = [...(E.isLeft(read) ? read.left : []), ...screen.route.faultsIn(others, here)]
  if (E.isLeft(read) || faults.length > 0) return E.left(wrongInput(faults))
  const { format: _, ...kept } = others
  // What was posted is written in no address.
  const placed = {
    path: `/${path.map(encodeURIComponent).join('/')}`,
    params: method === 'POST' ? {} : kept,
    conventionId: screen.ids.id,
    read: read.right
  }
  const frame = await frameOf(avenant, visitor, here, placed)
  if (E.isLeft(frame)) return frame
  return E.map(responseOf)(
    await screen.route.respond(avenant, { visitor, frame: frame.right, ids: screen.ids }, others)
  )
}

/**
 * A form of this very service: the page of another site would post it in the name of who is identified here. Browsers say
 * where a request comes from; what is none, and says nothing, has no name that it could borrow.
 */
const isOwnForm = ({ headers }: Request, { host }: URL): boolean => {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  return origin === null || (URL.canParse(origin) && new URL(origin).host === (headers.get('host') ?? host))
}

const ofAnotherSite = problem(
  403,
  'autre-site',
  'Formulaire refusé',
  'ce formulaire vient d’un autre site ; ouvrez la page de ce service, puis envoyez-le de là'
)

/** What a form sends empty is not said. */
const written = (params: Params): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      `${value}`.trim() === '' ? [] : [[name, `${value}`.trim()]]
    )
  )

const responseOf = ({ type, text, file }: Sent): Response =>
  new Response(text, {
    headers: {
      ...common,
      ...pagePolicy,
      'content-type': `${type}; charset=utf-8`,
      ...(file === null ? {} : { 'content-disposition': `attachment; filename="${file}"` })
    }
  })
