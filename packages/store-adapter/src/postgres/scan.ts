import { comparePositions, type Position } from '@avenant/domain'
import type { JournalSlice, Scan } from '../engine'
import { type Orphan, untilOrphan } from '../stream-hole'
import type { Ask, Row } from './connections'
import { afterText, foundInRows, positionOfText } from './rows'
import type { Statements } from './statements'

/** Whatever can be read is followed by nothing that could still come before it: `appendFunction` sees to it. */
export const scan = async (ask: Ask, sql: Statements, slice: JournalSlice): Promise<Scan> => {
  const { after, category, limit } = slice
  const bounds = [afterText(after), ...(category === null ? [] : [category]), limit]
  const rows = await ask(category === null ? sql.after : sql.ofCategory, bounds)
  // Of a category, the end of the journal stands before each row, and alone where there is no event.
  const place = category === null ? 1 : 2
  const positions = rows.map(row => row[place] ?? null).filter(position => position !== null)
  const last = positions.at(-1)
  const full = positions.length === limit
  const head = category === null || full ? last : (rows[0]?.[0] ?? undefined)
  const checkpoint = furthest(after, head === undefined ? null : positionOfText(head))
  const found: Scan = {
    ...foundInRows(rows, place - 1),
    checkpoint,
    end: !full,
    gapless: slice.gapless && category === null && isDense(after, checkpoint, positions.length)
  }
  if (found.gapless || last === undefined) return found
  // Only where positions are missing is there something to look for; between the events of a category there are others.
  const range = [afterText(after), last, ...(category === null ? [] : [category])]
  const [orphan] = await ask(category === null ? sql.orphan : sql.orphanOfCategory, range)
  return untilOrphan(orphan === undefined ? null : orphanOf(orphan), found)
}

/** Positions start at 1, and are given one after the other. */
const isDense = (after: Position | null, upTo: Position | null, events: number): boolean =>
  BigInt(upTo ?? 0) - BigInt(after ?? 0) === BigInt(events)

const orphanOf = ([stream = null, position, revision]: Row): Orphan => ({
  stream,
  position: positionOfText(position),
  revision: Number(revision)
})

/** A retention may have removed the last events: a checkpoint does not go back. */
const furthest = (a: Position | null, b: Position | null): Position | null =>
  a === null || b === null ? (a ?? b) : comparePositions(a, b) > 0 ? a : b
