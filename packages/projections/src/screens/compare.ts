/** « Comparer »: who holds which role where at two points, and every difference between them. */
import { frenchLongDate } from '@avenant/domain'
import type { Differences } from '../annexes/differences'
import { whenKnown } from '../documents/french'
import type { Holders, HoldersPoint } from '../questions/holders'
import { differencesList } from './differences-list'
import { type Frame, hereWith, hidden, pointParams, type Screen, typeFor } from './frame'
import { holdersMatrix } from './holders-matrix'
import { type Html, html, nothing, sentence } from './html'
import { writtenKnowledge } from './written'

/** The other point, as its two fields were written; an empty knowledge is all that is known. */
export type ComparedPoint = { readonly vs: string; readonly vsKnown: string }

type Compared = { readonly holders: Holders; readonly differences: Differences }

export const comparer = (frame: Frame, { holders, differences }: Compared, other: ComparedPoint): Screen => ({
  title: 'Comparer',
  main: html`<h1>Comparer deux points</h1>
${otherPoint(frame, other)}
<dl><div><dt>Avant</dt><dd>${sentence(pointTold(holders.before, holders.zone))}</dd></div>
<div><dt>Après</dt><dd>${sentence(pointTold(holders.after, holders.zone))}</dd></div></dl>
<h2>Qui tient quel rôle, où</h2>
${holdersMatrix(holders)}
<h2>Toutes les différences</h2>
${differencesList(differences)}`
})

/** « 31 août 2017, par tout ce qui est connu : En vigueur du 01/01/2017 au 31/12/2020. » */
const pointTold = ({ on, knownAt, situation }: HoldersPoint, zone: string): string =>
  `${frenchLongDate(on)}, ${
    knownAt === null
      ? 'par tout ce qui est connu'
      : `tel que connu le ${whenKnown({ knownAt, lastRecordedAt: null, zone })}`
  } : ${situation}`

const otherPoint = (frame: Frame, { vs, vsKnown }: ComparedPoint): Html => {
  const { base, point, today, here, dossier, zone } = frame
  const { vs: _, vsknown: __, ...others } = here.params
  const known = writtenKnowledge(vsKnown, zone)
  const signed = dossier?.course.signed ?? null
  return html`<form method="get" action="${`${base}${here.path}`}" class="filters">
${hidden({ ...pointParams(point, today), ...others })}
<p><label for="vs">Avec la situation au</label>
<input id="vs" name="vs" type="date" min="1900-01-01" max="2999-12-31" value="${vs}" required></p>
<p><label for="vsknown">connue le</label>
<input id="vsknown" name="vsknown" type="${typeFor(known)}" value="${known}" aria-describedby="vsknown-hint">
<span class="hint" id="vsknown-hint">vide : tout ce qui est connu</span></p>
<button>Comparer</button>
</form>
${
  signed === null
    ? nothing
    : html`<p class="links">Comparer avec : <a href="${hereWith(frame, { vs: signed.on, vsknown: signed.knownAt })}">le dossier tel que signé</a></p>`
}`
}
