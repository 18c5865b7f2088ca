import * as t from 'io-ts'
import { NonBlank, nullable, oneOf, struct } from '../codec'
import { Adresse } from './adresse'
import { NuméroSias } from './numbers'

/** `eaje` is an établissement d'accueil du jeune enfant. */
export const NatureÉtablissement = oneOf('nature', [
  'eaje',
  'accueil-de-loisirs',
  'accompagnement-des-familles',
  'garde-a-domicile'
])
export type NatureÉtablissement = t.TypeOf<typeof NatureÉtablissement>

/** As people say it. */
export const natureNames: Readonly<Record<NatureÉtablissement, string>> = {
  eaje: "établissement d'accueil du jeune enfant",
  'accueil-de-loisirs': 'accueil de loisirs',
  'accompagnement-des-familles': "service d'accompagnement des familles",
  'garde-a-domicile': 'garde à domicile'
}

/**
 * An establishment as the annexes name it. Its identity is its id alone: two may share a name or an address and
 * are never merged (P30). The name is written as signed, mistakes included.
 */
export const Établissement = struct('Établissement', {
  nom: NonBlank,
  numeroSias: nullable(NuméroSias),
  adresse: nullable(Adresse),
  nature: NatureÉtablissement,
  financeParLaCaf: t.boolean
})
export type Établissement = t.TypeOf<typeof Établissement>
