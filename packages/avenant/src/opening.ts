/** One opening: commands, questions and what runs behind them, over one journal. */
import { Acteur, comparePositions, type Models, type Position, read, shippedModels } from '@avenant/domain'
import {
  type Alone,
  type AnyFault,
  alone,
  defect,
  type EventStore,
  memoryReadModels,
  openEventStore,
  openRuntimeStore,
  type RuntimeStore,
  type ShippedReactions,
  startShippedReactions,
  systemClock
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Task } from 'fp-ts/Task'
import * as TE from 'fp-ts/TaskEither'
import { v4 } from 'uuid'
import { type Beside, commandsOf, type Done, type ExecuteFault } from './commands'
import { startDeadlines } from './deadlines-engine/engine'
import { type Health, healthOf } from './health'
import type { OfflineDossier } from './offline/asked'
import { offlineDossierOf } from './offline/dossier'
import type { AvenantOptions } from './options'
import { type Questions, questionsOf } from './questions'
import { openReading, type Reading } from './reading'
import { type TryCommand, whatIfOf } from './what-if'

export type Avenant = Questions & {
  /**
   * Gives a command, as JSON, to the dossier that it names. What is wrong with it is told with every path; a refusal with its
   * article. Under a `commandId` that was given before, the same command has its first answer (G23).
   */
  readonly execute: (command: unknown, beside?: Beside) => TE.TaskEither<ExecuteFault, Done>
  /**
   * Tries a command, and records nothing: what it would record, and what would then differ of the annexes, the accesses and
   * the deadlines of a day; or why it is refused, as `execute` would refuse it: the same decision, by the same hand.
   */
  readonly whatIf: TryCommand
  /** A convention and the habilitations under it as one HTML file, with both axes live and no network: for a judge, or an archive. */
  readonly offlineDossier: OfflineDossier
  readonly health: Task<Health>
  /** The journal: to export it, to move it, to follow it. */
  readonly store: EventStore
  /** Lets the commands at hand end, stops what runs behind, and lets go of the journal. Once; again does nothing. */
  readonly close: Task<void>
}

/** In whose name the shipped reactions act. */
export const systeme = read(Acteur, { kind: 'systeme', id: 'reactions' })

/** In whose name what is due is recorded. */
const engineActeur = read(Acteur, { kind: 'systeme', id: 'echeances' })

/**
 * Opens a journal, and answers once all of it is read. What was done through it is in every answer that comes after; what
 * other programs do comes in as it is recorded, or at once where a question says `atLeast`.
 *
 * @example
 * openAvenant({ store: 'sqlite:avenant.db', hands: acteur => handOf(acteur) })
 */
export const openAvenant =
  (options: AvenantOptions): TE.TaskEither<AnyFault, Avenant> =>
  async () => {
    const opened: Array<Task<void>> = []
    let closing: Promise<void> | null = null
    const close: Task<void> = () => {
      closing ??= (async () => {
        for (const letGo of opened.reverse()) await letGo()
      })()
      return closing
    }
    try {
      const avenant = await assemble(options, opened, () => closing !== null)()
      if (E.isRight(avenant)) return E.right({ ...avenant.right, close })
      await close()
      return avenant
    } catch (error) {
      // Two models under one id and version, which only a programmer can give.
      await close()
      return E.left(defect('openAvenant', error))
    }
  }

/**
 * Opens it for one piece of work, and closes it whatever becomes of that.
 *
 * @example
 * withAvenant({ store: 'sqlite:avenant.db' }, avenant => avenant.annexes({ conventionId, on: '2017-08-31' }))
 */
export const withAvenant = <Fault, A>(
  options: AvenantOptions,
  use: (avenant: Avenant) => TE.TaskEither<Fault, A>
): TE.TaskEither<AnyFault | Fault, A> =>
  TE.bracketW(openAvenant(options), use, avenant => TE.fromTask(avenant.close))

/** What is opened is let go of in the other order. */
type Opened = Array<Task<void>>

const assemble = (
  {
    store: address,
    models = shippedModels,
    reactions = true,
    deadlines = reactions,
    patience = 10_000,
    onInterrupted = () => {},
    ...options
  }: AvenantOptions,
  opened: Opened,
  isClosed: () => boolean
): TE.TaskEither<AnyFault, Omit<Avenant, 'close'>> =>
  pipe(
    openEventStore(address, options),
    TE.map(keep(opened, store => store.close)),
    TE.bindTo('store'),
    TE.bindW('reading', ({ store }) =>
      TE.map(keep(opened, (reading: Reading) => reading.stop))(openReading(store, models, onInterrupted))
    ),
    TE.bindW('runtime', () =>
      (reactions || deadlines !== false) && options.readOnly !== true
        ? TE.map(keep(opened, (runtime: RuntimeStore) => runtime.close))(openRuntimeStore(address))
        : TE.right(null)
    ),
    TE.map(({ store, reading, runtime }) => {
      const running =
        runtime === null || !reactions ? null : runReactions(store, models, runtime, onInterrupted)
      if (running !== null) opened.push(running.stop)
      const commands = commandsOf({ ...options, store, models })
      opened.push(commands.close)
      let written: Position | null = null
      const questions = questionsOf(reading, { written: () => written, patience, isClosed })
      const { clock = systemClock } = options
      const execute: Avenant['execute'] = (command, beside) =>
        TE.map((done: Done) => {
          if (isAfter(done.position, written)) written = done.position
          return done
        })(commands.execute(command, beside))
      const engine =
        runtime === null || deadlines === false
          ? null
          : alone({
              leases: runtime.leases,
              name: 'deadlines',
              holder: v4(),
              start: async () =>
                E.right(
                  startDeadlines({
                    ...(deadlines === true ? {} : deadlines),
                    store,
                    reading,
                    models,
                    acteur: engineActeur,
                    clock,
                    execute,
                    onInterrupted
                  })
                ),
              onInterrupted
            })
      if (engine !== null) opened.push(engine.stop)
      return {
        ...questions,
        whatIf: whatIfOf({ ...questions, store, models, clock, decide: commands.decide }),
        offlineDossier: offlineDossierOf({ store, models, clock, standingOf: questions.standingOf }),
        execute,
        health: healthOf(reading, running, engine),
        store
      }
    })
  )

const keep =
  <A>(opened: Opened, letGoOf: (a: A) => Task<void>) =>
  (a: A): A => {
    opened.push(letGoOf(a))
    return a
  }

const isAfter = (position: Position | null, other: Position | null): boolean =>
  position !== null && (other === null || comparePositions(position, other) > 0)

const runReactions = (
  store: EventStore,
  models: Models,
  { checkpoints, leases }: RuntimeStore,
  onInterrupted: (fault: AnyFault) => void
): Alone<ShippedReactions> =>
  alone({
    leases,
    name: 'reactions',
    holder: v4(),
    start: () =>
      startShippedReactions({
        store,
        models,
        acteur: systeme,
        readModels: memoryReadModels(),
        checkpoints
      })(),
    onInterrupted
  })
