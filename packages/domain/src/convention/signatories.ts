/** Who signs an avenant, and the day on which the last of them has (M21). */
import type { ModelOn } from '../dossier/look'
import type { Partie } from '../identity/partie'
import type { ConventionModel } from '../model/model'
import { type DateCivile, maxDate } from '../time/date-civile'
import type { ModificationChange } from './changes'
import { roleIn } from './parties'
import type { Stay } from './stays'
import type { Signature } from './values'

type Changes = ReadonlyArray<ModificationChange>

/**
 * Whether a party owes its signature to a text that is signed on a day: it was party on the eve, as was agreed by then, and
 * still is. Who is let in on 20/06, even from January on, owes none to a text of 20/06 or before.
 */
const owesOn = ({ arrival, departure }: Stay, day: DateCivile): boolean =>
  (arrival.on === null || arrival.on < day) &&
  (arrival.agreedOn === null || arrival.agreedOn < day) &&
  (departure === null || day < departure.on || day < departure.agreedOn)

/** Of these parties, and of those whom the avenant lets in: all but whom it lets go where the model lets them go unsigned. */
export const signatoriesOf = (
  model: ConventionModel,
  parties: ReadonlyArray<Partie>,
  changes: Changes
): ReadonlyArray<string> => {
  const leaving = new Set<string>(
    changes.flatMap(change => (change.kind === 'leave-partie' ? [change.partieId] : []))
  )
  const signing = parties.filter(
    partie => !leaving.has(partie.id) || roleIn(model, partie)?.leaverSigns !== false
  )
  return [...new Set<string>([...signing, ...newcomersIn(changes)].map(({ id }) => id))]
}

export const newcomersIn = (changes: Changes): ReadonlyArray<Partie> =>
  changes.flatMap(change => (change.kind === 'join-partie' ? [change.partie] : []))

export type PlacedSignature = Signature & { readonly place: number }

/** What an avenant has: its changes, who signed it, and the day on which it was taken back, if it was. */
export type Avenant = {
  readonly changes: Changes
  readonly signatures: ReadonlyMap<string, PlacedSignature>
  readonly withdrawnOn: DateCivile | null
}

/**
 * The first day on which everyone who owes a signature has signed, and the place of the last of these signatures. That is
 * the day of a signature, or the day on which a party leaves without having signed: nobody is left to wait for.
 *
 * @param version under which version of the model the avenant is when it is signed on a day
 */
export const signedByAll = (
  version: ModelOn,
  stays: ReadonlyArray<Stay>,
  { changes, signatures, withdrawnOn }: Avenant
): { readonly place: number; readonly givenOn: DateCivile } | null => {
  const days = [
    ...[...signatures.values()].map(({ signedOn }) => signedOn),
    ...stays.flatMap(({ departure }) =>
      departure === null ? [] : [maxDate(departure.on, departure.agreedOn)]
    )
  ]
  for (const day of days.toSorted()) {
    if (withdrawnOn !== null && withdrawnOn <= day) return null
    const parties = stays.flatMap(stay => (owesOn(stay, day) ? [stay.partie] : []))
    const owed = signatoriesOf(version(day), parties, changes)
    const given = owed.flatMap(id => {
      const signature = signatures.get(id)
      return signature !== undefined && signature.signedOn <= day ? [signature.place] : []
    })
    if (given.length > 0 && given.length === owed.length) return { place: Math.max(...given), givenOn: day }
  }
  return null
}
