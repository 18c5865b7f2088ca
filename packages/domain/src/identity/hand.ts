import * as t from 'io-ts'
import { read, struct, tagged } from '../codec'
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

/** An agent of a Caf acts for it: `caf('hauts-de-seine')`, the code under which it is party. Each throws a `TypeError` at what is no id. */
export const caf = (code: string): Hand => read(Hand, { kind: 'caf', caf: code })

/** A partner acts for one party of one convention: `partie('psu-1960-2017', 'gestionnaire')`. */
export const partie = (conventionId: string, id: string): Hand =>
  read(Hand, { kind: 'partie', conventionId, partie: id })

/** A habilitated person acts for herself: `soi('p-1960-2')`. */
export const soi = (personneId: string): Hand => read(Hand, { kind: 'soi', personneId })
