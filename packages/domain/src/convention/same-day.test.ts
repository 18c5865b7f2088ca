import {
  attribute,
  correct,
  given,
  psuSigned,
  receive,
  signal,
  withdrawModification
} from '../../test/convention-commands'
import { dateCivile } from '../time'
import { valueOn } from './lines'

const identified = (id: string, on: string) => signal(id, on, [attribute('p-3', 'import')])
/** What is recorded of m-2 in the place of the signal of m-1 stands before the signal of m-2, of the same day. */
const place = psuSigned.length
const before = [...psuSigned, identified('m-1', '2018-03-01'), identified('m-2', '2018-03-05')]

test.each([
  ['completed', receive('m-2', '2018-03-05')],
  ['taken back', withdrawModification('m-2', '2018-03-05')]
])(
  'G18 G22 what is %s on the day of its signal is pending on no day, in whichever order both stand',
  (_, closing) => {
    const usual = given(...before).when(closing)
    const corrected = given(...before).when(correct(place, closing))
    for (const { codes, state } of [usual, corrected]) {
      expect(codes).toEqual([])
      for (const day of ['2018-03-04', '2018-03-05', '2018-03-06', '2020-01-01'])
        expect([day, valueOn(state, 'modification', 'm-2', dateCivile(day))]).toEqual([day, null])
    }
  }
)
