/** Whether something was told within the last day that a model gives for it: told as data, never a sanction (P18, P19). */
import { NonBlank, nullable, oneOf, struct } from '../codec'
import { Article } from '../refusal'
import { DateCivile, frenchDate } from '../time/date-civile'

export const Signalement = struct('Signalement', {
  /** Null: the model gives no delay, or one that is over on no day that can be written. */
  lastDay: nullable(DateCivile),
  late: oneOf('retard', ['oui', 'non']),
  computation: nullable(NonBlank),
  article: Article
})

type Delay = { readonly lastDay: DateCivile | null; readonly computation: string | null }

/** @param told how it is said: « signalé » */
export const toldWithin = (
  { lastDay, computation }: Delay,
  on: DateCivile,
  told: string,
  article: Article
) => ({
  lastDay,
  late: lastDay !== null && on > lastDay ? ('oui' as const) : ('non' as const),
  computation: computation === null ? null : `${computation} ; ${told} le ${frenchDate(on)}`,
  article
})
