/** Long lists by pages, whose number stands in the address. */
import { type Frame, hereWith } from './frame'
import { type Html, html, nothing, sentence } from './html'

export const pageOf = <A>(all: ReadonlyArray<A>, page: number, size: number): ReadonlyArray<A> =>
  all.slice((page - 1) * size, page * size)

export const pager = (frame: Frame, page: number, count: number, size: number): Html => {
  const last = Math.max(1, Math.ceil(count / size))
  if (last === 1 && page === 1) return nothing
  const link = (to: number, label: string): Html =>
    to < 1 || to > last || to === page
      ? nothing
      : html`<li><a href="${hereWith(frame, { page: to === 1 ? null : to })}">${label}</a></li>`
  return html`<nav class="pager" aria-label="Pages"><p>${sentence(`Page ${page} sur ${last}, ${count} lignes`)}</p>
<ul>${link(1, 'Première')}${link(page - 1, 'Précédente')}${link(page + 1, 'Suivante')}${link(last, 'Dernière')}</ul></nav>`
}
