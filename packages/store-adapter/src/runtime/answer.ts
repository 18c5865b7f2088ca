/** What a caller's code answers, whatever it is: types do not hold at run time. */
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type AnyFault, defect, isEither } from './defect'
import { timerSleep } from './retry'

/** It did not answer within its time: nobody waits for it any more, whether or not it ends one day. */
type Unanswered = {
  readonly _tag: 'Unanswered'
  readonly part: string
  readonly timeout: number
  readonly retryable: false
  readonly message: string
}

const unanswered = (part: string, timeout: number): Unanswered => ({
  _tag: 'Unanswered',
  part,
  timeout,
  retryable: false,
  message: `sans réponse après ${timeout} ms (${part}) ; vérifiez ce qu'il attend, ou donnez-lui plus de temps (timeout)`
})

/** The reactor is stopping: the event is neither handled nor poison. */
export type GivenUp = { readonly _tag: 'GivenUp'; readonly retryable: true; readonly message: string }

export const givenUp: GivenUp = {
  _tag: 'GivenUp',
  retryable: true,
  message: "arrêt demandé avant que l'événement soit traité ; il le sera au prochain départ"
}

/** Milliseconds that an answer may take, and those that it is still waited for once `signal` is aborted. */
export type Patience = { readonly timeout: number; readonly grace: number; readonly signal: AbortSignal }

/**
 * The answer of `ask`. What it throws, and what is no answer, is a `Defect`; what takes too long is `Unanswered`, or
 * `givenUp` once the signal is aborted. Never rejects.
 */
export const answerOf = async <A>(
  part: string,
  ask: TaskEither<AnyFault, A>,
  { timeout, grace, signal }: Patience
): Promise<E.Either<AnyFault, A>> => {
  const settled = new AbortController()
  const late = timerSleep(timeout, settled.signal).then(() => E.left(unanswered(part, timeout)))
  let leave = (): void => {}
  const left = new Promise<E.Either<GivenUp, never>>(resolve => {
    leave = () => void timerSleep(grace, settled.signal).then(() => resolve(E.left(givenUp)))
  })
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  try {
    const answer = await Promise.race([ask(), late, left])
    if (!isEither(answer)) throw new TypeError('expected an Either')
    return E.isRight(answer) || isFault(answer.left) ? answer : E.left(defect(part, answer.left))
  } catch (error) {
    return E.left(defect(part, error))
  } finally {
    signal.removeEventListener('abort', leave)
    settled.abort()
  }
}

const isFault = (u: unknown): u is AnyFault =>
  typeof u === 'object' && u !== null && '_tag' in u && typeof u._tag === 'string'

/**
 * Lets timers and sockets have their turn. Where nothing truly waits, in memory, what goes on by promises alone would
 * keep the whole program from them.
 */
export const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Tells who listens. What it throws, or rejects later, does not decide what becomes of the events. */
export const tellTo =
  <A>(listener: (told: A) => unknown) =>
  (told: A): void => {
    // What throws here rejects the promise, as what is asynchronous does.
    new Promise(resolve => resolve(listener(told))).catch(() => {})
  }
