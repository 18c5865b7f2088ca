/**
 * What an act costs the domain, by the processor's own time: on a long stream, in a correction, with thousands of persons
 * in one command.
 */
import { cpuInTurn } from './cpu'
import {
  correctionOf,
  given,
  longDossier,
  namingOf,
  type Persons,
  receiptOf,
  renaming,
  type State,
  signed
} from './long-dossier'
import { type Measure, measure } from './measure'
import { median } from './statistics'

/** How many acts the longer dossier has, how many the corrected one, and how many persons one command names. */
export type ActsSizes = { readonly longer: number; readonly corrected: number; readonly named: number }

const ROUNDS = 7
const SHORT = 1_000
/** Commands under one reading of the processor's time. */
const BATCH = 50

export const acts = (
  { longer, corrected, named }: ActsSizes,
  say: (line: string) => void
): ReadonlyArray<Measure> => {
  const persons: ReadonlyArray<Persons> = ['one person', 'a person each']
  return [
    ...persons.flatMap(of => onLongStream(longer, of, say)),
    ...correcting(corrected, say),
    ...naming(named, say)
  ]
}

const onLongStream = (longer: number, of: Persons, say: (line: string) => void): ReadonlyArray<Measure> => {
  say(`a dossier of ${longer} acts, about ${of}`)
  const [short, long] = [SHORT, longer].map(length => longDossier(length, of).state)
  const twoActs = (state: State | undefined) => () => {
    if (state === undefined) throw new Error('no dossier')
    // The same two each time: the maps of a state are copied once it goes on in two ways.
    const [signal, receipt] = renaming(longer, of)
    for (let n = 0; n < BATCH; n++) given(given(state, signal).state, receipt)
  }
  const time = cpuInTurn(ROUNDS, { short: twoActs(short), long: twoActs(long) })
  const what = `an act after ${longer.toLocaleString('en')}, about ${of}`
  return [
    measure(`${what}`, (median(time.long) * 1_000) / (2 * BATCH), 'µs of the processor'),
    measure(
      `${what}: of one after ${SHORT.toLocaleString('en')}`,
      ratioOf(time.long, time.short),
      '×',
      1.5,
      GROWS
    )
  ]
}

const correcting = (acts: number, say: (line: string) => void): ReadonlyArray<Measure> => {
  say(`a dossier of ${acts} acts, to correct`)
  const first = signed().state.revision + 1
  const { state } = longDossier(acts, 'one person')
  const pairs = Math.ceil(acts / 2)
  const time = cpuInTurn(ROUNDS, {
    first: () => given(state, correctionOf(first, 0)),
    last: () => given(state, correctionOf(first + 2 * (pairs - 1), pairs - 1))
  })
  const what = `correcting act 1 of ${acts.toLocaleString('en')}`
  return [
    measure(what, median(time.first), 'ms of the processor'),
    measure(`${what}: of correcting the last`, ratioOf(time.first, time.last), '×', 1.5, GROWS)
  ]
}

const naming = (persons: number, say: (line: string) => void): ReadonlyArray<Measure> => {
  say(`one command that names ${persons} persons`)
  const { state } = signed()
  const command = namingOf(persons)
  const signalled = given(state, command).state
  const time = cpuInTurn(ROUNDS, {
    signal: () => given(state, command),
    receive: () => given(signalled, receiptOf('m-many'))
  })
  const what = `${persons.toLocaleString('en')} persons`
  return [
    measure(`${what} in one SignalModification`, median(time.signal), 'ms of the processor', 150, EACH),
    measure(
      `${what}: the ReceiveFormulaire that names them`,
      median(time.receive),
      'ms of the processor',
      150,
      EACH
    )
  ]
}

/** The median of the rounds' own ratios, as the machine is another each minute. */
const ratioOf = (these: ReadonlyArray<number>, those: ReadonlyArray<number>): number =>
  median(these.map((took, round) => took / (those[round] ?? Number.NaN)))

const GROWS =
  'the acts of one line are kept in one list, which each act about it copies: here fifty thousand names of one person'
const EACH = 'each person is a line, laid and compared by itself'
