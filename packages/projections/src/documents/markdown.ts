import type { AnnexesDocument } from '../annexes/description'
import type { Differences } from '../annexes/differences'
import { annexesPage } from './annexes-page'
import { plain } from './characters'
import { type DifferencesOptions, differencesPage } from './differences-page'
import type { Block, Cell, Page, Table } from './page'

/** The annexes as GitHub-flavoured Markdown. Everything that was recorded is escaped. */
export const annexesMarkdown = (document: AnnexesDocument): string => markdown(annexesPage(document))

/** Differences as Markdown. */
export const differencesMarkdown = (differences: Differences, options?: DifferencesOptions): string =>
  markdown(differencesPage(differences, options))

const markdown = ({ identity, kicker, title, statement, sections, source }: Page): string =>
  `${[
    `# ${escaped(title)}`,
    [...kicker, identity].map(escaped).join('  \n'),
    `**${escaped(statement.text)}**`,
    ...sections.flatMap(section => [`## ${escaped(section.title)}`, ...section.blocks.map(blockMarkdown)]),
    ...(source.length === 0 ? [] : ['---', source.map(escaped).join('  \n')])
  ].join('\n\n')}\n`

const blockMarkdown = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return escaped(block.text)
    case 'note':
      return `_${escaped(block.text)}_`
    case 'entries':
      return block.entries.map(([term, text]) => `- **${escaped(term)}** : ${cellMarkdown(text)}`).join('\n')
    case 'list':
      return block.items
        .flatMap(({ text, details }) => [
          `- ${escaped(text)}`,
          ...details.map(detail => `  - ${escaped(detail)}`)
        ])
        .join('\n')
    case 'table':
      return tableMarkdown(block)
  }
}

const tableMarkdown = ({ caption, columns, rows }: Table): string =>
  [
    `**${escaped(caption)}**`,
    '',
    line(columns.map(escaped)),
    line(columns.map(() => '---')),
    ...rows.map(row => line(row.map(cellMarkdown)))
  ].join('\n')

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`

const cellMarkdown = (cell: Cell): string =>
  typeof cell === 'string' ? escaped(cell) : cell.map(escaped).join('<br>')

/** On one line; what Markdown or HTML would read as a mark is shown as it is. */
const escaped = (text: string): string =>
  plain(text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' '))
    .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
    // At the start of a line these would open a list, a title or a quotation.
    .replace(/^(\s*)([#+=-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
