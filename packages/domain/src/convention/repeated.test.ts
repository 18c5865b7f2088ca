import {
  attribute,
  correct,
  draftPsu,
  edit,
  given,
  list,
  mefSigned,
  personne,
  personnes,
  psuSigned,
  sign,
  signAvenant,
  signal
} from '../../test/convention-commands'
import { conventionExamples } from '../../test/examples'
import { monenfant2023, psu2017 } from '../fixtures'
import { ConventionCommand } from '.'

test.each([
  ['psu2017', psu2017],
  ['monenfant2023', monenfant2023]
])('G13 every command of %s, given again at the end, gives no event and no error', (_, scheduled) => {
  const commands = scheduled.map(({ command }) => command)
  const { when } = given(...commands)
  for (const command of commands) expect([command.type, when(command).events]).toEqual([command.type, []])
})

/** What restates a dossier tells nothing where no rule has changed. */
const examples = conventionExamples.filter(({ type }) => type !== 'RestateConvention')

test.each(examples)('G13 $type, given again, gives no event and no error', ({ before, command }) => {
  expect(given(...before).when(command).events.length).toBeGreaterThan(0)
  expect(given(...before, command).when(command).events).toEqual([])
})

test('G13 a draft that is asked to change in nothing is refused, also by a correction: no event says nothing', () => {
  const { when } = given(draftPsu(), edit(attribute('p-1', 'activite'), list('e-1')))
  expect(when(edit()).refusals).toMatchObject([{ code: 'no-change', path: 'data.changes' }])
  expect(when(correct(1, edit())).codes).toEqual(['no-change'])
})

test('G13 the last signature of an avenant, given again', () => {
  const signed = [
    ...psuSigned,
    signal('m-1', '2018-03-01', [attribute('p-3', 'approbateur')]),
    signAvenant('m-1', 'gestionnaire', '2018-03-05'),
    signAvenant('m-1', 'caf', '2018-03-06')
  ]
  const { when } = given(...signed)
  for (const command of signed.slice(-3)) expect(when(command).events).toEqual([])
})

test('G13 a draft with other persons is not the same draft', () => {
  const { when } = given(draftPsu())
  const [first, ...others] = personnes
  for (const changed of [
    [...personnes, { ...first, personneId: 'p-6' }],
    [...others, { personneId: 'p-1', personne: personne('AUTRE') }]
  ])
    expect(when(draftPsu({ personnes: changed })).codes).toEqual(['already-drafted'])
  expect(when(draftPsu({ namedDate: '2017-01-03' })).codes).toEqual(['already-drafted'])
})

test('G13 the same command with its keys in another order is the same', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, item]) => [key, reversed(item)])
          )
        : value
  for (const { before, command } of examples) {
    const again = reversed(command)
    if (!ConventionCommand.is(again)) throw new Error('not the same command')
    expect(JSON.stringify(again)).not.toBe(JSON.stringify(command))
    expect([command.type, given(...before, command).when(again).events]).toEqual([command.type, []])
    expect([command.type, given(...before, again).when(command).events]).toEqual([command.type, []])
  }
})

test('G13 a change signalled again on another day, or by another channel, is not the same', () => {
  const changes = [attribute('p-3', 'activite')]
  const { when } = given(...psuSigned, signal('m-1', '2018-03-01', changes))
  expect(when(signal('m-1', '2018-03-01', changes)).events).toEqual([])
  for (const other of [
    signal('m-1', '2018-03-02', changes),
    signal('m-1', '2018-03-01', changes, { channel: 'courriel' })
  ])
    expect(when(other).codes).toEqual(['already-recorded'])
})

test('G8 no clock: the same command on the same state gives the same answer', () => {
  for (const { before, command } of examples) {
    const { when } = given(...before)
    const frozen = JSON.stringify(when(command).events)
    jest.useFakeTimers({ now: new Date('2099-12-31T23:59:59Z') })
    expect(JSON.stringify(when(command).events)).toBe(frozen)
    expect(JSON.stringify(given(...before).when(command).events)).toBe(frozen)
    jest.useRealTimers()
  }
})

test('G8 a decision leaves the state as it was', () => {
  const { state, when } = given(...mefSigned)
  const written = () => JSON.stringify([[...state.lines], [...state.acts], [...state.laid]])
  const before = written()
  when(sign('caf', '2030-01-01'))
  for (const { command } of examples) when(command)
  expect(written()).toBe(before)
})
