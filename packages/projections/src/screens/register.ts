/** « Registre »: every convention that one sees, searched and filtered, with a curve of how many there are. */
import { frenchDate } from '@avenant/domain'
import { counted } from '../documents/french'
import type { Census } from '../questions/census'
import type { Register, RegisterLine, RegisterStatus } from '../questions/register'
import type { Search } from '../questions/search'
import { censusFigure } from './census-figure'
import { addressOf, conventionPath, type Frame, hereWith, hidden, pointParams, type Screen } from './frame'
import { type Html, html, nothing, sentence } from './html'
import { pageOf, pager, postedPager } from './pager'
import { endYear, type RegisterFilter, type ShownLines, shownLines, statusNames } from './register-lines'

export type RegisterAsked = RegisterFilter & {
  /** What was searched for in the address; empty for nothing. */
  readonly text: string
  /** The name of a person, which was posted; null where none was. */
  readonly personne: string | null
  readonly page: number
}

type RegisterAnswers = { readonly register: Register; readonly census: Census; readonly search?: Search }

const ROWS = 100

export const registre = (
  frame: Frame,
  { register, census, search }: RegisterAnswers,
  asked: RegisterAsked
): Screen => {
  const { lines, counts, foundBy } = shownLines(register, search ?? null, asked)
  const isPosted = asked.personne !== null
  return {
    title: 'Registre',
    posted: isPosted,
    days: daysOf(frame, register),
    main: html`<h1>Registre des conventions</h1>
${searchForms(frame, register, asked)}
${isPosted ? html`<p class="lead">${sentence(`Conventions dans lesquelles le nom « ${asked.personne} » est écrit. Cette recherche n'est gardée dans aucune adresse.`)}</p>` : nothing}
${isPosted ? nothing : states(frame, counts, asked)}
<p class="links">${sentence(counted(lines.length, 'convention', 'conventions'))}. ${asked.personne !== null || lines.length === 0 ? nothing : html`Exporter : <a href="${hereWith(frame, { format: 'csv', page: null })}" download>tableau (CSV)</a>`}</p>
${asked.personne === null || lines.length === 0 ? nothing : sheetOfPersonne(frame, asked.personne)}
${lines.length === 0 ? none(frame, asked) : table(frame, pageOf(lines, asked.page, ROWS), foundBy)}
${
  asked.personne === null
    ? pager(frame, asked.page, lines.length, ROWS)
    : postedPager(frame, { personne: asked.personne }, { page: asked.page, count: lines.length, size: ROWS })
}
${isPosted ? nothing : censusFigure(frame.point.on, census, lines === register.conventions ? () => true : isAmong(lines))}`
  }
}

/** What was looked for is found nowhere: what else may be tried. A name stays out of the addresses, so it is posted. */
const none = (frame: Frame, { text, personne }: RegisterAsked): Html => {
  if (personne !== null)
    return html`<p>${sentence(`Aucune convention ne nomme « ${personne} ». Un nom s'écrit comme dans les annexes, en entier ou par son début, sans civilité ni adresse électronique.`)}</p>`
  if (text === '') return html`<p>Aucune convention n'est ainsi.</p>`
  return html`<p>${sentence(`Aucune commune, aucun gestionnaire, établissement, numéro ni article ne correspond à « ${text} ».`)}</p>
<form method="post" action="${`${frame.base}${frame.here.path}`}" class="links">
${hidden({ ...pointParams(frame.point, frame.today), personne: text })}
<button class="plain">${sentence(`Chercher « ${text} » parmi les noms de personnes`)}</button></form>`
}

/** What was posted is posted again: the sheet of it has no address either. */
const sheetOfPersonne = (frame: Frame, personne: string): Html =>
  html`<form method="post" action="${`${frame.base}${frame.here.path}`}" class="links">
${hidden({ ...pointParams(frame.point, frame.today), personne, format: 'csv' })}
<button class="plain">Exporter le tableau (CSV)</button></form>`

/** The date is moved over the days of the conventions at hand. */
const daysOf = ({ today }: Frame, { conventions }: Register): NonNullable<Screen['days']> => {
  let [from, to] = [today, today]
  for (const { firstDay, lastDay } of conventions) {
    if (firstDay !== null && firstDay < from) from = firstDay
    if (firstDay !== null && firstDay > to) to = firstDay
    if (lastDay !== null && lastDay > to) to = lastDay
  }
  return { from, to }
}

const searchForms = (
  frame: Frame,
  { conventions }: Register,
  { text, status, model, ends, personne }: RegisterAsked
): Html => {
  const action = `${frame.base}${frame.here.path}`
  const point = pointParams(frame.point, frame.today)
  const models = new Map<string, string>()
  for (const { model } of conventions)
    if (!models.has(model.id)) models.set(model.id, model.titre ?? model.id)
  if (model !== null && !models.has(model)) models.set(model, model)
  const years = new Set(conventions.flatMap(line => endYear(line) ?? []))
  if (ends !== null) years.add(ends)
  return html`<form method="get" action="${action}" class="filters" role="search">
${hidden({ ...point, etat: status })}
<p class="wide-field"><label for="q">Chercher</label> <input id="q" name="q" type="search" value="${text}" aria-describedby="q-hint">
<span class="hint" id="q-hint">commune, code postal, gestionnaire, établissement, n° Sias, SIRET, article</span></p>
<p><label for="modele">Modèle</label> <select id="modele" name="modele"><option value="">tous</option>${[
    ...models
  ].map(
    ([id, titre]) => html`<option value="${id}"${id === model ? html` selected` : nothing}>${titre}</option>`
  )}</select></p>
<p><label for="fin">Se termine en</label> <select id="fin" name="fin"><option value="">toute année, ou sans fin dite</option>${[
    ...years
  ]
    .sort((a, b) => b - a)
    .map(
      year => html`<option value="${year}"${year === ends ? html` selected` : nothing}>${year}</option>`
    )}</select></p>
<button>Chercher</button>
</form>
<details class="by-name" data-key="personne"${personne === null ? nothing : html` open`}><summary>Chercher par le nom d'une personne</summary>
<form method="post" action="${action}" class="filters">
${hidden(point)}
<p><label for="personne">Nom</label> <input id="personne" name="personne" value="${personne ?? ''}" required autocomplete="off"></p>
<button>Chercher</button>
</form></details>`
}

const states = (frame: Frame, counts: Register['counts'], { status }: RegisterAsked): Html => {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const entries: ReadonlyArray<readonly [string, RegisterStatus | null, number]> = [
    ['Toutes', null, all],
    ...(Object.keys(statusNames) as ReadonlyArray<RegisterStatus>).map(
      each => [statusNames[each], each, counts[each]] as const
    )
  ]
  return html`<ul class="counts" aria-label="États">${entries.map(([label, each, count]) =>
    count === 0 && each !== status && each !== null
      ? nothing
      : html`<li><a href="${hereWith(frame, { etat: each, page: null })}"${each === status ? html` aria-current="true"` : nothing}>${label}</a> <strong>${count}</strong></li>`
  )}</ul>`
}

const table = (frame: Frame, lines: ReadonlyArray<RegisterLine>, foundBy: ShownLines['foundBy']): Html => {
  const columns = [
    'Convention',
    'État',
    'En vigueur',
    'Prochaine échéance',
    "Points d'attention",
    'Modifications en attente'
  ]
  return html`<table class="register"><caption class="said">Conventions</caption>
<thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${lines.map(line => row(frame, line, foundBy(line.conventionId)))}</tbody></table>`
}

const row = (frame: Frame, line: RegisterLine, foundBy: string | null): Html => {
  const { conventionId, parties, model, status, firstDay, lastDay, echeance, alertes, pending } = line
  const names = parties.flatMap(({ denomination }) => denomination ?? [])
  return html`<tr><th scope="row"><a href="${addressOf(frame, conventionPath(conventionId))}">${names[0] ?? conventionId}</a> <span class="id">${`${conventionId}, ${model.id}`}</span>${
    foundBy !== null && foundBy !== names[0] && foundBy !== conventionId
      ? html` <span class="id">« ${foundBy} »</span>`
      : nothing
  }</th><td>${statusNames[status]}</td><td>${daysInForce(firstDay, lastDay)}</td><td>${
    echeance === null ? '–' : `${frenchDate(echeance.due)}, ${echeance.label}`
  }</td><td>${alertes}</td><td>${pending.length}</td></tr>`
}

const daysInForce = (firstDay: RegisterLine['firstDay'], lastDay: RegisterLine['lastDay']): string => {
  if (firstDay === null) return '–'
  return lastDay === null
    ? `depuis le ${frenchDate(firstDay)}`
    : `${frenchDate(firstDay)} – ${frenchDate(lastDay)}`
}

const isAmong = (lines: ReadonlyArray<RegisterLine>): ((conventionId: string) => boolean) => {
  const ids = new Set<string>(lines.map(({ conventionId }) => conventionId))
  return conventionId => ids.has(conventionId)
}
