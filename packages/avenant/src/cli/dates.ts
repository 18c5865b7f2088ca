/** The dates and the ids that questions are asked with. */
import { ConventionId, type DateCivile, decode, type Fault, parseDateCivile } from '@avenant/domain'
import type { Command } from 'commander'
import * as E from 'fp-ts/Either'
import type { Faults } from './arguments'

export const conventionOption = (program: Command): Command =>
  program.option('--convention <id>', 'identifiant de la convention, par exemple psu-1960-2017')

export const conventionOf = (value: string | undefined): E.Either<Faults, ConventionId> =>
  value === undefined
    ? E.left(['il manque --convention ID'])
    : E.mapLeft((faults: ReadonlyArray<Fault>) => faults.map(({ message }) => `--convention : ${message}`))(
        decode(ConventionId)(value)
      )

export const dateOf =
  (name: string) =>
  (value: string | undefined): E.Either<Faults, DateCivile> =>
    value === undefined
      ? E.left([`il manque ${name} AAAA-MM-JJ`])
      : E.mapLeft((message: string) => [`${name} : ${message}`])(parseDateCivile(value))
