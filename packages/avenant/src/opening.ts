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
  type Running,
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
import { agreed, saidApart } from './apart'
import { type Beside, commandsOf, type Done, type ExecuteFault } from './commands'
import { type EngineOptions, startDeadlines } from './deadlines-engine/engine'
import { type Health, healthOf } from './health'
import type { OfflineDossier } from './offline/asked'
import { offlineDossierOf } from './offline/dossier'
import type { AvenantOptions } from './options'
import { type Passwords, passwordsOf } from './passwords/passwords'
import { type Questions, questionsOf } from './questions'
import { indexOnAll, openBeside, openReading, type Reading } from './reading'
import { type RetainConnections, retainConnectionsIn } from './retention'
import { isOfConnections, type Stores } from './stores'
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
  /**
   * Removes the connections that were recorded before an instant, once the first one of each day is kept without its hour and its
   * origin: no answer changes (A1). Of a store that only its owner may shorten, its owner alone can.
   */
  readonly retainConnections: RetainConnections
  /** Draws passwords, has this service send them, and records that they were: it needs `passwords.send` at the opening (A4, A5). */
  readonly passwords: Passwords
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

/** In whose name is recorded what remains of connections. */
const retentionActeur = read(Acteur, { kind: 'systeme', id: 'conservation' })

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
    connections: ownAddress = address,
    models = shippedModels,
    reactions = true,
    deadlines = reactions,
    patience = 10_000,
    passwords: sending,
    onInterrupted = () => {},
    ...options
  }: AvenantOptions,
  opened: Opened,
  isClosed: () => boolean
): TE.TaskEither<AnyFault, Omit<Avenant, 'close'>> => {
  const isApart = ownAddress !== address
  return pipe(
    openEventStore(address, options),
    TE.map(keep(opened, store => store.close)),
    TE.bindTo('store'),
    TE.chainFirst(({ store }) => agreed(store, isApart)),
    TE.bindW('reading', ({ store }) =>
      TE.map(keep(opened, (reading: Reading) => reading.stop))(
        openReading(store, models, { isApart, onInterrupted })
      )
    ),
    TE.bindW('beside', ({ reading }) =>
      !isApart
        ? TE.right(null)
        : pipe(
            openEventStore(ownAddress, options),
            TE.map(keep(opened, store => store.close)),
            TE.bindTo('store'),
            TE.bindW('reading', ({ store }) =>
              TE.map(keep(opened, (reading: Reading) => reading.stop))(
                openBeside(store, reading.read(), onInterrupted)
              )
            )
          )
    ),
    TE.chainFirstW(({ store }) =>
      isApart && options.readOnly !== true ? saidApart(store) : TE.right(undefined)
    ),
    TE.bindW('runtime', () =>
      (reactions || deadlines !== false) && options.readOnly !== true
        ? TE.map(keep(opened, (runtime: RuntimeStore) => runtime.close))(openRuntimeStore(address))
        : TE.right(null)
    ),
    TE.map(({ store, reading, beside, runtime }) => {
      const stores: Stores = { journal: store, connections: beside?.store ?? store }
      const running =
        runtime === null || !reactions ? null : runReactions(store, models, runtime, onInterrupted)
      if (running !== null) opened.push(running.stop)
      const commands = commandsOf({ ...options, stores, models })
      opened.push(commands.close)
      const journal = following(reading)
      const own = beside === null ? null : following(beside.reading)
      const questions = questionsOf(journal, { beside: own, patience, isClosed })
      const { clock = systemClock } = options
      const onAll = indexOnAll([{ store, reading }, ...(beside === null ? [] : [beside])], patience)
      const execute: Avenant['execute'] = (command, beside) =>
        TE.map((done: Done) => {
          if (own === null || !isOfConnections(done.stream)) return journal.wrote(done)
          // A position is one of the journal.
          return { ...own.wrote(done), position: null }
        })(commands.execute(command, beside))
      const engine =
        runtime === null || deadlines === false
          ? null
          : runDeadlines(runtime, {
              ...(deadlines === true ? {} : deadlines),
              store,
              models,
              onAll,
              acteur: engineActeur,
              clock,
              execute,
              onInterrupted
            })
      if (engine !== null) opened.push(engine.stop)
      const { close: closePasswords, ...passwords } = passwordsOf({
        options: sending ?? null,
        store,
        isReadOnly: options.readOnly === true,
        models,
        clock,
        decide: commands.decide,
        execute,
        onAll,
        onInterrupted
      })
      opened.push(closePasswords)
      return {
        ...questions,
        whatIf: whatIfOf({ ...questions, stores, models, clock, decide: commands.decide }),
        offlineDossier: offlineDossierOf({ stores, models, clock, standingOf: questions.standingOf }),
        execute,
        retainConnections: retainConnectionsIn({
          store: stores.connections,
          models,
          clock,
          acteur: retentionActeur,
          onAll
        }),
        passwords,
        health: healthOf(reading, running, engine),
        store
      }
    })
  )
}

const keep =
  <A>(opened: Opened, letGoOf: (a: A) => Task<void>) =>
  (a: A): A => {
    opened.push(letGoOf(a))
    return a
  }

/** Up to where this program has written to it. */
const following = (reading: Reading) => {
  let written: Position | null = null
  return {
    reading,
    written: () => written,
    wrote: (done: Done): Done => {
      if (isAfter(done.position, written)) written = done.position
      return done
    }
  }
}

const isAfter = (position: Position | null, other: Position | null): boolean =>
  position !== null && (other === null || comparePositions(position, other) > 0)

const runDeadlines = ({ leases }: RuntimeStore, options: EngineOptions): Alone<Running> =>
  alone({
    leases,
    name: 'deadlines',
    holder: v4(),
    start: async () => E.right(startDeadlines(options)),
    onInterrupted: options.onInterrupted
  })

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
