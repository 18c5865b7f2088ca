/** « Dossier »: what a convention is and says on a day, what deserves attention first. */
import { frenchArticle, frenchDate } from '@avenant/domain'
import { annexesPage } from '../documents/annexes-page'
import { capitalised, exactlyKnown } from '../documents/french'
import { sectionHtml } from '../documents/html'
import type { PageSection } from '../documents/page'
import type { Access } from '../questions/access'
import type { Deadlines } from '../questions/deadlines/answer'
import type { Register } from '../questions/register'
import { yearsAround } from './days'
import { accessHtml } from './dossier-access'
import { evidenceHtml } from './evidence'
import { conventionPath, documentAddress, type Frame, type Screen } from './frame'
import { type Html, html, nothing, ofDocument, sentence } from './html'
import { type TodoItem, todoItems } from './todo-items'

type DossierAnswers = {
  readonly deadlines: Deadlines
  readonly register: Register
  readonly access: Access
}

/** Of a frame that has no dossier there is nothing to show. */
export const dossier = (frame: Frame, { deadlines, register, access }: DossierAnswers): Screen => {
  const { dossier: of } = frame
  if (of === null) return { title: 'Dossier', main: nothing }
  const { document, conventionId } = of
  const { on } = frame.point
  const items = todoItems(deadlines, register, {
    on,
    asked: { who: 'tous' },
    nature: null,
    since: yearsAround(on).from
  })
  const { statement, sections } = annexesPage(document)
  // What deserves attention stands above, with what the annexes alone do not tell; nobody signs a screen.
  const shown = sections.filter(({ title }) => title !== "Points d'attention").map(withoutSignatures)
  return {
    title: `Dossier ${conventionId}`,
    main: html`<h1>Dossier</h1>
<p class="statement ${statement.tone}">${sentence(statement.text)}</p>
${nextLine(register)}
${attention(
  frame,
  items.filter(({ urgency }) => urgency === 'alerte' || urgency === 'retard')
)}
${withoutSequel(items.filter(({ urgency }) => urgency === 'sans-suite'))}
${coming(items.filter(({ urgency }) => urgency === 'mois' || urgency === 'suivant' || urgency === 'plus-tard'))}
${accessHtml(frame, access)}
${shown.map((section, i) => ofDocument(sectionHtml(section, i)))}
${documents(frame, conventionId)}
<footer class="note">${exactlyKnown(document).map(line => html`<p>${sentence(line)}</p>`)}</footer>`
  }
}

const withoutSignatures = ({ title, blocks }: PageSection): PageSection => ({
  title,
  blocks: blocks.filter(({ kind }) => kind !== 'signatures')
})

const nextLine = ({ conventions: [line] }: Register): Html => {
  if (line === undefined || line.echeance === null) return nothing
  const { label, due, who, computation, article } = line.echeance
  const actors = who.length === 0 ? '' : `, ${who.map(({ label }) => label).join(', ')}`
  return html`<p>${sentence(`Prochaine échéance de la convention : ${label}, ${frenchDate(due)}${actors} (${computation}).`)}${
    article === null ? nothing : html` <span class="note">${sentence(frenchArticle(article))}</span>`
  }</p>`
}

const attention = (frame: Frame, items: ReadonlyArray<TodoItem>): Html =>
  items.length === 0
    ? nothing
    : html`<section class="alerte" aria-labelledby="attention"><h2 id="attention">Points d'attention</h2>
<ul>${items.map(
        ({ label, due, computation, article, more, event, key, who }) =>
          html`<li><strong>${sentence(label)}</strong>${due === null ? nothing : html` <span class="tag late">${sentence(`en retard, échéance le ${frenchDate(due)}${who.length === 0 ? '' : ` ; ${who.join(', ')}`}`)}</span>`}<br>${sentence(capitalised(computation))}.${more === null ? nothing : html` ${sentence(capitalised(more))}.`}${
            article === null ? nothing : html` <span class="note">${sentence(frenchArticle(article))}</span>`
          }${event === null ? nothing : html`<details data-key="${key}"><summary>Acte</summary>${evidenceHtml(event, frame.zone)}</details>`}</li>`
      )}</ul></section>`

/** What somebody owed, and nothing recorded says whether he did: the convention is not told to be in order. */
const withoutSequel = (items: ReadonlyArray<TodoItem>): Html =>
  items.length === 0
    ? nothing
    : html`<section aria-labelledby="sans-suite"><h2 id="sans-suite">Échéances passées, sans suite enregistrée</h2>
${echeances(items.toReversed())}</section>`

/** The nearest, at most. */
const COMING = 5

const coming = (items: ReadonlyArray<TodoItem>): Html =>
  items.length === 0
    ? nothing
    : html`<section aria-labelledby="coming"><h2 id="coming">Prochaines échéances</h2>
${echeances(items)}</section>`

const echeances = (items: ReadonlyArray<TodoItem>): Html =>
  html`<ul>${items
    .slice(0, COMING)
    .map(
      ({ due, label, who, article }) =>
        html`<li>${due === null ? nothing : html`<time datetime="${due}">${frenchDate(due)}</time> : `}${sentence(label)}${
          who.length === 0 ? nothing : ` (${who.join(', ')})`
        }${article === null ? nothing : html` <span class="note">${sentence(frenchArticle(article))}</span>`}</li>`
    )}</ul>`

const documents = (frame: Frame, conventionId: string): Html => {
  const annexes = (format: string): string =>
    documentAddress(frame, conventionPath(conventionId, '/annexes'), { format })
  return html`<section aria-labelledby="documents" class="links"><h2 id="documents">Documents</h2>
<ul><li>Annexes à cette date : <a href="${annexes('html')}">page à imprimer</a>, <a href="${annexes('csv')}" download>tableau (CSV)</a>, <a href="${annexes('md')}" download>texte (Markdown)</a>, <a href="${annexes('json')}" download>données (JSON)</a></li>
<li>Échéances : <a href="${deadlinesAt(frame, conventionId, 'ics')}" download>agenda (ICS)</a>, <a href="${deadlinesAt(frame, conventionId, 'csv')}" download>tableau (CSV)</a></li>${
    frame.copies
      ? html`
<li>Dossier entier : <a href="${`${frame.base}${conventionPath(conventionId, '/hors-ligne')}`}" download>copie hors ligne</a>, un fichier qui se lit sans réseau, à toute date</li>`
      : nothing
  }</ul></section>`
}

/** Of the civil year of the date, and of the next. */
const deadlinesAt = (frame: Frame, conventionId: string, format: string): string => {
  const year = Number(frame.point.on.slice(0, 4))
  return documentAddress(frame, conventionPath(conventionId, '/deadlines'), {
    from: `${year}-01-01`,
    to: `${Math.min(year + 1, 2999)}-12-31`,
    format
  })
}
