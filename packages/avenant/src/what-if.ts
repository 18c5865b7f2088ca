/** A command tried on its dossier: what it would record and change, or why it is refused. Nothing is recorded. */
import {
  type ConventionId,
  conventionStream,
  DateCivile,
  decode,
  epochOf,
  type Instant,
  instantOfEpoch,
  type Models,
  type Position,
  positionOf,
  type Recorded,
  streamsOfHabilitation
} from '@avenant/domain'
import { type DossierStanding, type WhatIf, whatIf } from '@avenant/projections'
import { type Clock, defect } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import type { Beside, Commands, ExecuteFault, Tried } from './commands'
import { type AskFault, invalidQuestion } from './faults'
import type { Questions } from './questions'
import { eventsIn, type StreamFault } from './reading'
import { type Stores, storeOf } from './stores'

export type WhatIfOptions = Omit<Beside, 'commandId'> & {
  /** The day on which it is asked what changes, `YYYY-MM-DD`; today in the zone of the model without it. */
  readonly on?: string
}

/** Tries one command. */
export type TryCommand = (
  command: unknown,
  options?: WhatIfOptions
) => TE.TaskEither<ExecuteFault | AskFault | StreamFault, WhatIf>

type Trying = {
  readonly stores: Stores
  readonly models: Models
  readonly clock: Clock
  readonly decide: Commands['decide']
  readonly standingOf: Questions['standingOf']
}

export const whatIfOf =
  ({ stores, models, clock, decide, standingOf }: Trying): TryCommand =>
  (command, { on, ...beside } = {}) => {
    const conventionOf = ({ conventionId, stream }: Tried): TE.TaskEither<AskFault, ConventionId | null> =>
      conventionId === null
        ? TE.map((standing: DossierStanding | null) => standing?.conventions.at(-1) ?? null)(
            standingOf(stream)
          )
        : TE.right(conventionId)
    /** The convention, the habilitations under it, and the dossier of the command, as they were when it was decided. */
    const journalOf = (conventionId: ConventionId, { stream: tried, revision }: Tried) =>
      pipe(
        standingOf(conventionStream(conventionId)),
        TE.map(standing => [
          ...new Set([
            conventionStream(conventionId),
            ...(standing?.habilitations ?? []).flatMap(streamsOfHabilitation),
            tried
          ])
        ]),
        TE.chainW(TE.traverseSeqArray(stream => eventsIn(storeOf(stores, stream), stream))),
        TE.map(streams =>
          streams
            .flat()
            .filter(recorded => recorded.stream !== tried || recorded.revision <= (revision ?? -1))
        )
      )
    return pipe(
      TE.Do,
      TE.bind('day', () => TE.fromEither(dayIn(on))),
      TE.bindW('tried', () => decide(command, beside)),
      TE.bindW('conventionId', ({ tried }) => conventionOf(tried)),
      TE.chainW(({ day, tried, conventionId }) =>
        conventionId === null
          ? TE.left(defect('whatIf', `aucune convention au-dessus de ${tried.stream}`))
          : pipe(
              journalOf(conventionId, tried),
              TE.chainEitherKW(journal => {
                const at = recordingAfter(journal, clock())
                const asked = { conventionId, on: day, at, journal, events: recordedAt(at, journal, tried) }
                return E.mapLeft(fault => defect('whatIf', fault))(whatIf(models)(asked))
              })
            )
      )
    )
  }

const dayIn = (on: string | undefined): E.Either<AskFault, DateCivile | null> =>
  on === undefined
    ? E.right(null)
    : E.mapLeft(
        (faults: Parameters<typeof invalidQuestion>[0]): AskFault =>
          invalidQuestion(faults.map(({ message }) => ({ path: 'on', message })))
      )(decode(DateCivile)(on))

/** What is recorded next comes after all that is recorded: the clock may be behind. */
const recordingAfter = (journal: ReadonlyArray<Recorded>, now: Instant): Instant =>
  instantOfEpoch(
    journal.reduce((latest, { recordedAt }) => Math.max(latest, epochOf(recordedAt) + 1), epochOf(now))
  )

/** The events of a decision, as the journal would give them. */
const recordedAt = (
  at: Instant,
  journal: ReadonlyArray<Recorded>,
  { stream, events, revision }: Tried
): ReadonlyArray<Recorded> =>
  events.map(({ event, toAppend }, i) => ({
    ...toAppend,
    data: event.data,
    stream,
    revision: (revision ?? -1) + 1 + i,
    position: positionAfter(journal),
    recordedAt: at
  }))

/** Where it would stand in the journal nobody knows; of two of one instant it comes last. */
const positionAfter = (journal: ReadonlyArray<Recorded>): Position =>
  journal.at(-1)?.position ?? positionOf(1)
