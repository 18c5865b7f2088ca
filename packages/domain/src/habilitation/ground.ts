/** How far the request of an habilitation has come, from its acts. */
import type { RequestStep } from '../model/model'
import type { DateCivile } from '../time/date-civile'
import type { RequestSays } from './request'

export type Step = { readonly step: RequestStep; readonly on: DateCivile; readonly place: number }

/** A day from which an access is closed, and by which act. */
export type Closing = {
  readonly cause: 'fin-de-mission' | 'retrait'
  readonly on: DateCivile
  readonly place: number
}

export type Ground = {
  readonly request: RequestSays | null
  /** In the order in which they were done. */
  readonly steps: ReadonlyArray<Step>
  readonly refused: { readonly on: DateCivile; readonly motif: string; readonly place: number } | null
  readonly closings: ReadonlyArray<Closing>
}

export const nothingAsked: Ground = { request: null, steps: [], refused: null, closings: [] }
