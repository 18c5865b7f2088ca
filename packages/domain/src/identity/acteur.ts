import type * as t from 'io-ts'
import { oneOf, struct } from '../codec'
import { StableId } from './ids'

/**
 * Who gives a command (G7). `partenaire` is the gestionnaire (PSU) or the fournisseur de données (MEF).
 */
export const ActeurKind = oneOf('ActeurKind', ['agent-caf', 'partenaire', 'habilite', 'systeme'])
export type ActeurKind = t.TypeOf<typeof ActeurKind>

export const acteurKinds: ReadonlyArray<ActeurKind> = ['agent-caf', 'partenaire', 'habilite', 'systeme']

/** The kinds of acteur in the words of people: « un agent de la Caf ». */
export const acteurNames: Readonly<Record<ActeurKind, string>> = {
  'agent-caf': 'un agent de la Caf',
  partenaire: 'un partenaire',
  habilite: 'une personne habilitée',
  systeme: 'le système'
}

/** `id` is a number or a pseudonym, never a name (G10). */
export const Acteur = struct('Acteur', { kind: ActeurKind, id: StableId })
export type Acteur = t.TypeOf<typeof Acteur>
