import type { AnnexesDocument } from '../annexes/description'
import type { Differences } from '../annexes/differences'
import type { Access } from '../questions/access'
import type { Connections } from '../questions/connections'
import type { Deadlines } from '../questions/deadlines/answer'
import type { History } from '../questions/history'
import type { Letter } from '../questions/letter'
import type { MayAct } from '../questions/may-act'
import type { Register } from '../questions/register'
import { accessPage } from './access-page'
import { annexesPage } from './annexes-page'
import { htmlProse, htmlText, plain } from './characters'
import { connectionsPage } from './connections-page'
import { deadlinesPage } from './deadlines-page'
import { type DifferencesOptions, differencesPage } from './differences-page'
import { typographic } from './french'
import { historyPage } from './history-page'
import { letterPage } from './letter-page'
import { mayActPage } from './may-act-page'
import {
  type Block,
  type Cell,
  type Item,
  isMark,
  linesOf,
  type Page,
  type PageSection,
  type Table
} from './page'
import { registerPage } from './register-page'
import { STYLE } from './style'

/**
 * The annexes as a whole HTML page, in French: printable, accessible, without scripts or external resources.
 * Everything that was recorded is escaped.
 */
export const annexesHtml = (document: AnnexesDocument): string => html(annexesPage(document))

/** Differences as a whole HTML page. */
export const differencesHtml = (differences: Differences, options?: DifferencesOptions): string =>
  html(differencesPage(differences, { references: true, ...options }))

export const registerHtml = (register: Register): string => html(registerPage(register))
export const accessHtml = (access: Access): string => html(accessPage(access))
export const mayActHtml = (mayAct: MayAct): string => html(mayActPage(mayAct))
export const deadlinesHtml = (deadlines: Deadlines): string => html(deadlinesPage(deadlines))
export const historyHtml = (history: History): string => html(historyPage(history))
export const connectionsHtml = (connections: Connections): string => html(connectionsPage(connections))
export const letterHtml = (letter: Letter): string => html(letterPage(letter))

const html = ({ identity, kicker, title, subtitle, statement, sections, source }: Page): string =>
  `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(titleOf([title, ...kicker, identity]))}</title>
<style>
${STYLE}</style>
<style>
${pageFoot(identity)}</style>
</head>
<body>
<header>
<p class="kicker">${kicker.map(sentence).join('<br>')}</p>
<h1>${sentence(title)}</h1>
<p class="known">${sentence(subtitle)}</p>
<p class="statement ${statement.tone}">${sentence(statement.text)}</p>
</header>
<main>
${sections.map(sectionHtml).join('\n')}
</main>${source.length === 0 ? '' : `\n<footer>\n${source.map(line => `<p>${sentence(line)}</p>`).join('\n')}\n</footer>`}
</body>
</html>
`

/** A part that another part says already is not told again: « Échéances » after « Échéances du 1er janvier 2018 ». */
const titleOf = (parts: ReadonlyArray<string>): string =>
  parts
    .filter(
      (part, i) =>
        !parts.some((other, j) => i !== j && isWithin(part, other) && (!isWithin(other, part) || j < i))
    )
    .join(' – ')

const isWithin = (part: string, other: string): boolean => other.toLowerCase().includes(part.toLowerCase())

/** Every printed page says which convention it is of, and its own number. */
const pageFoot = (identity: string): string =>
  `@page { @bottom-left { content: ${cssString(plain(identity))}; } }\n`

/** All but letters and digits by their numbers: nothing in it ends the string, or the style. */
const cssString = (text: string): string =>
  `"${text.replace(/[^A-Za-z0-9 ]/gu, character => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`

/** A section of a page, as `<section>`; `i` makes its ids. */
export const sectionHtml = ({ title, blocks }: PageSection, i: number): string =>
  `<section aria-labelledby="s${i + 1}">
<h2 id="s${i + 1}">${sentence(title)}</h2>
${blocks.map(blockHtml).join('\n')}
</section>`

const blockHtml = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${sentence(block.text)}</p>`
    case 'note':
      return `<p class="note">${sentence(block.text)}</p>`
    case 'entries':
      return `<dl>
${block.entries
  .map(
    ([term, text]) =>
      `<div><dt>${htmlText(term)}</dt><dd>${linesOf(text)
        .map(line => broken(sentence(line)))
        .join('<br>')}</dd></div>`
  )
  .join('\n')}
</dl>`
    case 'list':
      return `<ul>
${block.items.map(itemHtml).join('\n')}
</ul>`
    case 'signatures':
      return `<div class="sign">
<p>Fait à <span class="blank"></span>, le <span class="blank"></span></p>
<ul>
${block.parties.map(partie => `<li>${sentence(partie)}<br><small>Nom, qualité, signature et cachet</small></li>`).join('\n')}
</ul>
</div>`
    case 'table':
      return tableHtml(block)
  }
}

/** Where it stands in the journal is one click away. */
const itemHtml = ({ text, details, reference }: Item): string =>
  `<li>${sentence(text)}${details.length === 0 ? '' : `<ul>${details.map(detail => `<li>${sentence(detail)}</li>`).join('')}</ul>`}${
    reference === null
      ? ''
      : `<details><summary>Référence dans le journal</summary>${sentence(reference)}</details>`
  }</li>`

/** On a narrow screen each cell stands on its own line, after the name of its column. */
const tableHtml = ({ caption, columns, named, rows }: Table): string =>
  `<table${columns.length > 6 ? ' class="wide"' : ''}>
<caption>${sentence(caption)}</caption>
<thead><tr>${columns.map(column => `<th scope="col">${htmlText(column)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row => `<tr>${row.map((cell, i) => tableCell(cell, columns[i] ?? '', i === named)).join('')}</tr>`).join('\n')}
</tbody>
</table>`

const tableCell = (cell: Cell, column: string, names: boolean): string =>
  names
    ? `<th scope="row" data-label="${htmlText(column)}">${cellHtml(cell)}</th>`
    : `<td data-label="${htmlText(column)}">${cellHtml(cell)}</td>`

/** What a mark says is for who does not see it. */
const cellHtml = (cell: Cell): string =>
  isMark(cell)
    ? `<span aria-hidden="true">${htmlText(cell.mark)}</span><span class="said">${htmlText(cell.said)}</span>`
    : linesOf(cell)
        .map(line => broken(htmlProse(line)))
        .join('<br>')

/** A long mail address may break after its @, and is copied whole. */
const broken = (html: string): string => html.replaceAll('@', '@<wbr>')

const sentence = (text: string): string => htmlProse(typographic(text))
