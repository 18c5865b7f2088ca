/** A problem as a page, for who accepts one. */
import type { Fault } from '@avenant/domain'
import { type Assets, problemPage, textOf } from '@avenant/projections'
import { common, type Problem } from '../problem'
import { pagePolicy } from './policy'

type Mounted = {
  readonly assets: Assets
  readonly base: string
  /** Where who is not known identifies himself; null: nowhere that is known here. */
  readonly login: string | null
}

/** Where the address has faults they are told with a form that mends it; what was posted is not written again. */
export const problemPageResponse = (
  { status, title, detail, more = {}, headers = {} }: Problem,
  { assets, base, login }: Mounted,
  { url, method }: Request
): Response => {
  const { pathname, searchParams } = new URL(url)
  const { faults = [] } = more as { readonly faults?: ReadonlyArray<Fault> }
  const asked = status === 400 && method === 'GET' ? { path: pathname, params: [...searchParams] } : null
  // To who fills in a field it is no « demande ».
  const told = { title: status === 400 ? 'Saisie à corriger' : title, detail, faults, login }
  return new Response(textOf(problemPage({ assets, base }, told, asked)), {
    status,
    headers: { ...common, ...pagePolicy, 'content-type': 'text/html; charset=utf-8', ...headers }
  })
}
