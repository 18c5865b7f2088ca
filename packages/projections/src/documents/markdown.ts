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
import { markdownText } from './characters'
import { connectionsPage } from './connections-page'
import { deadlinesPage } from './deadlines-page'
import { type DifferencesOptions, differencesPage } from './differences-page'
import { historyPage } from './history-page'
import { letterPage } from './letter-page'
import { mayActPage } from './may-act-page'
import { type Block, type Cell, type Entry, isMark, linesOf, type Page, type Table } from './page'
import { registerPage } from './register-page'

/** The annexes as GitHub-flavoured Markdown, to be searched and compared: its spaces are plain. All that was recorded is escaped. */
export const annexesMarkdown = (document: AnnexesDocument): string => markdown(annexesPage(document))

/** Differences as Markdown. */
export const differencesMarkdown = (differences: Differences, options?: DifferencesOptions): string =>
  markdown(differencesPage(differences, options))

export const registerMarkdown = (register: Register): string => markdown(registerPage(register))
export const accessMarkdown = (access: Access): string => markdown(accessPage(access))
export const mayActMarkdown = (mayAct: MayAct): string => markdown(mayActPage(mayAct))
export const deadlinesMarkdown = (deadlines: Deadlines): string => markdown(deadlinesPage(deadlines))
export const historyMarkdown = (history: History): string => markdown(historyPage(history))
export const connectionsMarkdown = (connections: Connections): string =>
  markdown(connectionsPage(connections))
export const letterMarkdown = (letter: Letter): string => markdown(letterPage(letter))

/** A page as Markdown. */
export const markdown = ({ kicker, title, subtitle, statement, sections, source }: Page): string =>
  `${[
    `# ${markdownText(title)}`,
    [...kicker, subtitle].map(markdownText).filter(isThere).join('  \n'),
    marked('**', statement.text),
    ...sections.flatMap(section => [
      `## ${markdownText(section.title)}`,
      ...section.blocks.map(blockMarkdown)
    ]),
    ...(source.length === 0 ? [] : ['---', source.map(markdownText).join('  \n')])
  ].join('\n\n')}\n`

const blockMarkdown = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return markdownText(block.text)
    case 'note':
      return marked('_', block.text)
    case 'entries':
      return block.entries
        .map(([term, text]) => `- ${marked('**', term)} : ${linesMarkdown(text)}`)
        .join('\n')
    case 'list':
      return block.items
        .flatMap(({ text, details, reference }) => [
          `- ${markdownText(text)}`,
          ...[...details, ...(reference === null ? [] : [`Référence : ${reference}`])].map(
            detail => `  - ${markdownText(detail)}`
          )
        ])
        .join('\n')
    case 'signatures':
      return [
        'Fait à …………………………, le …………………',
        '',
        line(block.parties.map(markdownText)),
        line(block.parties.map(() => '---')),
        line(block.parties.map(() => 'Nom, qualité, signature et cachet'))
      ].join('\n')
    case 'table':
      return tableMarkdown(block)
  }
}

const tableMarkdown = ({ caption, columns, rows }: Table): string =>
  [
    marked('**', caption),
    '',
    line(columns.map(markdownText)),
    line(columns.map(() => '---')),
    ...rows.map(row => line(row.map(cellMarkdown)))
  ].join('\n')

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`

/** Lines one under the other are set apart by commas: a table has one line a row, and HTML is not read everywhere. */
const cellMarkdown = (cell: Cell): string =>
  isMark(cell) ? markdownText(cell.mark) : linesOf(cell).map(markdownText).filter(isThere).join(', ')

/** The lines of an item of a list, one under the other. */
const linesMarkdown = (text: Entry[1]): string =>
  linesOf(text).map(markdownText).filter(isThere).join('  \n  ')

const isThere = (text: string): boolean => text !== ''

/** Between two marks; an empty text has none, for the marks alone would be a line or text. */
const marked = (mark: string, text: string): string => {
  const inside = markdownText(text)
  return inside === '' ? '' : `${mark}${inside}${mark}`
}
