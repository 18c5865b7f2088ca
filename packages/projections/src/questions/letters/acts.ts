/** Which acts of an habilitation have a letter, and which one. */
import { type DateCivile, type HabilitationEventOf, unusedCause } from '@avenant/domain'
import type { HistoryAct } from '../history'
import { anomalyLetter, justificationLetter } from './anomaly'
import { blockingLetter } from './blocking'
import type { LetterGround, LetterText } from './letter-text'
import { requestLetter } from './request'
import { unusedLetterTold } from './unused'

type Says<T extends LetterType> = HabilitationEventOf<T>['data']['says']

type Writing<Says> = {
  /** The day by whose names it is written. */
  readonly on: (says: Says) => DateCivile
  readonly write: (ground: LetterGround, says: Says) => LetterText
}

type LetterType =
  | 'AnomalyNotified'
  | 'JustificationAsked'
  | 'AccessBlocked'
  | 'HabilitationRequested'
  | 'HabilitationAcknowledged'

const writings: { readonly [T in LetterType]: Writing<Says<T>> } = {
  AnomalyNotified: { on: ({ on }) => on, write: anomalyLetter },
  JustificationAsked: { on: ({ on }) => on, write: justificationLetter },
  AccessBlocked: {
    on: ({ from }) => from,
    write: (ground, says) =>
      says.cause === unusedCause ? unusedLetterTold(ground, says) : blockingLetter(ground, says)
  },
  HabilitationRequested: {
    on: ({ requestedOn }) => requestedOn,
    write: ground => requestLetter(ground, null)
  },
  HabilitationAcknowledged: { on: ({ on }) => on, write: (ground, { on }) => requestLetter(ground, on) }
}

/** Null: an act of that type has no letter. The codec of the act has read what it says. */
export const writingOf = (type: string): Writing<unknown> | null =>
  Object.hasOwn(writings, type) ? (Reflect.get(writings, type) as Writing<unknown>) : null

/** Whether an act, as it stands or stood last, has a letter. */
export const hasLetter = ({ type, corrections }: Pick<HistoryAct, 'type' | 'corrections'>): boolean =>
  writingOf(corrections.findLast(({ instead }) => instead !== null)?.instead?.type ?? type) !== null
