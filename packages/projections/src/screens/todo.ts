/** « À faire »: échéances and alerts over every convention that one sees, most urgent first. */
import {
  addDays,
  type DateCivile,
  dayNumber,
  frenchArticle,
  frenchDate,
  frenchLongDate
} from '@avenant/domain'
import { capitalised, counted } from '../documents/french'
import type { Deadlines } from '../questions/deadlines/answer'
import type { Register } from '../questions/register'
import { lastDayOfNextMonth, monthEnd } from './days'
import { evidenceHtml } from './evidence'
import { addressOf, conventionPath, type Frame, hereWith, hidden, pointParams, type Screen } from './frame'
import { type Html, html, nothing, sentence } from './html'
import { pageOf, pager } from './pager'
import { firstParties } from './register-lines'
import { type TodoFilter, type TodoItem, todoItems, type Urgency, urgencies } from './todo-items'

export type TodoAsked = TodoFilter & {
  /** The first day, as it was asked for; null: whatever is late, and what was done or went by of late. */
  readonly from: DateCivile | null
  readonly to: DateCivile
  /** Those of one urgency alone; null: all that is open, and the last of what is over. */
  readonly urgency: Urgency | null
  /** From 1. */
  readonly page: number
}

type TodoAnswers = { readonly deadlines: Deadlines; readonly register: Register }

const ROWS = 50
/** Of what asks for nothing any more, folded. */
const FOLDED = 3

export const todo = (frame: Frame, { deadlines, register }: TodoAnswers, asked: TodoAsked): Screen => {
  const { on } = frame.point
  const items = todoItems(deadlines, register, { ...asked, on })
  const of = (urgency: Urgency) => items.filter(item => item.urgency === urgency)
  const listed =
    asked.urgency === null
      ? items.filter(({ urgency }) => !isOver(urgency))
      : isOver(asked.urgency)
        ? of(asked.urgency).toReversed()
        : of(asked.urgency)
  const shown = pageOf(listed, asked.page, ROWS)
  const names = firstParties(register)
  const title = asked.asked.who === 'moi' ? 'Ce qui est attendu de moi' : 'À faire'
  return {
    title,
    main: html`<h1>${title}</h1>
<p class="lead">${sentence(summary(items))}</p>
${filters(frame, deadlines, asked)}
${counts(frame, items, asked)}
<p class="links">${sheets(frame, asked.urgency === null ? items.length : listed.length)}</p>
${urgencies.map(urgency =>
  group(
    frame,
    names,
    urgency,
    shown.filter(item => item.urgency === urgency)
  )
)}
${listed.length === 0 ? html`<p>Rien n'est à faire sur cette période.</p>` : nothing}
${pager(frame, asked.page, listed.length, ROWS)}
${asked.urgency !== null ? nothing : urgencies.filter(isOver).map(urgency => folded(frame, names, urgency, of(urgency)))}`
  }
}

const summary = (items: ReadonlyArray<TodoItem>): string => {
  const count = (...sought: ReadonlyArray<Urgency>) =>
    items.filter(({ urgency }) => sought.includes(urgency)).length
  const unknown = count('sans-suite')
  return `${capitalised(counted(count('retard'), 'échéance en retard', 'échéances en retard'))}, ${
    unknown === 0
      ? ''
      : `${counted(unknown, 'échéance passée', 'échéances passées')} sans suite enregistrée, `
  }${counted(
    count('alerte'),
    "point d'attention",
    "points d'attention"
  )}, ${counted(count('mois', 'suivant', 'plus-tard', 'sans-date'), 'échéance à venir', 'échéances à venir')}.`
}

/** Whether its day is over: of these only the last are shown, until they are asked for. */
const isOver = (urgency: Urgency): boolean =>
  urgency === 'sans-suite' || urgency === 'fait' || urgency === 'passe'

/** How many there are of each urgency, each a page of its own. */
const counts = (frame: Frame, items: ReadonlyArray<TodoItem>, { urgency: chosen }: TodoAsked): Html => {
  const entries = urgencies.map(urgency => {
    const count = items.filter(item => item.urgency === urgency).length
    return [titles(urgency, frame.point.on), urgency, count] as const
  })
  const open = entries.reduce((sum, [, urgency, count]) => (isOver(urgency) ? sum : sum + count), 0)
  return html`<ul class="counts" aria-label="Urgences">${[['Tout', null, open] as const, ...entries].map(
    ([label, urgency, count]) =>
      count === 0 && urgency !== null && urgency !== chosen
        ? nothing
        : html`<li><a href="${hereWith(frame, { quoi: urgency, page: null })}"${urgency === chosen ? html` aria-current="true"` : nothing}>${sentence(label)}</a> <strong>${count}</strong></li>`
  )}</ul>`
}

type Names = ReadonlyMap<string, string>

const natures: ReadonlyArray<readonly [value: NonNullable<TodoFilter['nature']> | '', label: string]> = [
  ['', 'tout'],
  ['a-faire', "ce que quelqu'un doit faire"],
  ['possible', 'ce qui est possible'],
  ['de-soi', 'ce qui vient de soi']
]

const filters = (
  frame: Frame,
  { deadlines }: Deadlines,
  { from, to, asked, nature, urgency }: TodoAsked
): Html => {
  const { partie } = frame.visitor
  const labels = [...new Set(deadlines.flatMap(({ who }) => who.map(({ label }) => label)))].sort()
  const chosen = asked.who === 'partie' ? asked.label : asked.who
  const options = [
    ['tous', 'tous'] as const,
    ...(partie === null ? [] : [['moi', 'moi'] as const]),
    ...[...new Set([...labels, ...(asked.who === 'partie' ? [asked.label] : [])])].map(
      label => [label, label] as const
    )
  ]
  return html`<form method="get" action="${`${frame.base}${frame.here.path}`}" class="filters todo-filters">
${hidden({ ...pointParams(frame.point, frame.today), quoi: urgency })}
<p><label for="du">Du</label> <input id="du" name="du" type="date" value="${from ?? ''}" aria-describedby="du-hint">
<span class="hint" id="du-hint">vide : tout ce qui est en retard</span></p>
<p><label for="au">au</label> <input id="au" name="au" type="date" value="${to}"></p>
<p><label for="qui">Qui doit agir</label> <select id="qui" name="qui">${options.map(
    ([value, label]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${label}</option>`
  )}</select></p>
<p><label for="nature">Montrer</label> <select id="nature" name="nature">${natures.map(
    ([value, label]) =>
      html`<option value="${value}"${value === (nature ?? '') ? html` selected` : nothing}>${label}</option>`
  )}</select></p>
<button>Filtrer</button>
</form>`
}

/** A sheet has every page of what is shown, and what is folded. */
const sheets = (frame: Frame, count: number): Html =>
  html`Exporter : <a href="${hereWith(frame, { format: 'csv', page: null })}" download>tableau (CSV)</a>, ${counted(count, 'ligne', 'lignes')} ; <a href="${hereWith(
    frame,
    { format: 'ics', page: null }
  )}" download>agenda (ICS)</a>, ce qui a une date`

const titles = (urgency: Urgency, on: DateCivile): string => {
  switch (urgency) {
    case 'retard':
      return 'En retard'
    case 'alerte':
      return "Points d'attention"
    case 'mois':
      return `D'ici le ${frenchLongDate(monthEnd(on))}`
    case 'suivant':
      return `Du ${frenchLongDate(addDays(monthEnd(on), 1))} au ${frenchLongDate(lastDayOfNextMonth(on))}`
    case 'plus-tard':
      return 'Plus tard'
    case 'sans-date':
      return 'Sans date'
    case 'sans-suite':
      return 'Échéances passées, sans suite enregistrée'
    case 'fait':
      return 'Fait'
    default:
      return 'Dates passées, qui ne demandaient rien'
  }
}

const group = (frame: Frame, names: Names, urgency: Urgency, items: ReadonlyArray<TodoItem>): Html =>
  items.length === 0
    ? nothing
    : html`<section class="todo ${urgency}" aria-labelledby="${urgency}">
<h2 id="${urgency}">${sentence(titles(urgency, frame.point.on))}</h2>
${list(frame, names, items)}
</section>`

const folded = (frame: Frame, names: Names, urgency: Urgency, items: ReadonlyArray<TodoItem>): Html =>
  items.length === 0
    ? nothing
    : html`<details class="folded" data-key="${urgency}"><summary>${titles(urgency, frame.point.on)} (${items.length})</summary>
${list(frame, names, items.slice(-FOLDED).toReversed())}
${items.length > FOLDED ? html`<p>${sentence(`Les ${FOLDED} dernières sont montrées.`)} <a href="${hereWith(frame, { quoi: urgency, page: null })}">Toutes</a></p>` : nothing}
</details>`

const list = (frame: Frame, names: Names, items: ReadonlyArray<TodoItem>): Html =>
  html`<ul class="items">${items.map(item => itemHtml(frame, names, item))}</ul>`

const itemHtml = (frame: Frame, names: Names, item: TodoItem): Html => {
  const { conventionId, due, label, who, nature, computation, article, more, event, key } = item
  const cited = article === null ? 'Calcul' : sentence(frenchArticle(article))
  const told = html`<p>${sentence(capitalised(computation))}.</p>${more === null ? nothing : html`<p>${sentence(capitalised(more))}.</p>`}`
  const proof = event === null ? nothing : evidenceHtml(event, frame.zone)
  return html`<li>
<p class="when">${due === null ? nothing : html`<time datetime="${due}">${frenchDate(due)}</time>`}${stateOf(item, frame.point.on)}</p>
<div><p class="what">${sentence(label)}</p>
<p class="of"><a href="${addressOf(frame, conventionPath(conventionId))}">${names.get(conventionId) ?? `Convention ${conventionId}`}</a>${
    names.has(conventionId) ? html` <span class="id">${conventionId}</span>` : nothing
  }${who.length === 0 ? nothing : html` <span class="who">${sentence(`${nature === 'possible' ? 'peut' : 'doit'} agir : ${who.join(', ')}`)}</span>`}</p>
${
  // What an alert is about is in its computation alone: its title is that of all of its kind.
  nature !== 'alerte'
    ? html`<details data-key="${key}"><summary>${cited}</summary>
${told}${proof}</details>`
    : event === null
      ? html`${told}<p class="note">${cited}</p>`
      : html`${told}<details data-key="${key}"><summary>${cited}</summary>${proof}</details>`
}</div>
</li>`
}

/** What is to be read without colours: how late, how near. */
const stateOf = ({ urgency, due, doneOn, isLate, nature }: TodoItem, on: DateCivile): Html => {
  if (doneOn !== null)
    return html` <span class="tag">${sentence(`${isLate ? 'fait en retard' : 'fait'} le ${frenchDate(doneOn)}`)}</span>`
  if (due === null) return nothing
  const days = dayNumber(due) - dayNumber(on)
  if (urgency === 'retard') return html` <strong class="tag late">en retard de ${french(-days)}</strong>`
  if (urgency === 'sans-suite')
    return html` <span class="tag">${sentence(`il y a ${french(-days)}, sans suite enregistrée`)}</span>`
  if (urgency === 'passe') return nothing
  const kind = nature === 'possible' ? 'possible, ' : nature === 'de-soi' ? 'de soi, ' : ''
  return html` <span class="tag">${kind}${days === 0 ? "aujourd'hui" : `dans ${french(days)}`}</span>`
}

const french = (days: number): string => counted(days, 'jour', 'jours')
