/** A document before its format: what HTML and Markdown both write. All texts are plain, in French, not escaped. */

/** One line, or several one under the other. */
export type Cell = string | ReadonlyArray<string>

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
  | { readonly kind: 'entries'; readonly entries: ReadonlyArray<readonly [term: string, text: Cell]> }
  | { readonly kind: 'list'; readonly items: ReadonlyArray<Item> }

/** `details` are lines of their own under the item. */
export type Item = { readonly text: string; readonly details: ReadonlyArray<string> }

export type PageSection = { readonly title: string; readonly blocks: ReadonlyArray<Block> }

export type Page = {
  /** Which convention it is: above the title, and at the foot of every page that is printed. */
  readonly identity: string
  /** What the convention is, with the identity; nothing when it is not known. */
  readonly kicker: ReadonlyArray<string>
  readonly title: string
  /** The answer in one sentence; `none` when there is nothing to show, and the sentence says why. */
  readonly statement: { readonly tone: 'found' | 'none'; readonly text: string }
  readonly sections: ReadonlyArray<PageSection>
  /** Where it comes from. */
  readonly source: ReadonlyArray<string>
}
