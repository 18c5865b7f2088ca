import { dateCivile, instant } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'

const terminated = commandOn(`convention-${psu2017Id}`)('2018-06-01T08:00:00Z', 'TerminateConvention', {
  on: '2018-07-01',
  manquement: 'Codes prêtés'
})
const index = dossiersOf(journalOf([...signedScheduled, terminated]))

test('G2 as it was signed: its first day, as it was when it was signed of all; what ended it since changes nothing of that', () => {
  const signed = { on: '2017-01-01', knownAt: '2017-02-24T08:31:00.000Z' }
  expect(index.course({ conventionId: psu2017Id })).toEqual({
    conventionId: psu2017Id,
    knownAt: null,
    firstDay: '2017-01-01',
    lastDay: '2018-06-30',
    signed
  })
  const before = index.course({ conventionId: psu2017Id, knownAt: instant('2018-01-01T00:00:00Z') })
  expect([before.lastDay, before.signed]).toEqual(['2020-12-31', signed])
  const annexes = index.describe(psu2017Id, { on: dateCivile(signed.on), knownAt: instant(signed.knownAt) })
  expect(annexes.situation.status).toBe('en-vigueur')
})

test('a draft has no day, and was signed at no moment', () => {
  const drafts = dossiersOf(journalOf(signedScheduled.slice(0, 2)))
  expect(drafts.course({ conventionId: psu2017Id })).toMatchObject({
    firstDay: null,
    lastDay: null,
    signed: null
  })
})
