/** Whether it can do what it is there for, as an operator or a probe asks. */
import type { Position } from '@avenant/domain'
import type { Alone, AnyFault, Lag } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { Reading } from './reading'

export type Health = {
  /**
   * `failed`: the journal cannot be reached, or nothing is answered; `late`: answers are not on all that is recorded;
   * `impaired`: they are, and what runs behind has stopped here, or waits for an operator.
   */
  readonly status: 'ok' | 'late' | 'impaired' | 'failed'
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

/**
 * `off`: this program does not run it; `elsewhere`: another program has it; `stopped`: it ended here, or could not begin, by
 * `fault`, and no other program is known to have it.
 */
type Where = 'here' | 'elsewhere' | 'off' | 'stopped'

/** What is asked of what runs in one program of several. */
type Behind<R> = Pick<Alone<R>, 'running' | 'fault'>

/** What is asked of the reactions that run here. */
type Reacting = {
  readonly state: () => {
    readonly fault: AnyFault | null
    readonly waiting: ReadonlyArray<{ readonly stream: string }>
  }
}

const whereOf = (behind: Behind<unknown> | null): Where => {
  if (behind === null) return 'off'
  if (behind.running() !== null) return 'here'
  return behind.fault() === null ? 'elsewhere' : 'stopped'
}

export const healthOf =
  (
    reading: Pick<Reading, 'lag'> & {
      readonly state: () => Pick<ReturnType<Reading['state']>, 'checkpoint' | 'fault'>
    },
    reactions: Behind<Reacting> | null,
    deadlines: Behind<unknown> | null
  ): Task<Health> =>
  async () => {
    const { checkpoint, fault } = reading.state()
    const lag = await reading.lag()()
    const journal = E.isLeft(lag) ? lag.left : null
    const state = reactions?.running()?.state() ?? null
    const waiting = state?.waiting.map(({ stream }) => stream) ?? []
    const isImpaired =
      waiting.length > 0 || [reactions, deadlines].some(behind => whereOf(behind) === 'stopped')
    return {
      status:
        fault !== null || journal !== null
          ? 'failed'
          : E.isRight(lag) && lag.right.events > 0
            ? 'late'
            : isImpaired
              ? 'impaired'
              : 'ok',
      journal,
      index: { position: checkpoint, lag: E.isRight(lag) ? lag.right : null, fault },
      reactions: {
        where: whereOf(reactions),
        fault: state?.fault ?? reactions?.fault() ?? null,
        waiting
      },
      deadlines: { where: whereOf(deadlines), fault: deadlines?.fault() ?? null }
    }
  }
