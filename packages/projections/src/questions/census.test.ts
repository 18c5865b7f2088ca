import { addDays, type DateCivile, dateCivile, instantOfEpoch } from '@avenant/domain'
import { psu2017Id } from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import type { Days } from './census'

const left = commandOn('habilitation-h-1960-2')('2019-03-01T08:00:00Z', 'ReportEndOfMission', {
  departedOn: '2019-03-10',
  reportedOn: '2019-03-01'
})
const terminated = commandOn(`convention-${psu2017Id}`)('2019-06-01T08:00:00Z', 'TerminateConvention', {
  on: '2019-07-01',
  manquement: 'Codes prêtés'
})
const journal = journalOf([...signedScheduled, left, terminated])
const index = dossiersOf(journal)

const isIn =
  (on: DateCivile) =>
  ({ firstDay, lastDay }: Days): boolean =>
    (firstDay === null || firstDay <= on) && (lastDay === null || on <= lastDay)

const anyPoint = fc.record({
  on: fc.integer({ min: 0, max: 4_500 }).map((days): DateCivile => addDays(dateCivile('2016-10-01'), days)),
  knownAt: fc
    .option(fc.integer({ min: Date.UTC(2016, 10, 1), max: Date.UTC(2025, 0, 1) }))
    .map(epoch => (epoch === null ? null : instantOfEpoch(epoch)))
})

test('on any point as many are in force as the register says', () => {
  fc.assert(
    fc.property(anyPoint, ({ on, knownAt }) => {
      const { conventions } = index.census({ knownAt })
      expect(conventions.filter(({ enVigueur }) => enVigueur.some(isIn(on))).length).toBe(
        index.register({ on, knownAt }).counts['en-vigueur']
      )
    })
  )
})

test('G16 an habilitation is open from its delivery until it is closed or the convention ends, blocked or not', () => {
  const psu = index.census({}).conventions.find(({ conventionId }) => conventionId === psu2017Id)
  expect(psu?.habilitations).toEqual([
    { habilitationId: 'h-1960-1', ouverte: [{ firstDay: '2017-03-01', lastDay: '2019-06-30' }] },
    { habilitationId: 'h-1960-2', ouverte: [{ firstDay: '2017-03-01', lastDay: '2019-03-09' }] }
  ])
})

test('what was answered before changes no answer', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { minLength: 2, maxLength: 4 }), points => {
      for (const { knownAt } of points)
        expect(index.census({ knownAt })).toEqual(dossiersOf(journal).census({ knownAt }))
    }),
    { numRuns: 20 }
  )
})
