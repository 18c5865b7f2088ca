/** « Le plan »: on both axes, where the answer of a dossier changes; as a drawing, and as a table of the same areas. */
import { type ConventionId, frenchCount, frenchDate, frenchPeriod, type Instant } from '@avenant/domain'
import { capitalised, shortInstant } from '../documents/french'
import type { Plane, PlaneAct, PlaneArea, PlaneCause } from '../questions/plane'
import { addressOf, conventionPath, type Frame, hereWith, type Screen } from './frame'
import { type Html, html, nothing, sentence } from './html'
import { planeDrawing } from './plane-drawing'

/** Of a frame that has no dossier there is nothing to show. */
export const plan = (frame: Frame, plane: Plane): Screen => ({
  title: 'Le plan',
  main: html`<h1>Le plan</h1>
<p class="lead">${sentence(
    "Ce que dit le dossier, selon la date demandée et selon le moment où on le savait. Chaque zone est une même réponse ; elle mène au dossier tel qu'il est à ce point."
  )}</p>
${
  frame.dossier === null || plane.from === null
    ? html`<p>${sentence("Rien n'est enregistré.")}</p>`
    : shown(frame, frame.dossier.conventionId, plane)
}`
})

const shown = (frame: Frame, conventionId: ConventionId, plane: Plane): Html => {
  const hrefOf = ({ at: { on, knownAt: known } }: PlaneArea): string =>
    addressOf({ ...frame, point: { on, known } }, conventionPath(conventionId))
  const here = { on: frame.point.on, knownAt: frame.knownAt }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Le plan dessiné, repris dans le tableau">
${planeDrawing({ plane, here, hrefOf })}
</div>
${key}
${pages(frame, plane)}
${areasTable(plane, hrefOf)}
${recordingsTable(plane)}`
}

const key = html`<ul class="key plane-key" aria-hidden="true">
<li><span class="vigueur"></span>en vigueur</li>
<li><span class="attente"></span>pas encore, ou suspendu</li>
<li><span class="fin"></span>terminé</li>
<li><span class="rien"></span>rien de connu</li>
<li><span class="late"></span>hachuré : jours déjà passés quand on l'a appris</li>
<li><span class="diagonal"></span>en tirets : ce qu'on savait le jour même</li>
</ul>`

/** A page shows the last recordings before a moment, and leads to those before and after. */
const pages = (frame: Frame, { from, until, hasEarlier }: Plane): Html =>
  !hasEarlier && until === null
    ? nothing
    : html`<nav class="pager" aria-label="Enregistrements"><ul>${
        hasEarlier
          ? html`<li><a href="${hereWith(frame, { avant: from })}">Enregistrements plus anciens</a></li>`
          : nothing
      }${until === null ? nothing : html`<li><a href="${hereWith(frame, { avant: null })}">Les derniers</a></li>`}</ul></nav>`

const areasTable = (
  { areas, zone }: Plane,
  hrefOf: (area: PlaneArea) => string
): Html => html`<h2>${sentence(`Les zones du plan (${areas.length})`)}</h2>
<table class="areas"><caption class="said">Les zones du plan, dans l'ordre des enregistrements</caption>
<thead><tr><th scope="col">Jours</th><th scope="col">Connu</th><th scope="col">Ce que dit le dossier</th><th scope="col">Par quels actes</th></tr></thead>
<tbody>${areas.map(
  area => html`<tr><th scope="row"><a href="${hrefOf(area)}">${frenchPeriod(area)}</a></th>
<td class="moments">${knownIn(area, zone)}</td>
<td>${sentence(capitalised(area.sentence))}</td>
<td>${causes('Le premier jour', area.begins)}${causes('Appris alors', area.learned)}</td></tr>`
)}</tbody></table>`

const knownIn = ({ knownFrom, knownTo }: PlaneArea, zone: string): string =>
  [
    ...(knownFrom === null ? [] : [`du ${minute(knownFrom, zone)}`]),
    knownTo === null ? "jusqu'à ce jour" : `au ${minute(knownTo, zone)}`
  ].join('\n')

/** « 24/02/2017 09:31 ». */
const minute = (at: Instant, zone: string): string => shortInstant(at, zone).replace(/:\d\d(?:,\d+)?$/, '')

const causes = (when: string, all: ReadonlyArray<PlaneCause>): Html =>
  all.length === 0
    ? nothing
    : html`<p>${sentence(`${when} : ${all.map(({ sentence: told }) => told).join(' ; ')}.`)}</p>`

/** « 1 jour après sa date, le 23/02/2017 ; 54 jours après son effet »: what was told when, and no word on whether that is late. */
const delay = ({ on, lateOn, late }: Pick<PlaneAct, 'on' | 'lateOn' | 'late'>): string => {
  const told = [
    ...(on === null || lateOn === null
      ? []
      : [
          lateOn === 0
            ? `le jour de sa date`
            : `${frenchCount(lateOn, 'jour')} après sa date, le ${frenchDate(on)}`
        ]),
    ...(late === null ? [] : [`${frenchCount(late, 'jour')} après son effet`])
  ]
  return told.length === 0 ? 'aucun' : told.join(' ; ')
}

const recordingsTable = ({ recordings, zone }: Plane): Html => html`<h2>Ce qui a été enregistré</h2>
<table><caption class="said">Les actes, dans l'ordre de leur enregistrement</caption>
<thead><tr><th scope="col">Enregistré le</th><th scope="col">Acte</th><th scope="col">Effet</th><th scope="col">Délai</th></tr></thead>
<tbody>${recordings.flatMap(({ recordedAt, acts }) =>
  acts.map(
    ({
      nom,
      from,
      ...act
    }) => html`<tr><td class="moments" data-label="Enregistré le">${minute(recordedAt, zone)}</td>
<th scope="row" data-label="Acte">${nom}</th>
<td data-label="Effet">${from === null ? 'sans date de début' : `à partir du ${frenchDate(from)}`}</td>
<td data-label="Délai">${delay(act)}</td></tr>`
  )
)}</tbody></table>`
