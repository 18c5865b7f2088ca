import * as t from 'io-ts'
import { NonBlank, nullable, struct } from '../codec'
import { Adresse } from './adresse'
import { StableId } from './ids'
import { NuméroSias } from './numbers'

/**
 * An establishment as the annexes name it. Its identity is its id alone: two may share a name or an address and
 * are never merged (P30). The name is written as signed, mistakes included.
 */
export const Établissement = struct('Établissement', {
  nom: NonBlank,
  numeroSias: nullable(NuméroSias),
  adresse: nullable(Adresse),
  /** One of the model's. */
  nature: StableId,
  financeParLaCaf: t.boolean
})
export type Établissement = t.TypeOf<typeof Établissement>
