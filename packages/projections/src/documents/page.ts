/** A document before its format: what HTML and Markdown both write. All texts are plain, in French, not escaped. */

/** One line, several one under the other, or a mark with what it says to who does not see the table. */
export type Cell = string | ReadonlyArray<string> | Mark
export type Mark = { readonly mark: string; readonly said: string }

/** The lines of a cell. */
export const linesOf = (cell: Exclude<Cell, Mark>): ReadonlyArray<string> =>
  typeof cell === 'string' ? [cell] : cell

export const isMark = (cell: Cell): cell is Mark => typeof cell === 'object' && 'mark' in cell

export type Table = {
  readonly kind: 'table'
  readonly caption: string
  readonly columns: ReadonlyArray<string>
  /** Which column names the row. */
  readonly named: number
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
}

export type Block =
  | Table
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Smaller, after a table: how to read it. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'entries'; readonly entries: ReadonlyArray<Entry> }
  /** A place to sign for each, by hand. */
  | { readonly kind: 'signatures'; readonly parties: ReadonlyArray<string> }
  | { readonly kind: 'list'; readonly items: ReadonlyArray<Item> }

export type Entry = readonly [term: string, text: Exclude<Cell, Mark>]

/** `details` are lines of their own under the item; `reference` is where it stands in the journal. */
export type Item = {
  readonly text: string
  readonly details: ReadonlyArray<string>
  readonly reference: string | null
}

export type PageSection = { readonly title: string; readonly blocks: ReadonlyArray<Block> }

export type Page = {
  /** Which convention it is, in the journal: at the foot of every page that is printed. */
  readonly identity: string
  /** What the convention is and between whom, above the title; the identity when that is not known. */
  readonly kicker: ReadonlyArray<string>
  readonly title: string
  /** As known at which moment. */
  readonly subtitle: string
  /** The answer in one sentence; `none` when there is nothing to show, and the sentence says why. */
  readonly statement: { readonly tone: 'found' | 'none'; readonly text: string }
  readonly sections: ReadonlyArray<PageSection>
  /** Where it comes from. */
  readonly source: ReadonlyArray<string>
}
