/** Which acts of a dossier rest on other dossiers. */
import { sameValue } from '../timeline'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import { type Dossier, standing } from './dossier'
import { isSame } from './placings'
import type { Resting } from './premise'

/** An act that rests on other dossiers, and on which. */
export type RestingAct<Ground> = { readonly act: Act; readonly rests: Resting<unknown, Ground> }

/** The acts that stand and rest on other dossiers. */
export const restingActs = <Ground>(
  { acts }: Aggregate<Ground>,
  dossier: Dossier<Ground>
): ReadonlyArray<RestingAct<Ground>> =>
  [...standing(dossier)].flatMap(act => {
    const rests = acts[act.type]?.rests
    return rests === undefined ? [] : [{ act, rests }]
  })

/**
 * The acts that rest on other dossiers and that a correction changes, or whose ground it changes: a delivery of which the day
 * is corrected, or the role that its request asked for.
 */
export const restingOtherwise = <Ground>(
  aggregate: Aggregate<Ground>,
  before: Dossier<Ground>,
  after: Dossier<Ground>
): ReadonlyArray<RestingAct<Ground>> =>
  restingActs(aggregate, after).filter(
    ({ act }) => !isSame(before.acts.get(act.place) ?? null, act) || !sameValue(before.ground, after.ground)
  )
