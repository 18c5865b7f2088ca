/** The specifications of the aggregates, for tests of a service: commands are JSON, as they arrive. */
import type * as t from 'io-ts'
import { read } from '../codec'
import { ConventionCommand, type ConventionValues, conventionDecider } from '../convention'
import type { Decider } from '../decider'
import type { Dossier } from '../dossier/dossier'
import type { AnyEvent } from '../event'
import { HabilitationCommand, type HabilitationValues, habilitationDecider } from '../habilitation'
import { type Models, shippedModels } from '../model'
import type { AnyRefusal } from '../refusal'
import { type Held, heldOn } from './held'
import { type Outcome, specification } from './specification'

/** Commands that were given, or one more: what was decided, and what holds after it. */
export type Played<Event, Values> = Pick<
  Outcome<unknown, Event, AnyRefusal>,
  'events' | 'refusals' | 'codes'
> & {
  /** The annexes and all else that is in the dossier on a day: see {@link heldOn}. */
  readonly on: (day: string) => Held<Values>
}

export type Specified<Event, Values> = {
  /** Commands that must all be accepted, one after the other; throws at one that is not, or that cannot be read, by its number. */
  readonly given: (...commands: ReadonlyArray<unknown>) => {
    readonly when: (command: unknown) => Played<Event, Values>
    readonly on: Played<Event, Values>['on']
  }
}

/**
 * Conventions under the models given; those that ship without any.
 *
 * @example
 * const { given } = conventionsUnder([myModel])
 * expect(given(draft, annexes).when(thirdPerson).codes).toEqual(['role-full'])
 * expect(given(draft, annexes, signed).on('2018-03-15').attribution).toHaveProperty(['e-1/activite/p-1'])
 */
export const conventionsUnder = (models: Models = shippedModels) =>
  specified<ConventionValues>()(conventionDecider(models), ConventionCommand)

/** Habilitations under the models given; those that ship without any. */
export const habilitationsUnder = (models: Models = shippedModels) =>
  specified<HabilitationValues>()(habilitationDecider(models), HabilitationCommand)

/** The values are named by themselves: the rest is known from the decider. */
const specified =
  <Values>() =>
  <Ground, Command, Event extends AnyEvent, Refusal extends AnyRefusal>(
    decider: Decider<Dossier<Ground>, Command, Event, Refusal>,
    codec: t.Decoder<unknown, Command>
  ): Specified<Event, Values> => {
    const { given } = specification(decider)
    const command = (json: unknown) => read(codec, json)
    const on = (dossier: Dossier<Ground>) => (day: string) => heldOn<Values>(dossier, day)
    return {
      given: (...commands) => {
        const { state, when } = given(
          ...commands.map((json, i) => saying(`command ${i + 1} of given`, () => command(json)))
        )
        return {
          on: on(state),
          when: json => {
            const outcome = when(command(json))
            return {
              get events() {
                return outcome.events
              },
              get refusals() {
                return outcome.refusals
              },
              codes: outcome.codes,
              on: on(outcome.state)
            }
          }
        }
      }
    }
  }

const saying = <A>(what: string, made: () => A): A => {
  try {
    return made()
  } catch (error) {
    throw new TypeError(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}
