/** « Connexions »: those of one habilitation by day, what remains of those that are gone, blocks, incidents and anomalies. */
import { civilTimeOf, frenchArticle, frenchDate } from '@avenant/domain'
import { frenchPersonne } from '../annexes/names'
import { followedSentence, lastFirst } from '../documents/connections-page'
import { capitalised, counted, frenchInstant } from '../documents/french'
import type { AnomalyFollowed, Connections } from '../questions/connections'
import { conditionNames } from './access'
import { evidenceHtml } from './evidence'
import {
  addressOf,
  conventionPath,
  documentAddress,
  type Frame,
  habilitationPath,
  type Screen
} from './frame'
import { type Html, html, nothing, sentence } from './html'
import { letterOfAct, letterOfBlock } from './letter-link'
import { pageOf, pager } from './pager'

/** Connections and attempts of a page; a day is told on one page as far as it goes. */
const ROWS = 100

export const connexions = (frame: Frame, answer: Connections, page: number): Screen => {
  const { habilitationId, personneId, nom, prenom, conventionId, sentence: state, conditions } = answer
  const name =
    personneId === null
      ? null
      : nom === null && prenom === null
        ? `personne ${personneId}`
        : frenchPersonne({ personneId, nom, prenom })
  return {
    title: `Connexions${name === null ? '' : ` : ${name}`}`,
    main: html`<h1>${sentence(`Connexions${name === null ? '' : ` : ${name}`}`)}</h1>
<p class="lead">${sentence("L'usage d'un accès, jour par jour, et ce qui en a été fait. Aucun mot de passe n'est gardé.")} <span class="id">${`habilitation ${habilitationId}`}</span></p>
<ul class="presets">${conventionId === null ? nothing : html`<li><a href="${addressOf(frame, conventionPath(conventionId, '/acces'))}">Accès de la convention</a></li>`}
<li><a href="${addressOf(frame, habilitationPath(habilitationId, '/histoire'))}">${sentence("Histoire de l'habilitation")}</a></li>
<li><a href="${documentAddress(frame, habilitationPath(habilitationId, '/connections'), { format: 'html' })}">Page à imprimer</a></li></ul>
<p class="statement${conditions.every(({ holds }) => holds) && conditions.length > 0 ? '' : ' none'}">${sentence(state)}</p>
${conditions.length === 0 ? nothing : conditionsHtml(frame, answer)}
${anomalies(frame, answer)}
${actes(frame, answer)}
${journal(frame, answer, page)}`
  }
}

const conditionsHtml = ({ zone }: Frame, { conditions }: Connections): Html =>
  html`<table class="matrix"><caption>${sentence("État de l'accès")}</caption>
<thead><tr><th scope="col">Condition</th><th scope="col">Remplie</th><th scope="col">Constat</th><th scope="col">Article</th></tr></thead>
<tbody>${conditions.map(
    ({ condition, holds, computation, article, event }) =>
      html`<tr><th scope="row" data-label="Condition">${conditionNames[condition]}</th>
<td data-label="Remplie" class="${holds ? 'oui' : 'non'}">${holds ? 'Oui' : 'Non'}</td>
<td data-label="Constat">${sentence(capitalised(computation))}${event === null ? nothing : evidenceHtml(event, zone)}</td>
<td data-label="Article">${article === null ? '–' : frenchArticle(article)}</td></tr>`
  )}</tbody></table>`

const anomalies = (frame: Frame, { anomalies: all, zone, on }: Connections): Html =>
  all.length === 0
    ? nothing
    : html`<section aria-labelledby="anomalies"><h2 id="anomalies">Anomalies</h2>
<ol class="acts">${lastOnes(all)
        .slice(0, ANOMALIES)
        .map(
          anomaly => html`<li><h3>${sentence(capitalised(anomaly.regle))} <span class="id">${anomaly.anomalyId}</span></h3>
<p>${sentence(`${counted(anomaly.finding.count, 'connexion ou tentative', 'connexions ou tentatives')}, du ${frenchInstant(anomaly.finding.first, zone)} au ${frenchInstant(anomaly.finding.last, zone)}.`)} <span class="note">${frenchArticle(anomaly.article)}</span></p>
${anomaly.late ? html`<p class="tag late">${sentence(`Justification en retard au ${frenchDate(on)}`)}</p>` : nothing}
<ul>${anomaly.suivi.map(step => html`<li>${sentence(followedSentence(step))}${evidenceHtml(step.event, frame.zone)}</li>`)}</ul></li>`
        )}</ol>${all.length > ANOMALIES ? html`<p>${sentence(`Les ${ANOMALIES} dernières sur ${all.length} : les autres sont dans l'histoire de l'habilitation.`)}</p>` : nothing}</section>`

const lastOnes = (anomalies: ReadonlyArray<AnomalyFollowed>): ReadonlyArray<AnomalyFollowed> =>
  anomalies.toSorted((a, b) => (lastDayOf(a) < lastDayOf(b) ? 1 : -1))

const lastDayOf = ({ suivi }: AnomalyFollowed): string => suivi.at(-1)?.on ?? ''

const ANOMALIES = 8

/** Blocks for want of use are computed: no act needs to tell them. */
const actes = (frame: Frame, { actes, inactivite, habilitationId }: Connections): Html => {
  const items = [
    ...inactivite.map(({ from, computation, article, event }) => ({
      on: from,
      line: html`<h3>${sentence(`Accès bloqué faute d'utilisation le ${frenchDate(from)}`)}</h3>
<p>${sentence(capitalised(computation))} <span class="note">${frenchArticle(article)}</span></p>${evidenceHtml(event, frame.zone)}${letterOfBlock(frame, habilitationId, from)}`
    })),
    ...actes.map(act => {
      const { nom, effectiveFrom, happenedOn, contenu, computation, article, recorded } = act
      const on = effectiveFrom ?? happenedOn
      return {
        on: on ?? '',
        line: html`<h3>${sentence(`${nom}${on === null ? '' : ` le ${frenchDate(on)}`}`)}</h3>
${recorded.reason === null ? nothing : html`<p>${sentence(`Motif : ${recorded.reason}`)}</p>`}
${contenu.length === 0 ? nothing : html`<ul class="content">${contenu.map(said => html`<li>${sentence(said)}</li>`)}</ul>`}
${computation === null ? nothing : html`<p>${sentence(capitalised(computation))}${article === null ? nothing : html` <span class="note">${frenchArticle(article)}</span>`}</p>`}
<p class="evidence">${sentence(`Enregistré le ${frenchInstant(recorded.recordedAt, frame.zone)}.`)}</p>${letterOfAct(frame, act)}`
      }
    })
  ]
  return html`<section aria-labelledby="actes"><h2 id="actes">${sentence('Blocages, incidents et mots de passe')}</h2>
${items.length === 0 ? html`<p>Aucun n'est enregistré.</p>` : nothing}
<ol class="acts">${lastFirst(items)
    .slice(0, ACTS)
    .map(({ line }) => html`<li>${line}</li>`)}</ol>
${items.length > ACTS ? html`<p>${sentence(`Les ${ACTS} derniers sur ${items.length} : les autres sont dans l'histoire de l'habilitation.`)}</p>` : nothing}</section>`
}

const ACTS = 20

type Row = {
  readonly on: Connections['on']
  readonly at: string | null
  readonly outcome: string
  readonly origin: string | null
}

const journal = (frame: Frame, { days, counts, zone }: Connections, page: number): Html => {
  const rows = days.flatMap(
    ({ on, removed, attempts }): ReadonlyArray<Row> => [
      ...attempts.toReversed().map(({ at, outcome, origin }) => ({
        on,
        at: civilTimeOf(at, zone).replace(/[.,]\d+$/, ''),
        outcome: outcomes[outcome],
        origin
      })),
      ...(removed
        ? [
            {
              on,
              at: null,
              outcome:
                "Connexion ce jour-là : l'heure et l'origine sont effacées, leur durée de conservation est passée",
              origin: null
            }
          ]
        : [])
    ]
  )
  return html`<section aria-labelledby="journal"><h2 id="journal">${sentence('Connexions et tentatives, les dernières d’abord')}</h2>
<p>${sentence(`${counted(counts.reussies, 'connexion réussie', 'connexions réussies')}, ${counted(counts.echouees, 'tentative échouée', 'tentatives échouées')}${counts.effacees === 0 ? '' : `, ${counted(counts.effacees, "jour dont seul l'usage reste", "jours dont seul l'usage reste")}`}.`)}</p>
${
  rows.length === 0
    ? html`<p>${sentence("Aucune connexion n'est enregistrée jusqu'à ce jour.")}</p>`
    : html`<table class="matrix"><caption class="said">Connexions et tentatives</caption>
<thead><tr><th scope="col">Jour</th><th scope="col">Heure</th><th scope="col">Résultat</th><th scope="col">Origine déclarée</th></tr></thead>
<tbody>${pageOf(rows, page, ROWS).map(
        ({ on, at, outcome, origin }) => html`<tr><th scope="row" data-label="Jour">${frenchDate(on)}</th>
<td data-label="Heure">${at ?? '–'}</td><td data-label="Résultat">${sentence(outcome)}</td><td data-label="Origine déclarée">${origin ?? '–'}</td></tr>`
      )}</tbody></table>${pager(frame, page, rows.length, ROWS)}`
}</section>`
}

const outcomes = { reussie: 'Réussie', echouee: 'Échouée' } as const
