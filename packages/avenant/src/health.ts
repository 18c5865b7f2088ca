/** Whether it can do what it is there for, as an operator or a probe asks. */
import type { Position } from '@avenant/domain'
import type { Alone, AnyFault, Lag, Running, ShippedReactions } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { Reading } from './reading'

export type Health = {
  /** `failed`: the journal cannot be reached, or nothing is answered; `late`: answers are not on all that is recorded. */
  readonly status: 'ok' | 'late' | 'failed'
  /** Null while the journal can be read. */
  readonly journal: AnyFault | null
  readonly index: {
    /** What answers are on: all that was recorded up to there. Null for an empty journal. */
    readonly position: Position | null
    /** Events that answers do not hold yet, 10,000 at most, and the age of the oldest in seconds; null when not known. */
    readonly lag: Lag | null
    readonly fault: AnyFault | null
  }
  readonly reactions: {
    readonly where: Where
    readonly fault: AnyFault | null
    /** Dossiers at which a reaction stopped, and that wait for an operator. */
    readonly waiting: ReadonlyArray<string>
  }
  /** What records what is due, and reminds of what is to come. */
  readonly deadlines: {
    readonly where: Where
    readonly fault: AnyFault | null
  }
}

/** `off`: this program does not run it; `elsewhere`: another program has it, or it could not begin here. */
type Where = 'here' | 'elsewhere' | 'off'

const whereOf = (alone: Alone<unknown> | null): Where =>
  alone === null ? 'off' : alone.running() === null ? 'elsewhere' : 'here'

export const healthOf =
  (
    reading: Reading,
    reactions: Alone<ShippedReactions> | null,
    deadlines: Alone<Running> | null
  ): Task<Health> =>
  async () => {
    const { checkpoint, fault } = reading.state()
    const lag = await reading.lag()()
    const journal = E.isLeft(lag) ? lag.left : null
    const running = reactions?.running() ?? null
    const stopped = fault !== null || journal !== null
    return {
      status: stopped ? 'failed' : E.isRight(lag) && lag.right.events > 0 ? 'late' : 'ok',
      journal,
      index: { position: checkpoint, lag: E.isRight(lag) ? lag.right : null, fault },
      reactions: {
        where: whereOf(reactions),
        fault: running?.state().fault ?? reactions?.fault() ?? null,
        waiting: running?.state().waiting.map(({ stream }) => stream) ?? []
      },
      deadlines: { where: whereOf(deadlines), fault: deadlines?.fault() ?? null }
    }
  }
