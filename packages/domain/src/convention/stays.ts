/** Who is party to a convention on which days (P1): those of its draft, and who joins; until an avenant or a notice. */
import type { ModificationId } from '../identity/ids'
import type { Partie } from '../identity/partie'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'

/** From when on a party is one, by which avenant, and the day on which that was agreed; all null: since the draft. */
type Arrival = {
  readonly on: DateCivile | null
  readonly agreedOn: DateCivile | null
  readonly modificationId: ModificationId | null
  /** Of the act that completes the avenant. */
  readonly place: number | null
}

/** The first day on which it is no longer party, and why. */
type Departure = {
  readonly on: DateCivile
  /** The day on which that was agreed, or on which its notice counts. */
  readonly agreedOn: DateCivile
  readonly place: number
  readonly why:
    | { readonly status: 'retrait'; readonly modificationId: ModificationId }
    | { readonly status: 'preavis'; readonly computation: string; readonly article: Article }
}

export type Stay = {
  readonly partie: Partie
  readonly arrival: Arrival
  /** Null: it is party without end, or until the convention ends. */
  readonly departure: Departure | null
}

/** A change of who is party, from its day on. */
export type Passage =
  | (Omit<Arrival, 'on' | 'place'> & {
      readonly kind: 'join'
      readonly on: DateCivile
      readonly place: number
      readonly partie: Partie
    })
  | (Departure & { readonly kind: 'leave'; readonly id: string })

/** In the order of their days; of one day, as they were recorded. Who is party does not join, and who is not does not leave. */
export const staysOf = (
  drafted: ReadonlyArray<Partie>,
  passages: ReadonlyArray<Passage>
): ReadonlyArray<Stay> => {
  const over: Array<Stay> = []
  const open = new Map<string, Stay>(
    drafted.map(partie => [
      partie.id,
      { partie, arrival: { on: null, agreedOn: null, modificationId: null, place: null }, departure: null }
    ])
  )
  for (const passage of passages.toSorted((a, b) => compareDays(a.on, b.on) || a.place - b.place)) {
    if (passage.kind === 'join') {
      const { kind: _, partie, ...arrival } = passage
      if (!open.has(partie.id)) open.set(partie.id, { partie, arrival, departure: null })
      continue
    }
    const { kind: _, id, ...departure } = passage
    const stay = open.get(id)
    if (stay === undefined || !mayEnd(stay, departure)) continue
    over.push({ ...stay, departure })
    open.delete(id)
  }
  return [...over, ...open.values()]
}

const compareDays = (a: DateCivile, b: DateCivile): number => (a < b ? -1 : a > b ? 1 : 0)

/** A notice ends the part that its party had on the day on which it counts, and none that it takes again later. */
const mayEnd = ({ arrival }: Stay, { why, agreedOn }: Departure): boolean =>
  why.status === 'retrait' || arrival.on === null || arrival.on <= agreedOn

export const isPartyOn = ({ arrival, departure }: Stay, on: DateCivile): boolean =>
  (arrival.on === null || arrival.on <= on) && (departure === null || on < departure.on)

export const stayOn = (stays: ReadonlyArray<Stay>, id: string, on: DateCivile): Stay | null =>
  stays.find(stay => stay.partie.id === id && isPartyOn(stay, on)) ?? null
