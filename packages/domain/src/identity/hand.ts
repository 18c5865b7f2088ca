import * as t from 'io-ts'
import { struct, tagged } from '../codec'
import { ConventionId, PersonneId, StableId } from './ids'

/**
 * For whom an acteur acts (G21): an agent of the Caf for his own Caf, by the code under which it is party to the convention, a partner for one party of one convention, a
 * habilitated person for himself. The service that authenticates him vouches for it; it never comes from a command.
 */
export const Hand = tagged('Main', 'kind', {
  caf: struct('caf', { kind: t.literal('caf'), caf: StableId }),
  partie: struct('partie', { kind: t.literal('partie'), conventionId: ConventionId, partie: StableId }),
  soi: struct('soi', { kind: t.literal('soi'), personneId: PersonneId })
})
export type Hand = t.TypeOf<typeof Hand>
