/** Changes of the convention itself, which no annexe shows: its end, its parties, the version of its model. */
import * as t from 'io-ts'
import { struct } from '../codec'
import { StableId } from '../identity/ids'
import { Partie } from '../identity/partie'
import { ModelRef } from '../model/ref'
import { DateCivile } from '../time/date-civile'

export const conventionChanges = {
  /** `to`: the first day on which it is no longer in force. */
  prolong: struct('prolong', { kind: t.literal('prolong'), to: DateCivile }),
  /** For one more term. */
  renew: struct('renew', { kind: t.literal('renew') }),
  'join-partie': struct('join-partie', { kind: t.literal('join-partie'), partie: Partie }),
  'leave-partie': struct('leave-partie', { kind: t.literal('leave-partie'), partieId: StableId }),
  /** Another version of its model, from the day on which the avenant holds. */
  'adopt-model': struct('adopt-model', { kind: t.literal('adopt-model'), model: ModelRef })
} as const
