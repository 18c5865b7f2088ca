import { given as givenConvention } from '../test/convention-commands'
import { conventionExamples, habilitationExamples } from '../test/examples'
import { given as givenHabilitation } from '../test/habilitation-commands'
import { commands, events } from '../test/tables'
import { connectionEntries, conventionAggregate, habilitationAggregate } from '.'

/** Where no rule has changed there is nothing to restate. */
const recorded = (event: string): ReadonlyArray<string> => (event.endsWith('Restated') ? [] : [event])

test('G9 every command and every event has its example', () => {
  const all = [...conventionExamples, ...habilitationExamples]
  // Those of the access journal are run beside it; no command asks for what a retention keeps.
  const asked = [
    ...all.map(({ command }) => command.type),
    ...connectionEntries.map(({ command }) => command)
  ]
  const recorded = [...all, ...connectionEntries].map(({ event }) => event)
  expect(asked.sort()).toEqual(commands.map(([type]) => type).sort())
  expect([...recorded, 'UsesKept'].sort()).toEqual(events.map(([type]) => type).sort())
})

test.each(conventionExamples)(
  'G13 the example of $command.type is recorded once',
  ({ event, before, command }) => {
    const { events: decided, state } = givenConvention(...before).when(command)
    expect(decided.map(({ type }) => type)).toEqual(recorded(event))
    expect(givenConvention.from(state).when(command).events).toEqual([])
  }
)

test.each(habilitationExamples)(
  'G13 the example of $command.type is recorded once',
  ({ event, before, command }) => {
    const { events: decided, state } = givenHabilitation(...before).when(command)
    expect(decided.map(({ type }) => type)).toEqual(recorded(event))
    expect(givenHabilitation.from(state).when(command).events).toEqual([])
  }
)

test('G12 each act says in one sentence what it is for, with its rule where it serves one, and is named in French', () => {
  for (const { acts, correction, restatement } of [conventionAggregate, habilitationAggregate])
    for (const { purpose, nom, genre } of [...Object.values(acts), correction, restatement]) {
      expect(purpose).toMatch(/^[A-Z][^\n]*\.$/)
      expect(nom).toMatch(/^\p{Lu}[^\n]*[^.]$/u)
      expect(['f', 'm']).toContain(genre)
    }
})
