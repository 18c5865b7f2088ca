/** Changes of the convention itself, which no annexe shows: its end. */
import * as t from 'io-ts'
import { struct } from '../codec'
import { DateCivile } from '../time/date-civile'

export const conventionChanges = {
  /** `to`: the first day on which it is no longer in force. */
  prolong: struct('prolong', { kind: t.literal('prolong'), to: DateCivile }),
  /** For one more term. */
  renew: struct('renew', { kind: t.literal('renew') })
} as const
