/** Where the letter of an act, or of a block for want of use, is read and printed. */
import { type DateCivile, habilitationAggregate } from '@avenant/domain'
import type { HistoryAct } from '../questions/history'
import { hasLetter } from '../questions/letters/acts'
import { documentAddress, type Frame, habilitationPath } from './frame'
import { type Html, html, nothing } from './html'

/** Nothing for an act of which no letter is written. */
export const letterOfAct = (frame: Frame, act: HistoryAct): Html => {
  const prefix = `${habilitationAggregate.category}-`
  return hasLetter(act) && act.dossier.startsWith(prefix)
    ? html`<p class="links"><a href="${letterAddress(frame, act.dossier.slice(prefix.length), { act: act.place })}">Courrier à imprimer<span class="said"> : ${act.nom}</span></a></p>`
    : nothing
}

export const letterOfBlock = (frame: Frame, habilitationId: string, from: DateCivile): Html =>
  html`<p class="links"><a href="${letterAddress(frame, habilitationId, { on: from })}">Courrier à imprimer<span class="said"> : blocage faute d'utilisation</span></a></p>`

/** An act is named by its place, and has its own day. */
const letterAddress = (
  frame: Frame,
  habilitationId: string,
  of: { readonly act: number } | { readonly on: DateCivile }
): string =>
  documentAddress(frame, habilitationPath(habilitationId, '/letter'), {
    on: null,
    ...of,
    format: 'html'
  })
