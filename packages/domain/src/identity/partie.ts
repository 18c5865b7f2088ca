import type * as t from 'io-ts'
import { NonBlank, nullable, struct } from '../codec'
import { Adresse } from './adresse'
import { PersonneId, StableId } from './ids'
import { CodeInsee, NuméroGestionnaire } from './numbers'
import { Siret } from './siret'

/** Who represents a party, and as what: « Maire », « Directeur ». */
export const Représentant = struct('Représentant', { personneId: PersonneId, qualite: NonBlank })
export type Représentant = t.TypeOf<typeof Représentant>

/** One party to a convention (P1); `id` is its name in the model: `gestionnaire`, `caf`. */
export const Partie = struct('Partie', {
  id: StableId,
  denomination: NonBlank,
  siege: Adresse,
  representant: Représentant
})
export type Partie = t.TypeOf<typeof Partie>

/** The administrative sheet of the gestionnaire (P29). */
export const Fiche = struct('Fiche', {
  caf: NonBlank,
  departement: NonBlank,
  codeInsee: CodeInsee,
  numeroGestionnaire: NuméroGestionnaire,
  denomination: NonBlank,
  siret: Siret,
  nature: struct('Nature', { asWritten: NonBlank, normalised: StableId }),
  adresse: Adresse,
  representantLegal: nullable(PersonneId)
})
export type Fiche = t.TypeOf<typeof Fiche>
