/** Changes of the convention itself, which no annexe shows: its end, its parties. */
import * as t from 'io-ts'
import { struct } from '../codec'
import { StableId } from '../identity/ids'
import { Partie } from '../identity/partie'
import { DateCivile } from '../time/date-civile'

export const conventionChanges = {
  /** `to`: the first day on which it is no longer in force. */
  prolong: struct('prolong', { kind: t.literal('prolong'), to: DateCivile }),
  /** For one more term. */
  renew: struct('renew', { kind: t.literal('renew') }),
  'join-partie': struct('join-partie', { kind: t.literal('join-partie'), partie: Partie }),
  'leave-partie': struct('leave-partie', { kind: t.literal('leave-partie'), partieId: StableId })
} as const
