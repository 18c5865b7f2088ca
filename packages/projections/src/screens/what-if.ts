/** « Et si »: a command tried on the dossier: what it would change, or why it is refused. Nothing is recorded. */
import {
  type AnyRefusal,
  type Fault,
  frenchArticle,
  frenchCount,
  frenchDate,
  replaceInvisible
} from '@avenant/domain'
import { htmlText } from '../documents/characters'
import { capitalised } from '../documents/french'
import type { WhatIf } from '../questions/what-if'
import type { CommandForm } from './command-forms'
import { contentHtml } from './content'
import { differencesList } from './differences-list'
import { type Frame, hidden, pointParams, type Screen } from './frame'
import { type Html, html, nothing, ofDocument, sentence } from './html'
import { accessDifferencesTable, deadlineDifferencesTable } from './what-if-tables'

/** What came of what was tried. */
export type WhatIfOutcome =
  | { readonly outcome: 'accepted'; readonly whatIf: WhatIf }
  | { readonly outcome: 'refused'; readonly refusals: ReadonlyArray<AnyRefusal> }
  /** It is no command, or was not decided at all: each fault with its path, or none where a sentence says all. */
  | { readonly outcome: 'faulty'; readonly sentence: string; readonly faults: ReadonlyArray<Fault> }

export type WhatIfAnswers = {
  readonly forms: ReadonlyArray<CommandForm>
  /** The command that is chosen, by its type. */
  readonly type: string
  /** As it was written; the example of the documentation to begin with. */
  readonly command: string
  /** Null: nothing was tried yet. */
  readonly tried: WhatIfOutcome | null
}

export const etSi = (frame: Frame, { forms, type, command, tried }: WhatIfAnswers): Screen => ({
  title: 'Et si',
  posted: tried !== null,
  main: html`<h1>Et si</h1>
<p class="lead">${sentence("Une commande est essayée sur le dossier tel qu'il est aujourd'hui : ce qu'elle changerait, ou pourquoi elle serait refusée. Rien n'est enregistré.")}</p>
${tried === null ? nothing : html`<section aria-labelledby="reponse" data-outcome="${tried.outcome}"><h2 id="reponse">Réponse</h2>${outcomeHtml(tried)}</section>`}
<h2>La commande</h2>
${chooser(frame, forms, type)}
${commandForm(frame, command)}`
})

/** Choosing a command fills the text below with its example. */
const chooser = (
  { base, point, today, here }: Frame,
  forms: ReadonlyArray<CommandForm>,
  type: string
): Html => {
  const group = (name: CommandForm['group'], label: string): Html =>
    html`<optgroup label="${label}">${forms
      .filter(form => form.group === name)
      .map(
        form =>
          html`<option value="${form.type}"${form.type === type ? html` selected` : nothing}>${form.nom}</option>`
      )}</optgroup>`
  return html`<form method="get" action="${`${base}${here.path}`}" class="filters">
${hidden(pointParams(point, today))}
<p><label for="type">Acte</label> <select id="type" name="type">${group('convention', 'De la convention')}${group('habilitation', "D'une habilitation")}</select></p>
<button>Reprendre son exemple</button>
</form>`
}

const commandForm = (
  { base, here, point }: Frame,
  command: string
): Html => html`<form method="post" action="${`${base}${here.path}`}" class="command">
<p><label for="commande">Commande (JSON)</label>
<span class="hint" id="commande-hint">${sentence("comme à l'adresse /commands : le type, le dossier, les données ; celui qui la donne est celui qui s'est identifié")}</span></p>
<textarea id="commande" name="commande" rows="${Math.min(24, command.split('\n').length + 1)}" spellcheck="false" aria-describedby="commande-hint" required>${asWritten(command)}</textarea>
<p><label for="le">Ce qui change au</label> <input id="le" name="on" type="date" min="1900-01-01" max="2999-12-31" value="${point.on}" required></p>
<button>Essayer, sans rien enregistrer</button>
</form>`

/** In a field a text is neither turned nor shown otherwise: what is invisible in JSON is written by its number. */
const asWritten = (command: string): Html =>
  ofDocument(
    htmlText(
      replaceInvisible(command, characters =>
        Array.from({ length: characters.length }, (_, i) => `\\u${hex(characters.charCodeAt(i))}`).join('')
      )
    )
  )

const hex = (code: number): string => code.toString(16).padStart(4, '0')

const outcomeHtml = (tried: WhatIfOutcome): Html => {
  switch (tried.outcome) {
    case 'accepted':
      return acceptedHtml(tried.whatIf)
    case 'refused':
      return html`<p class="statement none">${sentence(
        `La commande serait refusée : ${frenchCount(tried.refusals.length, 'motif')}.`
      )}</p><ul class="faults">${tried.refusals.map(refusalHtml)}</ul>`
    case 'faulty':
      return html`<p class="statement none">${sentence(tried.sentence)}</p>${
        tried.faults.length === 0
          ? nothing
          : html`<ul class="faults">${tried.faults.map(
              ({ path, message }) =>
                html`<li>${path === '' ? nothing : html`<code>${path}</code>\u00a0: `}${sentence(message)}</li>`
            )}</ul>`
      }`
  }
}

const refusalHtml = ({ path, sentence: told, article, computation }: AnyRefusal): Html =>
  html`<li>${sentence(`${capitalised(told)}.`)}${computation === null ? nothing : html`<p>${sentence(computation)}</p>`}
<p class="evidence">${article === null ? nothing : sentence(frenchArticle(article))}${
    path === '' ? nothing : html` <code>${path}</code>`
  }</p></li>`

const acceptedHtml = ({ on, events, differences, access, deadlines }: WhatIf): Html =>
  html`<p class="statement">${sentence(
    events.length === 0
      ? "La commande serait acceptée, et n'enregistrerait rien : ce qu'elle demande est déjà ainsi."
      : `La commande serait acceptée ; elle enregistrerait ${events.map(({ nom }) => `« ${nom} »`).join(', ')}.`
  )}</p>
<h3>Ce que les annexes du ${frenchDate(on)} montreraient d'autre</h3>
${differencesList(differences, false)}
<h3>Qui pourrait ce jour-là autre chose</h3>
${accessDifferencesTable(access)}
<h3>Échéances, dans les cinq ans</h3>
${deadlineDifferencesTable(deadlines)}
${
  events.length === 0
    ? nothing
    : html`<details><summary>Ce qui serait enregistré</summary>${events.map(
        ({ dossier, type, data }) =>
          html`<p class="id">${`${dossier}, ${type}`}</p>${contentHtml(Object(data).says)}`
      )}</details>`
}`
