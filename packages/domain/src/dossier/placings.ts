/** Which acts an event places in a dossier, and where. */

import { factKey } from '../fact'
import type { ModelRef } from '../model/ref'
import { sameValue } from '../timeline'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import type { Placed, Pointer } from './assertion'
import type { Correction, RecordedCorrection } from './correction'
import type { Dossier, Placing } from './dossier'
import type { Move } from './move'

/** What any event of a dossier holds. */
export type Recorded = {
  readonly says: unknown
  readonly computed?: unknown
  readonly moves: ReadonlyArray<Move>
}

/** The acts that an event places: its own, or those that it corrects. */
export const placingsOf = <Ground>(
  { correction, restatement }: Aggregate<Ground>,
  revision: number,
  type: string,
  says: unknown
): ReadonlyArray<Placing> => {
  if (type === restatement.event) return []
  if (type !== correction.event)
    return [{ place: revision, act: { type, says, place: revision, at: [revision, 'says'] } }]
  // The codec of the event has read what it says.
  const { corrections } = says as Correction<RecordedCorrection>
  return corrections.map(({ corrects: place, instead }, i): Placing => {
    const at: Pointer = [revision, 'says', 'corrections', i, 'instead', 'says']
    return { place, act: instead === null ? null : { ...instead, place, at } }
  })
}

/** The model of a dossier once these acts are placed: the act that opens the dossier names it. */
export const modelWith = <Ground>(
  { acts }: Aggregate<Ground>,
  dossier: Dossier<Ground>,
  placings: ReadonlyArray<Placing>
): ModelRef | null =>
  placings.reduce<ModelRef | null>(
    (known, { act }) => (act === null ? known : (acts[act.type]?.model?.(act.says) ?? known)),
    dossier.model
  )

/** The place that the first correction of an event names; null for an event that is no correction. */
export const correctedBy = <Ground>({ said }: Dossier<Ground>, revision: number): number | null => {
  const recorded = said.get(revision) as Recorded | undefined
  const says = recorded?.says
  if (typeof says !== 'object' || says === null || !('corrections' in says)) return null
  return (says as Correction<RecordedCorrection>).corrections[0]?.corrects ?? null
}

export const isSame = (a: Act | null, b: Act | null): boolean =>
  a === null || b === null ? a === b : a.type === b.type && sameValue(a.says, b.says)

/** Whether two acts assert the same of a reference: `personne/p-1`, when the fiche alone of a draft is corrected. */
export const isIntroducedAlike = (
  reference: string,
  was: ReadonlyArray<Placed> = [],
  is: ReadonlyArray<Placed> = []
): boolean => {
  const [before, after] = [was, is].map(assertions =>
    assertions.flatMap(({ kind, id, from, to, value }) =>
      factKey({ kind, id }) === reference ? [{ from, to, value }] : []
    )
  )
  return before !== undefined && before.length > 0 && sameValue(before, after)
}
