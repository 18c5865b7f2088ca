/** The questions, asked in texts and answered once what was done by then is in the answer. */
import { comparePositions, decode, type Position } from '@avenant/domain'
import { type Answers, answered, type DossierStanding, Question } from '@avenant/projections'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { type AskFault, closed, invalidQuestion, noLetter } from './faults'
import { type Reading, stoppedBy } from './reading'

/** As it is written: a date, an instant and an id are texts, which are checked; a word is one of those that there are. */
type Written<T> = T extends string
  ? // A branded text has a key more than texts have.
    keyof T extends keyof string
    ? T
    : string
  : T extends number
    ? number
    : T extends object
      ? { readonly [K in keyof T]: Written<T[K]> }
      : T

type Without<K extends string, T> = T extends unknown ? Omit<T, K> : never
type AskedOf<Ask extends keyof Answers> = Without<'ask', Written<Extract<Question, { readonly ask: Ask }>>>

export type AskOptions = {
  /** The answer is on what the journal holds up to this position at least: that of a command that another program gave. */
  readonly atLeast?: Position
  /**
   * Of which conventions an answer over several of them tells (`register`, `deadlines`, `census`, `search`); the others are for
   * it as if they were not there. Each of them without it. Whether one dossier may be asked about is asked of `standingOf`.
   */
  readonly sees?: (conventionId: string) => boolean
}

/** Asks one question. */
export type Ask<Name extends keyof Answers> = (
  asked: AskedOf<Name>,
  options?: AskOptions
) => TE.TaskEither<AskFault, Answers[Name]>

export type Questions = {
  /** Of which conventions a dossier is (`convention-…`, `habilitation-…`), and its last revision; null for an unknown one. */
  readonly standingOf: (
    dossier: string,
    options?: AskOptions
  ) => TE.TaskEither<AskFault, DossierStanding | null>
  /** The annexes of a convention on a date, as known at a moment: put together for people and documents. */
  readonly annexes: Ask<'annexes'>
  /** What differs between two points, each difference with the event that caused it. */
  readonly differences: Ask<'differences'>
  /** Whether a person may use a role on an establishment, or each reason why not (G16). */
  readonly mayAct: Ask<'may-act'>
  /** The matrix persons × establishments × roles of one convention (G16). */
  readonly access: Ask<'access'>
  /** Every convention: parties, state, effect, next échéance, alerts. */
  readonly register: Ask<'register'>
  /** Every échéance of a range of days: what, who must act, due, computed how, done or not (G6). */
  readonly deadlines: Ask<'deadlines'>
  /** The acts of a dossier, in the order of effect or of recording. */
  readonly history: Ask<'history'>
  /** The plane of a dossier: on which days, and from which recording on, it says what, and by which acts. */
  readonly plane: Ask<'plane'>
  /** Who holds which role where at two points: since when, from when on it is known, by which act. */
  readonly holders: Ask<'holders'>
  /** The connections of one habilitation day by day, what remains of those that are gone, blocks, incidents, anomalies (A1). */
  readonly connections: Ask<'connections'>
  /**
   * What the Caf writes about one act of an habilitation (`act`, its place in the history), or about the block for want of use that
   * holds on a day (`on`): an anomaly, a block, a request. Where there is no letter, a `NoLetter` says why.
   */
  readonly letter: Ask<'letter'>
  /** From when to when a convention goes, and the point at which it stands as it was signed. */
  readonly course: Ask<'course'>
  /** Over which days each convention is in force, and each habilitation under it is open. */
  readonly census: Ask<'census'>
  /** Which conventions a text is about, by each spelling that the journal knows; a person's name only where persons are asked. */
  readonly search: Ask<'search'>
  /**
   * Any of them by its name, as JSON: `{ ask: 'annexes', conventionId, on, knownAt }`. What is wrong is told with every
   * path. What is known is what was recorded by `knownAt`, all that is known without it (G2).
   */
  readonly ask: (question: unknown, options?: AskOptions) => TE.TaskEither<AskFault, Answers[keyof Answers]>
}

/** What answers rest on: a journal, and up to where this program itself has written to it. Its own are in every answer. */
export type Followed = {
  readonly reading: Reading
  readonly written: () => Position | null
}

type Asking = {
  /** The connections, where they have an address of their own. */
  readonly beside: Followed | null
  /** How long a question waits for them, in milliseconds. */
  readonly patience: number
  readonly isClosed: () => boolean
}

export const questionsOf = (journal: Followed, { beside, patience, isClosed }: Asking): Questions => {
  const { reading } = journal
  const reached = (
    { reading, written }: Followed,
    atLeast: Position | null
  ): TE.TaskEither<AskFault, void> => {
    const own = written()
    const position = own !== null && (atLeast === null || comparePositions(own, atLeast) > 0) ? own : atLeast
    return pipe(
      position === null ? TE.right(null) : reading.whenCaughtUp(position, patience),
      TE.mapLeft((late): AskFault => (isClosed() ? closed : (stoppedBy(reading) ?? late))),
      TE.chain(() => {
        const stopped = isClosed() ? closed : stoppedBy(reading)
        return stopped === null ? TE.right(undefined) : TE.left<AskFault>(stopped)
      })
    )
  }
  const caughtUp = (atLeast: Position | null): TE.TaskEither<AskFault, void> =>
    beside === null
      ? reached(journal, atLeast)
      : TE.chain(() => reached(beside, null))(reached(journal, atLeast))
  const ask: Questions['ask'] = (question, { atLeast = null, sees = null } = {}) =>
    pipe(
      TE.fromEither(decode(Question)(question)),
      TE.mapLeft((faults): AskFault => invalidQuestion(faults)),
      TE.chain(asked => TE.map(() => answered(reading.read(), asked, sees))(caughtUp(atLeast))),
      TE.chain(answer =>
        'courrier' in answer && answer.courrier === null
          ? TE.left<AskFault>(noLetter(answer.sentence))
          : TE.right(answer)
      )
    )
  const named =
    <Name extends keyof Answers>(name: Name): Ask<Name> =>
    (asked, options) =>
      // The answer is of the question that its name says.
      ask({ ...asked, ask: name }, options) as TE.TaskEither<AskFault, Answers[Name]>
  return {
    standingOf: (dossier, { atLeast = null } = {}) =>
      TE.map(() => reading.read().standingOf(dossier))(caughtUp(atLeast)),
    annexes: named('annexes'),
    differences: named('differences'),
    mayAct: named('may-act'),
    access: named('access'),
    register: named('register'),
    deadlines: named('deadlines'),
    history: named('history'),
    connections: named('connections'),
    letter: named('letter'),
    course: named('course'),
    census: named('census'),
    search: named('search'),
    plane: named('plane'),
    holders: named('holders'),
    ask
  }
}
