/** Long lists by pages, whose number stands in the address. */
import { type Frame, hereWith, hidden, type Params, pointParams } from './frame'
import { type Html, html, nothing, sentence } from './html'

export const pageOf = <A>(all: ReadonlyArray<A>, page: number, size: number): ReadonlyArray<A> =>
  all.slice((page - 1) * size, page * size)

/** The same of what was posted: its pages are posted again, as they have no address. */
export const postedPager = (
  frame: Frame,
  fields: Params,
  { page, count, size }: { readonly page: number; readonly count: number; readonly size: number }
): Html => {
  const last = Math.max(1, Math.ceil(count / size))
  if (last === 1 && page === 1) return nothing
  return html`<form method="post" action="${`${frame.base}${frame.here.path}`}" class="pager">
${hidden({ ...pointParams(frame.point, frame.today), ...fields })}
<p>${told(page, last, count)}</p>
<ul>${turns(page, last).map(([to, label]) => html`<li><button class="plain" name="page" value="${to}">${label}</button></li>`)}</ul></form>`
}

export const pager = (frame: Frame, page: number, count: number, size: number): Html => {
  const last = Math.max(1, Math.ceil(count / size))
  if (last === 1 && page === 1) return nothing
  return html`<nav class="pager" aria-label="Pages"><p>${told(page, last, count)}</p>
<ul>${turns(page, last).map(
    ([to, label]) => html`<li><a href="${hereWith(frame, { page: to === 1 ? null : to })}">${label}</a></li>`
  )}</ul></nav>`
}

const told = (page: number, last: number, count: number): Html =>
  sentence(`Page ${page} sur ${last}, ${count} lignes`)

/** The other pages that lie at hand. */
const turns = (page: number, last: number): ReadonlyArray<readonly [to: number, label: string]> =>
  (
    [
      [1, 'Première'],
      [page - 1, 'Précédente'],
      [page + 1, 'Suivante'],
      [last, 'Dernière']
    ] as const
  ).filter(([to]) => to >= 1 && to <= last && to !== page)
