/** A day in an address or a form, as people write it too: `2017-08-31`, `31/08/2017`. */
import { type DateCivile, text } from '@avenant/domain'
import { parseWrittenDay } from '@avenant/projections'
import type * as t from 'io-ts'

export const Day: t.Type<DateCivile, unknown, unknown> = text('date', parseWrittenDay)
