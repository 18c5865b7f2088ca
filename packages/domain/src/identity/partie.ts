import type * as t from 'io-ts'
import { coherent, described, type Incoherence, NonBlank, nullable, personal, struct } from '../codec'
import { Adresse } from './adresse'
import { PersonneId, StableId } from './ids'
import { CodeInsee, NuméroGestionnaire } from './numbers'
import { Siret } from './siret'

/** Who represents a party, and as what: « Maire », « Directeur ». */
export const Représentant = struct('Représentant', { personneId: PersonneId, qualite: NonBlank })
export type Représentant = t.TypeOf<typeof Représentant>

/** Who has a home is a natural person, and is named by her own personne (G10); another has what a legal person has. */
const nature =
  (legal: ReadonlyArray<string>, forbidden = legal) =>
  (value: object): ReadonlyArray<Incoherence> =>
    'domicile' in value
      ? forbidden.flatMap(key =>
          key in value
            ? [
                {
                  path: [key],
                  message: "une personne physique n'en a pas : son nom est celui de la personne"
                }
              ]
            : []
        )
      : legal.flatMap(key =>
          key in value
            ? []
            : [{ path: [key], message: 'absent ; ou « domicile », pour une personne physique' }]
        )

/**
 * One party to a convention (P1), by an id of its own: `commune-a`. Its role in the model is left out where that is its
 * id: `gestionnaire`, `caf`.
 */
export const Partie = described(
  "La dénomination et le siège, tous deux ; d'une personne physique son domicile, à leur place.",
  coherent(
    struct(
      'Partie',
      { id: StableId, representant: Représentant },
      {
        role: StableId,
        denomination: NonBlank,
        siege: Adresse,
        domicile: personal(Adresse),
        /** Of a Caf, which one it is: what the hand of its agents names (G21). A number or a name that the service gives it. */
        code: StableId
      }
    ),
    nature(['denomination', 'siege'])
  )
)
export type Partie = t.TypeOf<typeof Partie>

export const roleOfPartie = ({ id, role }: Pick<Partie, 'id' | 'role'>): StableId => role ?? id

/** The administrative sheet of the gestionnaire (P29); a natural person may have no SIRET. */
export const Fiche = described(
  "Le siret, la dénomination et l'adresse, tous trois ; d'une personne physique son domicile, et ni dénomination ni adresse.",
  coherent(
    struct(
      'Fiche',
      {
        caf: NonBlank,
        departement: NonBlank,
        codeInsee: CodeInsee,
        numeroGestionnaire: NuméroGestionnaire,
        nature: struct('Nature', { asWritten: NonBlank, normalised: StableId }),
        representantLegal: nullable(PersonneId)
      },
      { denomination: NonBlank, siret: Siret, adresse: Adresse, domicile: personal(Adresse) }
    ),
    nature(['denomination', 'siret', 'adresse'], ['denomination', 'adresse'])
  )
)
export type Fiche = t.TypeOf<typeof Fiche>

/** Whether a party, or the sheet of one, is that of a natural person. */
export const isNatural = ({ domicile }: { readonly domicile?: Adresse }): boolean => domicile !== undefined
