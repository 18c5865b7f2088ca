/** Draws a password, gives it to the service, and records that one was sent (A4, A5, P9, P16, M9, M11). Nobody else holds it. */
import { setImmediate } from 'node:timers/promises'
import {
  Acteur,
  civilDateOf,
  decode,
  HabilitationId,
  habilitationStream,
  type Models,
  type Recorded,
  read
} from '@avenant/domain'
import type { DossiersIndex } from '@avenant/projections'
import {
  type AnyFault,
  type Clock,
  defect,
  type EventStore,
  eventIdOf,
  type FindError,
  readOnlyStore,
  storeBusy
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import * as t from 'io-ts'
import { v4 } from 'uuid'
import type { Beside, Commands, Done, ExecuteFault } from '../commands'
import { type Closed, closed } from '../faults'
import type { StreamFault } from '../reading'
import { type Addressee, drawingOf } from './addressee'
import { drawPassword } from './draw'
import {
  habilitationOfFailed,
  noHabilitationOf,
  noSend,
  type PasswordFunctionFailed,
  type PasswordsNotSet,
  type PasswordUnrecorded,
  type SendPasswordCommand,
  sendFailed,
  unrecorded
} from './faults'

/** For what a password is sent, as `SendPassword` says it. */
type PasswordOccasion = 'premiere-connexion' | 'oubli' | 'perte-ou-vol' | 'renouvellement'

/** To whom a password goes, and why: nothing of the password is in it. */
export type PasswordRecipient = Addressee & {
  readonly occasion: PasswordOccasion
  /** `YYYY-MM-DD`, today in the zone of the model. */
  readonly on: string
}

export type PasswordsOptions = {
  /**
   * Keeps the hash of the password in place of the one before, to be changed at the next connection, and sends it to the
   * address of the person. It is given it once, writes it nowhere else, and rejects when it did not go out. For one habilitation it is
   * called again once it is done.
   */
  readonly send: (password: string, recipient: PasswordRecipient) => Promise<void> | void
  /** Of which habilitation is the code or the address that somebody typed; null or undefined: of none. */
  readonly habilitationOf?: (typed: string) => Promise<string | null | undefined> | string | null | undefined
}

type IssuePassword = {
  readonly habilitationId: string
  readonly occasion: PasswordOccasion
  /** Who asks for it: an agent of the Caf, or the system. */
  readonly acteur: unknown
}

type IssueFault =
  | ExecuteFault
  | StreamFault
  | FindError
  | PasswordFunctionFailed
  | PasswordUnrecorded
  | PasswordsNotSet
  | Closed

export type Passwords = {
  /**
   * Draws a password under the model's policy, has the service send it, then records that it did: in that order, so that the
   * journal never says of one that it was sent when it was not. Nothing is drawn for what would be refused. Under a `commandId` that recorded a
   * sending, nothing is sent again; after a program that ended between the two, another one is, which takes the place of the first.
   */
  readonly issue: (asked: IssuePassword, beside?: Beside) => TaskEither<IssueFault, Done>
  /**
   * Somebody says that he forgot his password. It answers nothing, at once, and does what there is to do later: so whoever asks learns
   * neither by the answer nor by its time whether what he typed is known (A5). What fails is told to `onInterrupted`, without what was
   * typed. How often one may ask is for the service to limit.
   */
  readonly forgotten: (typed: string, occasion?: 'oubli' | 'perte-ou-vol') => void
}

type Issuing = {
  readonly options: PasswordsOptions | null
  readonly store: EventStore
  readonly isReadOnly: boolean
  readonly models: Models
  readonly clock: Clock
  readonly decide: Commands['decide']
  readonly execute: Commands['execute']
  /** The index, once it holds all that is recorded. */
  readonly onAll: TaskEither<AnyFault, DossiersIndex>
  readonly onInterrupted: (fault: AnyFault) => void
}

/** In whose name a forgotten password is replaced. */
const systeme = read(Acteur, { kind: 'systeme', id: 'mots-de-passe' })

export const passwordsOf = ({
  options,
  store,
  isReadOnly,
  models,
  clock,
  decide,
  execute,
  onAll,
  onInterrupted
}: Issuing): Passwords & { readonly close: Task<void> } => {
  const drawingNow = drawingOf(store, models)
  const lastOf = new Map<string, Promise<unknown>>()
  const atHand = new Set<Promise<unknown>>()
  let isClosed = false

  /** Nothing goes out unless the act would be recorded; once it went, it is. */
  const sendAndRecord = async (
    { habilitationId, occasion, acteur }: IssuePassword,
    beside: Beside & { readonly commandId: string }
  ): Promise<E.Either<IssueFault, Done>> => {
    if (options === null) return E.left(noSend)
    const commandOn = (on: string): SendPasswordCommand => ({
      type: 'SendPassword',
      habilitationId,
      acteur,
      data: { on, occasion }
    })
    const id = decode(HabilitationId)(habilitationId)
    // It is refused with each of its faults.
    if (E.isLeft(id)) return execute(commandOn(civilDateOf(clock(), 'UTC')), beside)()
    const already = await store.find(habilitationStream(id.right), eventIdOf(beside.commandId, 0))()
    if (E.isLeft(already)) return already
    const drawing = await drawingNow(id.right, clock())()
    if (E.isLeft(drawing)) return drawing
    const { on, drawn } = drawing.right
    // What this id recorded is answered again, as of its own day, or is of another command: nothing goes out.
    if (already.right !== null) return execute(commandOn(daySaid(already.right) ?? on), beside)()
    const command = commandOn(on)
    const decided = await decide(command, beside)()
    if (E.isLeft(decided)) return decided
    if (isReadOnly) return E.left(readOnlyStore)
    // The access was asked for since it was read.
    if (drawn === null) return E.left(storeBusy('NOT_READABLE_YET'))
    try {
      await options.send(drawPassword(drawn.policy), { ...drawn.addressee, occasion, on })
    } catch {
      return E.left(sendFailed(id.right))
    }
    const recorded = await execute(command, beside)()
    return E.mapLeft((cause: ExecuteFault) => unrecorded(command, beside.commandId, cause))(recorded)
  }

  /** One after the other for one habilitation: what was sent last is what the service keeps last. */
  const inTurn = async <A>(habilitationId: string, work: () => Promise<A>): Promise<A> => {
    const turn = (lastOf.get(habilitationId) ?? Promise.resolve()).then(work)
    const done = turn.catch(() => undefined)
    lastOf.set(habilitationId, done)
    try {
      return await turn
    } finally {
      if (lastOf.get(habilitationId) === done) lastOf.delete(habilitationId)
    }
  }

  /** Closing waits for it. */
  const held = async <A>(work: Promise<A>): Promise<A> => {
    atHand.add(work)
    try {
      return await work
    } finally {
      atHand.delete(work)
    }
  }

  const issueNow = async (
    asked: IssuePassword,
    { commandId = v4(), ...beside }: Beside = {}
  ): Promise<E.Either<IssueFault, Done>> => {
    try {
      return await inTurn(asked.habilitationId, () => sendAndRecord(asked, { ...beside, commandId }))
    } catch (error) {
      // What is left is a clock or a hand that throws: neither is given a password.
      return E.left(defect('passwords', error))
    }
  }

  const replaceForgotten = async (typed: string, occasion: PasswordOccasion): Promise<AnyFault | null> => {
    const habilitationOf = options?.habilitationOf
    if (habilitationOf === undefined) return noHabilitationOf
    // Whoever asks is answered first, also where a service looks for it without waiting.
    await setImmediate()
    let given: string | null | undefined
    try {
      given = await habilitationOf(typed)
    } catch {
      return habilitationOfFailed
    }
    // What is no id, or the id of no dossier, may be what was typed. It is as unknown as any other, and no store is asked for it: what
    // measures a store tells of which stream it is asked.
    const id = decode(HabilitationId)(given)
    if (E.isLeft(id)) return null
    const index = await onAll()
    if (E.isLeft(index)) return index.left
    if (index.right.standingOf(habilitationStream(id.right)) === null) return null
    const issued = await issueNow({ habilitationId: id.right, occasion, acteur: systeme })
    return E.isLeft(issued) ? issued.left : null
  }

  const told = async (work: Promise<AnyFault | null>): Promise<void> => {
    const fault = await work.catch((error: unknown) => defect('passwords', error))
    try {
      if (fault !== null) onInterrupted(fault)
    } catch {
      // What is told wrong changes nothing.
    }
  }

  return {
    issue: (asked, beside) => async () => (isClosed ? E.left(closed) : held(issueNow(asked, beside))),
    forgotten: (typed, occasion = 'oubli') => {
      void held(told(isClosed ? Promise.resolve(closed) : replaceForgotten(typed, occasion)))
    },
    close: async () => {
      isClosed = true
      await Promise.all(atHand)
    }
  }
}

const Dated = t.type({ says: t.type({ on: t.string }) })

/** The day that a recorded sending tells of; null for another act, which may tell of none. */
const daySaid = ({ data }: Recorded): string | null => (Dated.is(data) ? data.says.on : null)
