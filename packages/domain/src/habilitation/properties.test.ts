import * as fc from 'fast-check'
import * as t from 'io-ts'
import { habilitationExamples } from '../../test/examples'
import { block, closeAccess, given, psuDelivered, report, unblock } from '../../test/habilitation-commands'
import { linesOf } from '../../test/lines'
import { looking, playing } from '../../test/looking'
import { habilitationHistories } from '../../test/plausible-habilitations'
import { decode } from '../codec'
import { monenfant2023Habilitations, psu2017Habilitations } from '../fixtures'
import { addDays, type DateCivile, dateCivile } from '../time'
import { accèsOn, type HabilitationState, habilitationEvents, habilitationLine } from '.'

const check = looking(playing(given), habilitationHistories, 500)
/** The days on which an access may change, and the day before each. */
const days = ({ lines }: HabilitationState): ReadonlyArray<DateCivile> => {
  const told = [...lines.values()].flatMap(steps =>
    steps.flatMap(({ from }) => (from === null ? [] : [from]))
  )
  return [...new Set(told.flatMap(day => [addDays(day, -1), day]))].sort()
}
const statuses = (state: HabilitationState) => days(state).map(on => accèsOn(state, on)?.status)

test.each(habilitationExamples)(
  'G13 $type, given again, gives no event and no error',
  ({ before, command }) => {
    // No rule has changed: there is nothing to restate.
    expect(given(...before).when(command).events).toHaveLength(command.type === 'RestateHabilitation' ? 0 : 1)
    expect(given(...before, command).when(command).events).toEqual([])
  }
)

test('G13 the habilitations of the two conventions, given again at the end, add nothing', () => {
  const all = [...psu2017Habilitations, ...monenfant2023Habilitations]
  for (const stream of new Set(all.map(scheduled => scheduled.stream))) {
    const commands = all.flatMap(scheduled => (scheduled.stream === stream ? [scheduled.command] : []))
    const { when } = given(...commands)
    for (const command of commands) expect([command.type, when(command).events]).toEqual([command.type, []])
  }
})

test('G13 whatever was asked, the same again gives no event and no error', () => {
  let accepted = 0
  check((state, command, before) => {
    if (state === before) return
    accepted += 1
    expect([command.type, given.from(state).when(command).events]).toEqual([command.type, []])
  })
  expect(accepted).toBeGreaterThan(500)
})

test('P27 whatever is asked, nobody enters before the delivery, and a closed access opens no more', () => {
  let closed = 0
  check(state => {
    const seen = statuses(state)
    const end = seen.indexOf('ferme')
    if (end === -1) return expect(['jamais-ouvert', undefined]).toContain(seen[0])
    closed += 1
    expect(seen.slice(end).every(status => status === 'ferme')).toBe(true)
  })
  expect(closed).toBeGreaterThan(500)
})

test('P27 whatever is asked, an access is open or blocked from the day of its delivery on, and on no other', () => {
  check(state => {
    const delivered = habilitationLine(state, 'delivrance', '')
    for (const on of days(state)) {
      const status = accèsOn(state, on)?.status
      if (status !== 'ouvert' && status !== 'bloque') continue
      expect(delivered.some(({ from, value }) => value !== null && from !== null && from <= on)).toBe(true)
    }
  })
})

test('P19 whatever is asked, a departed agent has no access from the day of departure', () => {
  check((state, command, before) => {
    if (command.type !== 'ReportEndOfMission' || state === before) return
    expect(accèsOn(state, command.data.departedOn)?.status).toBe('ferme')
  })
})

test('G17 the order of recording changes no line, when dates differ and every act is taken', () => {
  const acts = fc.uniqueArray(
    fc.tuple(
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom(
        (on: string) => block(on, 'incident'),
        (on: string) => block(on, 'decision'),
        unblock,
        (on: string) => report(on, on),
        (on: string) => closeAccess(on)
      )
    ),
    { selector: ([days]) => days, minLength: 2, maxLength: 6 }
  )
  let compared = 0
  fc.assert(
    fc.property(
      acts.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      orders => {
        const [one, other] = orders.map(order =>
          order.reduce(
            ({ state, isTaken }, [days, act]) => {
              const after = given.from(state).when(act(addDays(dateCivile('2018-01-01'), days)))
              return { state: after.state, isTaken: isTaken && after.codes.length === 0 }
            },
            { state: given(...psuDelivered).state, isTaken: true }
          )
        )
        if (!one?.isTaken || !other?.isTaken) return
        compared += 1
        expect(linesOf(other.state)).toEqual(linesOf(one.state))
      }
    ),
    { numRuns: 1500 }
  )
  expect(compared).toBeGreaterThan(200)
})

test('G9 every event decided reads back from the JSON that is written of it, the same', () => {
  check((state, command, before) => {
    if (state === before) return
    for (const { type, data } of given.from(before).when(command).events) {
      const codec: t.Mixed = habilitationEvents[type]?.data ?? t.never
      const read = decode<unknown>(codec)(JSON.parse(JSON.stringify(codec.encode(data))))
      // The keys in the same order: facts and acts are compared by their texts.
      expect(JSON.stringify(read)).toBe(`{"_tag":"Right","right":${JSON.stringify(data)}}`)
    }
  })
})

test('G8 no clock: the same command on the same state gives the same answer', () => {
  for (const { before, command } of habilitationExamples) {
    const known = given(...before)
    const first = JSON.stringify(known.when(command).events)
    jest.useFakeTimers({ now: new Date('2099-12-31T23:59:59Z') })
    expect(JSON.stringify(known.when(command).events)).toBe(first)
    jest.useRealTimers()
  }
})
