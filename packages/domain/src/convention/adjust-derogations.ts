/** A dérogation takes effect at the earliest with the convention (P3): its start follows an effect that signatures give. */
import { type DateCivile, maxDate } from '../time/date-civile'
import { assertFacts, sameValue, timelineOf } from '../timeline'
import type { ConventionEvent, ConventionEventOf } from './events'
import { conventionFacts } from './facts'
import type { ConventionState } from './state'

type Granted = ConventionEventOf<'DérogationGranted'>['data']

/** The dérogation under a convention that starts on that date; null: none is known yet. */
export const startingWith = (from: DateCivile | null, granted: Granted): Granted =>
  from === null
    ? granted
    : { ...granted, period: { from: maxDate(granted.agreedOn, from), to: granted.period.to } }

/** Each dérogation that does not hold as it should, once the convention starts on that date. */
export const adjustedDérogations = (
  { acts, timelines }: ConventionState,
  from: DateCivile | null
): ReadonlyArray<ConventionEvent> =>
  [...acts.values()].flatMap((act): ReadonlyArray<ConventionEvent> => {
    if (act.type !== 'DérogationGranted') return []
    const adjusted: ConventionEvent = { type: 'DérogationAdjusted', data: startingWith(from, act.data) }
    const { derogationId: id } = act.data
    const after = assertFacts(timelines, conventionFacts(adjusted))
    return sameValue(timelineOf(timelines, 'derogation', id), timelineOf(after, 'derogation', id))
      ? []
      : [adjusted]
  })
