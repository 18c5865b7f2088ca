/** Where what follows a journal begins, and what of it it takes: options that reactors and projectors share. */
import { type Fault, Position, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadAllError } from '../errors'
import type { EventStore } from '../event-store'
import { isCategory } from '../stream-name'
import { type Checkpoint, checkpointAt, startOfJournal } from './checkpoint'

/** The start of the journal, its end as it is now, or after a position. */
export type StartFrom = 'start' | 'now' | Position

export type FollowOptions<Type extends string = string> = {
  /** Only streams of this category; by default the whole journal but for what reactors record of themselves. */
  readonly category?: string
  /** Only events of these types: others are passed over, and never decoded. */
  readonly types?: ReadonlyArray<Type>
  /**
   * Where to begin when no checkpoint was ever kept, `'start'` by default. What this comes to is kept at once, so that a
   * restart goes on from there, whatever it says by then.
   */
  readonly startFrom?: StartFrom
  /** Ends, `ended` being Right, once all that is in the journal is handled; by default it goes on with what is added. */
  readonly stopWhenCaughtUp?: boolean
}

type FollowTexts = {
  readonly category: string | undefined
  readonly types: ReadonlyArray<string> | undefined
  readonly startFrom: StartFrom
}

export const followFaults = (
  { category, types, startFrom }: FollowTexts,
  known: ReadonlyArray<string>
): ReadonlyArray<Fault> => {
  const faults: Fault[] = [...startFaults(startFrom)]
  if (category !== undefined && !isCategory(category))
    faults.push({ path: 'category', message: "attendu : ce qui précède le premier tiret d'un flux" })
  if (types !== undefined && !Array.isArray(types))
    faults.push({ path: 'types', message: "attendu : une liste de types d'événements" })
  else
    for (const [index, type] of (types ?? []).entries())
      if (!known.includes(type))
        faults.push({
          path: `types[${index}]`,
          message: `inconnu du codec du journal ; valeurs admises : ${known.join(', ')}`
        })
  return faults
}

export const startFaults = (startFrom: StartFrom): ReadonlyArray<Fault> =>
  startFrom === 'start' || startFrom === 'now' || Position.is(startFrom)
    ? []
    : [{ path: 'startFrom', message: "attendu : 'start', 'now', ou une position rendue par un journal" }]

/** Null for the start. Of an empty journal too it is kept that all is to come. */
export const startOf = async (
  store: EventStore,
  startFrom: StartFrom
): Promise<E.Either<ReadAllError, Checkpoint | null>> => {
  if (startFrom === 'start') return E.right(null)
  if (startFrom !== 'now') return checkpointAt(store, startFrom)
  const head = await store.head()()
  if (E.isLeft(head)) return head
  return head.right === null ? E.right(startOfJournal) : checkpointAt(store, head.right)
}

/** Whether events of this type are taken. */
export const takes = (types: ReadonlyArray<string> | undefined): ((recorded: Recorded) => boolean) => {
  if (types === undefined) return () => true
  const taken = new Set(types)
  return ({ type }) => taken.has(type)
}
