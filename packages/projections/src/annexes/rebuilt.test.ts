/** What the index answers does not depend on how its events arrived. */
import {
  dateCivile,
  dateOfDayNumber,
  dayNumber,
  epochOf,
  instant,
  instantOfEpoch,
  type Recorded
} from '@avenant/domain'
import { monenfant2023Id, psu2017Id } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { indexOf, mefEvents, psuEvents } from '../../test/played'

const rebuilt = indexOf([...psuEvents, ...mefEvents])

/** The two streams shuffled together, each in its own order, some events delivered again. */
const delivery = fc
  .array(fc.record({ psu: fc.boolean(), again: fc.nat(3) }), { minLength: 0, maxLength: 200 })
  .map(choices => {
    const delivered: Array<Recorded> = []
    let psu = 0
    let mef = 0
    for (const { psu: fromPsu, again } of choices) {
      const next = fromPsu ? psuEvents[psu] : mefEvents[mef]
      if (next === undefined) continue
      delivered.push(next)
      if (fromPsu) psu += 1
      else mef += 1
      const repeated = delivered[delivered.length - 1 - again]
      if (repeated !== undefined) delivered.push(repeated)
    }
    return [...delivered, ...psuEvents.slice(psu), ...mefEvents.slice(mef)]
  })

const day = (first: string, last: string) =>
  fc.integer({ min: dayNumber(dateCivile(first)), max: dayNumber(dateCivile(last)) }).map(dateOfDayNumber)
const moment = fc
  .integer({ min: epochOf(instant('2016-12-01T00:00:00Z')), max: epochOf(instant('2024-01-01T00:00:00Z')) })
  .map(instantOfEpoch)

test('live = rebuilt, whatever the order between streams and what comes twice', () => {
  fc.assert(
    fc.property(delivery, day('2016-06-01', '2031-01-01'), fc.option(moment), (events, on, knownAt) => {
      const live = indexOf(events)
      for (const id of [psu2017Id, monenfant2023Id])
        expect(live.describe(id, { on, knownAt })).toEqual(rebuilt.describe(id, { on, knownAt }))
    }),
    { numRuns: 50 }
  )
})

test('G2 what was recorded after K changes no answer at K', () => {
  fc.assert(
    fc.property(moment, day('2016-06-01', '2031-01-01'), (knownAt, on) => {
      const then = indexOf([...psuEvents, ...mefEvents].filter(({ recordedAt }) => recordedAt <= knownAt))
      for (const id of [psu2017Id, monenfant2023Id]) {
        const { knownAt: _, ...all } = then.describe(id, { on })
        const { knownAt: __, ...known } = rebuilt.describe(id, { on, knownAt })
        expect(known).toEqual(all)
      }
    }),
    { numRuns: 100 }
  )
})

test('differences agree with the two answers: none when the annexes are the same, and back again', () => {
  fc.assert(
    fc.property(day('2016-06-01', '2022-01-01'), day('2016-06-01', '2022-01-01'), (a, b) => {
      const annexes = (on: typeof a) => rebuilt.describe(psu2017Id, { on }).annexes
      const there = rebuilt.differences(psu2017Id, { on: a }, { on: b }).differences
      const back = rebuilt.differences(psu2017Id, { on: b }, { on: a }).differences
      expect(back.map(({ id, before, after }) => [id, after, before])).toEqual(
        there.map(({ id, before, after }) => [id, before, after])
      )
      if (annexes(a).length > 0 && annexes(b).length > 0)
        expect(there.length > 0).toBe(JSON.stringify(annexes(a)) !== JSON.stringify(annexes(b)))
    }),
    { numRuns: 100 }
  )
})

test("G15 an event that went astray into a convention's stream, or a convention's into another, changes no annexe", () => {
  const [drafted] = psuEvents
  if (drafted === undefined) throw new Error('no event')
  const strayed: Recorded = {
    ...drafted,
    type: 'HabilitationRequested',
    data: { says: {}, moves: [{ kind: 'fiche', id: '', period: { from: null, to: null }, value: null }] },
    revision: psuEvents.length,
    recordedAt: instant('2017-02-25T08:00:00Z')
  }
  const index = indexOf([...psuEvents, strayed, { ...drafted, stream: 'habilitation-h-1' }])
  const on = dateCivile('2017-08-31')
  expect(index.describe(psu2017Id, { on })).toEqual(rebuilt.describe(psu2017Id, { on }))
})
