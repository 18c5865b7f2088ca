import { habilitationExamples } from '../../test/every-command'
import { given } from '../../test/habilitation-commands'
import { looking, playing } from '../../test/looking'
import { habilitationHistories } from '../../test/plausible-habilitations'
import { decode } from '../codec'
import { monenfant2023Habilitations, psu2017Habilitations } from '../fixtures'
import { valueOn } from '../timeline'
import { habilitationEvents } from './events'
import { accèsOf, type HabilitationState } from './state'

const check = looking(playing(given), habilitationHistories, 500)
const statuses = (state: HabilitationState) => accèsOf(state).map(({ value }) => value?.status)

test.each(
  Object.values(habilitationExamples).map(([before, command]) => ({ type: command.type, before, command }))
)('G13 $type, given again, gives no event and no error', ({ before, command }) => {
  expect(given(...before).when(command).events).toHaveLength(1)
  expect(given(...before, command).when(command).events).toEqual([])
})

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

test('P27 whatever is asked, nobody enters before the delivery, and a closed access never opens again', () => {
  let closed = 0
  check(state => {
    const seen = statuses(state)
    const end = seen.indexOf('ferme')
    if (end === -1) return expect(seen[0]).toBe('jamais-ouvert')
    closed += 1
    expect(seen.slice(end).every(status => status === 'ferme')).toBe(true)
  })
  expect(closed).toBeGreaterThan(500)
})

test('P27 whatever is asked, an access that was never delivered is neither open nor blocked', () => {
  check(state => {
    if (state.reached?.step === 'delivered') {
      const opened = accèsOf(state).find(({ value }) => value?.status !== 'jamais-ouvert')
      expect(opened?.from).not.toBeNull()
      expect(valueOn(null)(accèsOf(state))?.status).toBe('jamais-ouvert')
    } else expect(statuses(state).filter(status => status === 'ouvert' || status === 'bloque')).toEqual([])
  })
})

test('P19 whatever is asked, a departed agent has no access from the day of departure', () => {
  check((state, command) => {
    if (command.type !== 'ReportEndOfMission') return
    expect(valueOn(command.data.departedOn)(accèsOf(state))?.status).toBe('ferme')
  })
})

test('G9 every event decided reads back from its own JSON, the same', () => {
  check((state, command, before) => {
    if (state === before) return
    for (const { type, data } of given.from(before).when(command).events) {
      const text = JSON.stringify(data)
      const read = decode<unknown>(habilitationEvents[type].data)(JSON.parse(text))
      // The keys in the same order: facts and acts are compared by their texts.
      expect(JSON.stringify(read)).toBe(`{"_tag":"Right","right":${text}}`)
    }
  })
})

test('G8 no clock: the same command on the same state gives the same answer', () => {
  for (const [before, command] of Object.values(habilitationExamples)) {
    const known = given(...before)
    const first = JSON.stringify(known.when(command).events)
    jest.useFakeTimers({ now: new Date('2099-12-31T23:59:59Z') })
    expect(JSON.stringify(known.when(command).events)).toBe(first)
    jest.useRealTimers()
  }
})
