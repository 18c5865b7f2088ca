/** The example of each act's definition, after a small history in which it is accepted. */
import {
  type ConventionCommand,
  conventionAggregate,
  type HabilitationCommand,
  habilitationAggregate
} from '../src'
import * as c from './convention-commands'
import * as h from './habilitation-commands'

/** PSU: an establishment of the examples, with what they take from it. */
const e = '201500086'
const psuDrafted = [
  c.draftPsu(),
  c.edit(
    c.list(e),
    c.attribute('p-1', 'approbateur', e),
    c.attribute('p-1', 'activite', e),
    c.attribute('p-2', 'activite', e)
  )
]
const psuSigned = [
  ...psuDrafted,
  c.sign('gestionnaire', '2017-02-23'),
  c.sign('caf', '2017-02-23', { signataire: 'p-2' })
]
const signalled = (...changes: ReadonlyArray<{ readonly kind: string }>) => [
  ...psuSigned,
  c.signal('m-2018-1', '2018-03-01', changes)
]
const listed = [c.draftMef(), c.edit(c.list('e-1', { numeroSias: null }))]
const noticed = [...c.mefSigned, c.notice('2024-04-20', '2024-04-27')]

const steps = [
  h.requestMef({ requestedOn: '2017-01-10' }),
  h.acknowledge('2017-01-20'),
  h.check('2017-01-20'),
  h.send('2017-01-20'),
  h.signedReturn('2017-01-20')
]

/** Small histories, at least one of which each example can follow: a new act is added here only when none suits it. */
const conventionHistories: ReadonlyArray<ReadonlyArray<ConventionCommand>> = [
  [],
  listed,
  psuDrafted,
  psuSigned,
  signalled(c.withdraw('p-1', 'activite', e)),
  signalled(c.attribute('p-2', 'approbateur', e)),
  signalled(c.list('e-3')),
  c.mefSigned,
  noticed
]
const habilitationHistories: ReadonlyArray<ReadonlyArray<HabilitationCommand>> = [
  ...[0, 1, 2, 3, 4, 5].map(count => steps.slice(0, count)),
  h.psuDelivered,
  [...h.psuDelivered, h.block('2018-05-02')],
  [...h.psuDelivered, h.sendPassword('2018-05-02')],
  [...h.psuDelivered, h.notify('2017-03-31')],
  [...h.psuDelivered, h.notify('2017-03-31'), h.ask('2017-04-02')],
  [...h.psuDelivered, h.tellEnd('2018-05-02')]
]

export type Example<C> = {
  readonly event: string
  /** The type of its command. */
  readonly type: string
  readonly before: ReadonlyArray<C>
  readonly command: C
}

type Definition = {
  readonly event: string
  readonly command: string
  readonly example: unknown
  /** An agent of the Caf, where nothing is said. */
  readonly givers?: (says: never) => ReadonlyArray<string>
}
type Definitions = {
  readonly acts: Readonly<Record<string, Definition>>
  readonly correction: Definition
  readonly restatement: Definition
}
type Given<C> = (...before: ReadonlyArray<C>) => {
  readonly when: (command: C) => {
    readonly codes: ReadonlyArray<string>
    readonly events: ReadonlyArray<unknown>
  }
}

/** Each example follows the first history in which it is recorded. What restates a dossier decides nothing in any of them. */
const examplesOf = <C>(
  { acts, correction, restatement }: Definitions,
  histories: ReadonlyArray<ReadonlyArray<C>>,
  given: Given<C>,
  asked: (type: string, data: unknown, acteur: unknown) => C
): ReadonlyArray<Example<C>> =>
  [...Object.values(acts), correction, restatement].map(({ event, command: type, example, givers }) => {
    // The codec of the command reads the example.
    const [kind = 'agent-caf'] = givers?.(example as never) ?? []
    const command = asked(type, example, { kind, id: `${kind}-1` })
    const accepting = histories.filter(before => given(...before).when(command).codes.length === 0)
    const before =
      accepting.find(commands => given(...commands).when(command).events.length > 0) ?? accepting[0]
    if (before === undefined)
      throw new Error(`no history of this file can be followed by the example of ${type}`)
    return { event, type, before, command }
  })

export const conventionExamples = examplesOf(conventionAggregate, conventionHistories, c.given, c.command)
export const habilitationExamples = examplesOf(
  habilitationAggregate,
  habilitationHistories,
  h.given,
  h.command
)
