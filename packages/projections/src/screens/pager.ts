/** Long lists by pages, whose number stands in the address. */
import { type Frame, hereWith, hidden, type Params, pointParams } from './frame'
import { type Html, html, nothing, sentence } from './html'

/** A page after the last is the last: the list was longer when its address was kept. */
export const pageOf = <A>(all: ReadonlyArray<A>, page: number, size: number): ReadonlyArray<A> => {
  const shown = Math.min(page, lastPage(all.length, size))
  return all.slice((shown - 1) * size, shown * size)
}

const lastPage = (count: number, size: number): number => Math.max(1, Math.ceil(count / size))

/** The same of what was posted: its pages are posted again, as they have no address. */
export const postedPager = (
  frame: Frame,
  fields: Params,
  { page, count, size }: { readonly page: number; readonly count: number; readonly size: number }
): Html => {
  const last = lastPage(count, size)
  if (last === 1) return nothing
  const shown = Math.min(page, last)
  return html`<form method="post" action="${`${frame.base}${frame.here.path}`}" class="pager">
${hidden({ ...pointParams(frame.point, frame.today), ...fields })}
<p>${told(shown, last, count)}</p>
<ul>${turns(shown, last).map(([to, label]) => html`<li><button class="plain" name="page" value="${to}">${label}</button></li>`)}</ul></form>`
}

export const pager = (frame: Frame, page: number, count: number, size: number): Html => {
  const last = lastPage(count, size)
  if (last === 1) return nothing
  const shown = Math.min(page, last)
  return html`<nav class="pager" aria-label="Pages"><p>${told(shown, last, count)}</p>
<ul>${turns(shown, last).map(
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
