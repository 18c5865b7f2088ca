/** Dossiers of many acts, and single commands of many changes. */
import { ConventionCommand, type ConventionEvent, conventionDecider, shippedModels } from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { random } from './random'
import { date, FIRST_DAY, NUMBER, personne, story } from './story'

export const decider = conventionDecider(shippedModels)
export type State = typeof decider.initial
/** A dossier, and the events that made it. */
export type Played = { readonly state: State; readonly events: ReadonlyArray<ConventionEvent> }

const acteur = { kind: 'agent-caf', id: 'agent-1' }
const command = (type: ConventionCommand['type'], data: unknown): ConventionCommand =>
  read(ConventionCommand, { type, acteur, data })

/** A refusal is a fault of the bench, and so is a command that leaves nothing. */
export const given = (state: State, asked: ConventionCommand): Played => {
  const decided = decider.decide(asked)(state)
  if (E.isLeft(decided)) throw new Error(JSON.stringify(decided.left))
  if (decided.right.length === 0) throw new Error(`${asked.type} left nothing`)
  return { events: decided.right, state: decided.right.reduce(decider.evolve, state) }
}

const playedOn = (before: State, commands: Iterable<ConventionCommand>): Played => {
  const events: Array<ConventionEvent> = []
  let state = before
  for (const asked of commands) {
    const next = given(state, asked)
    for (const event of next.events) events.push(event)
    state = next.state
  }
  return { state, events }
}

export const signed = (): Played =>
  playedOn(
    decider.initial,
    story(random(1), 0).map(turn => turn.command)
  )

/** Another name for one of a few persons, or for a person of its own each time. */
export type Persons = 'one person' | 'a person each'

const SIGNALLED = FIRST_DAY + 1
/** Days come in no order, as they do where most is recorded late. */
const dayOf = (n: number): number => FIRST_DAY + 2 + ((n * 7) % 1_300)
const personneIdOf = (n: number, persons: Persons): string =>
  persons === 'one person' ? `p-${NUMBER}-4` : `p-${n + 10}`

/** Two acts: a person is named otherwise, and the form takes effect. */
export const renaming = (n: number, persons: Persons): readonly [ConventionCommand, ConventionCommand] => [
  signalOf(`m-${n}`, [identified(personneIdOf(n, persons), n)]),
  command('ReceiveFormulaire', { modificationId: `m-${n}`, receivedOn: date(dayOf(n)) })
]

/** The form of a renaming is recorded to have come a day earlier than it was told. */
export const correctionOf = (place: number, n: number): ConventionCommand =>
  command('CorrectConvention', {
    corrections: [
      {
        corrects: place,
        instead: {
          type: 'ReceiveFormulaire',
          data: { modificationId: `m-${n}`, receivedOn: date(dayOf(n) - 1) }
        }
      }
    ],
    motif: 'Date mal lue'
  })

const identified = (personneId: string, n: number) => ({
  kind: 'identify-personne',
  personneId,
  personne: personne(n, 'Adjoint')
})

const signalOf = (modificationId: string, changes: ReadonlyArray<unknown>): ConventionCommand =>
  command('SignalModification', {
    modificationId,
    changes,
    signalledOn: date(SIGNALLED),
    channel: 'courrier'
  })

/** One command names so many persons. */
export const namingOf = (persons: number): ConventionCommand =>
  signalOf(
    'm-many',
    Array.from({ length: persons }, (_, n) => identified(`p-${n + 10}`, n))
  )

export const receiptOf = (modificationId: string): ConventionCommand =>
  command('ReceiveFormulaire', { modificationId, receivedOn: date(SIGNALLED + 1) })

/** Signed, then so many acts at least. */
export const longDossier = (acts: number, persons: Persons): Played => {
  const start = signed()
  const more = playedOn(
    start.state,
    (function* () {
      for (let n = 0; 2 * n < acts; n++) yield* renaming(n, persons)
    })()
  )
  return { state: more.state, events: [...start.events, ...more.events] }
}
