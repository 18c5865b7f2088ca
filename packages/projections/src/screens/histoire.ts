/** « Histoire »: the acts of a dossier, in the order of effect or of recording; who, why, what each moved and what caused it. */
import { acteurNames, frenchArticle, frenchDate, habilitationAggregate } from '@avenant/domain'
import { frenchPersonne } from '../annexes/names'
import { capitalised, frenchInstant } from '../documents/french'
import type { Access } from '../questions/access'
import type { History, HistoryAct, HistoryCorrection, Recording } from '../questions/history'
import { contentHtml } from './content'
import { dossierName } from './evidence'
import { addressOf, type Frame, habilitationPath, hereWith, type Screen } from './frame'
import { type Html, html, nothing, sentence } from './html'
import { letterOfAct } from './letter-link'
import { pageOf, pager } from './pager'

const ACTS = 50

type HistoireAnswers = {
  readonly history: History
  /** Whoever has an habilitation under the convention; absent for the history of one. */
  readonly access?: Access
}

export const histoire = (frame: Frame, { history, access }: HistoireAnswers, page: number): Screen => {
  const { acts, order, dossier } = history
  const title = dossier === null ? 'Histoire' : `Histoire : ${dossierName(dossier)}`
  const ofHabilitation = dossier?.startsWith(HABILITATION) ? dossier.slice(HABILITATION.length) : null
  return {
    title,
    // What was recorded says nothing of a day.
    days: null,
    main: html`<h1>${sentence(title)}</h1>
<p class="lead">${sentence(
      order === 'effect' ? "Actes dans l'ordre de leur effet." : "Actes dans l'ordre de leur enregistrement."
    )} ${
      order === 'effect'
        ? html`<a href="${hereWith(frame, { ordre: 'enregistrement', page: null })}">Dans l'ordre de leur enregistrement</a>`
        : html`<a href="${hereWith(frame, { ordre: null, page: null })}">Dans l'ordre de leur effet</a>`
    }</p>
${ofHabilitation === null ? nothing : html`<ul class="presets"><li><a href="${addressOf(frame, habilitationPath(ofHabilitation, '/connexions'))}">${sentence('Connexions de cette habilitation')}</a></li></ul>`}
${acts.length === 0 ? html`<p>Rien n'est enregistré à ce moment.</p>` : nothing}
<ol class="acts">${pageOf(acts, page, ACTS).map(act => actHtml(frame, act))}</ol>
${pager(frame, page, acts.length, ACTS)}
${access === undefined ? nothing : habilitations(frame, access)}`
  }
}

const HABILITATION = `${habilitationAggregate.category}-`

/** The history and the connections of each habilitation, by the name of the day. */
const habilitations = (frame: Frame, { personnes }: Access): Html => {
  const all = personnes.flatMap(({ habilitationIds, ...personne }) =>
    habilitationIds.map(id => ({ id, name: frenchPersonne(personne) }))
  )
  return all.length === 0
    ? nothing
    : html`<section aria-labelledby="habilitations"><h2 id="habilitations">Habilitations demandées sous cette convention</h2>
<ul>${all.map(
        ({ id, name }) =>
          html`<li><a href="${addressOf(frame, habilitationPath(id, '/histoire'))}">${name}</a> <span class="id">${id}</span>, <a class="note" href="${addressOf(frame, habilitationPath(id, '/connexions'))}">Connexions<span class="said"> de l'habilitation ${id}</span></a></li>`
      )}</ul></section>`
}

const actHtml = (frame: Frame, act: HistoryAct): Html => {
  const {
    nom,
    place,
    effectiveFrom,
    recorded,
    article,
    computation,
    moved,
    cause,
    corrections,
    premisses,
    status
  } = act
  return html`<li${status === 'tient' ? nothing : html` class="gone"`} id="acte-${place}"><h2>${sentence(nom)}</h2>
<p>${effectiveFrom === null ? nothing : html`Effet le <time datetime="${effectiveFrom}">${frenchDate(effectiveFrom)}</time>. `}${sentence(recordedSentence(act, frame.zone))}</p>
${recorded.reason === null ? nothing : html`<p>${sentence(`Motif : ${recorded.reason}`)}</p>`}
${computation === null && article === null ? nothing : html`<p>${computation === null ? nothing : sentence(capitalised(computation))}${article === null ? nothing : html` <span class="note">${sentence(frenchArticle(article))}</span>`}</p>`}
${moved.length === 0 ? nothing : html`<p>${sentence(`Ce qui en résulte : ${moved.map(({ sentence }) => sentence).join(' ; ')}.`)}</p>`}
${cause === null ? nothing : html`<p>${sentence(`Conséquence de : ${cause.nom}`)} <span class="id">${`${dossierName(cause.dossier)}, révision ${cause.revision}`}</span></p>`}
${premisses.map(({ computation, lifted }) => html`<p class="tag late">${sentence(capitalised(computation))}${lifted === null ? nothing : sentence(` (levé : ${lifted.nom})`)}</p>`)}
${corrections.map(correction => correctionHtml(frame, correction))}
${letterOfAct(frame, act)}
<details data-key="acte-${place}"><summary>Ce que dit l'acte, et sa référence</summary>
<p class="id">${`${act.type}, révision ${recorded.revision}, événement ${recorded.id}`}</p>
${contentHtml(act.says)}</details></li>`
}

const recordedSentence = ({ genre, recorded }: HistoryAct, zone: string): string =>
  `${genre === 'f' ? 'Enregistrée' : 'Enregistré'} le ${frenchInstant(recorded.recordedAt, zone)} ${by(recorded)}.`

/** By which kind of acteur, and under which number or pseudonym. */
const by = ({ acteur: { kind, id } }: Recording): string => `par ${acteurNames[kind]} (${id})`

const correctionHtml = (
  { zone }: Frame,
  { recorded, motif, demandeur, instead, changed }: HistoryCorrection
): Html =>
  html`<p class="tag late">${sentence(
    `${instead === null ? 'Acte retiré' : `Acte remplacé (${instead.nom})`} le ${frenchInstant(recorded.recordedAt, zone)} ${by(recorded)}${
      demandeur === null ? '' : `, à la demande de ${demandeur}`
    }. Motif : ${motif}`
  )}</p>${changed.length === 0 ? nothing : html`<ul class="content">${changed.map(line => html`<li>${sentence(line)}</li>`)}</ul>`}`
