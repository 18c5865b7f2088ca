/** Up to when a journal is read: the last instant of a day is known only with the zone of the convention. */
import { civilDateOf, type DateCivile, type Instant, parseKnowledge } from '@avenant/domain'
import { systemClock } from '@avenant/store-adapter'
import type { Command } from 'commander'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Faults } from './arguments'

export const knownAtOption = (program: Command): Command =>
  program.option(
    '--known-at <instant>',
    'ce qui était connu alors : AAAA-MM-JJThh:mm:ssZ, ou AAAA-MM-JJ pour ce jour entier'
  )

/** Conventions of several zones stand side by side in most answers: a day that is meant as a whole ends as it does in Paris. */
export const PARIS = 'Europe/Paris'

/** On which day this is asked, in a zone. */
export const today = (zone: string): DateCivile => civilDateOf(systemClock(), zone)

/** The instant that was meant, in the zone of the convention's model; null: all that is known. */
export type KnownAt = (zone: string) => E.Either<Faults, Instant | null>

/**
 * An instant, or a date, which takes in that whole day; absent: all that is known. What will be known later than
 * today nobody knows. A text that is neither is told before the journal is read.
 */
export const knownAtOf =
  (name: string) =>
  (value: string | undefined): E.Either<Faults, KnownAt> => {
    if (value === undefined) return E.right(() => E.right(null))
    const told = (message: string): Faults => [`${name} : ${message}`]
    return pipe(
      parseKnowledge('UTC')(value),
      E.mapLeft(told),
      E.map(
        () => zone =>
          pipe(
            parseKnowledge(zone)(value),
            E.filterOrElse(
              knownAt => civilDateOf(knownAt, zone) <= today(zone),
              () => "ce moment est dans l'avenir"
            ),
            E.mapLeft(told)
          )
      )
    )
  }
