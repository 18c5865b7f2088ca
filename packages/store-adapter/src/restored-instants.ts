/** The instants of a journal that is taken in: what a wrong clock recorded elsewhere is not made a recording here. */
import { epochOf, type Fault, type Instant, type Recorded } from '@avenant/domain'
import type { ClockTolerance } from './clock'
import { tolerancesOf } from './recording-instant'

type Timed = Pick<Recorded, 'recordedAt'>

/**
 * Told event after event: a fault for each that is far from the one before it. What is refused is passed over, so that the
 * events of one wrong clock are each a fault, and those around them none.
 */
export const jumpsOf = (tolerance?: ClockTolerance): ((event: Timed) => ReadonlyArray<Fault>) => {
  const { ahead, behind } = tolerancesOf(tolerance)
  let last: { readonly text: Instant; readonly epoch: number } | null = null
  return ({ recordedAt }) => {
    const epoch = epochOf(recordedAt)
    // Not the reverse: a tolerance that is no number allows nothing.
    if (last !== null && !(epoch - last.epoch <= ahead && last.epoch - epoch <= behind))
      return [{ path: 'recordedAt', message: `${recordedAt} est trop loin de ${last.text}${advice}` }]
    last = { text: recordedAt, epoch }
    return []
  }
}

/** A fault for each event that is after now. */
export const futureOf = (
  now: Instant,
  tolerance?: ClockTolerance
): ((event: Timed) => ReadonlyArray<Fault>) => {
  const latest = epochOf(now) + tolerancesOf(tolerance).future
  return ({ recordedAt }) =>
    epochOf(recordedAt) <= latest
      ? []
      : [{ path: 'recordedAt', message: `${recordedAt} est après l'horloge, qui dit ${now}${advice}` }]
}

const advice = " ; corrigez cet instant ou, s'il est juste, importez avec l'option clockTolerance: 'any'"
