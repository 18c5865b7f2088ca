import type * as t from 'io-ts'
import { oneOf, struct } from '../codec'
import { StableId } from './ids'

/**
 * Who gives a command (G7). `partenaire` is the gestionnaire (PSU) or the fournisseur de données (MEF).
 */
export const ActeurKind = oneOf('ActeurKind', ['agent-caf', 'partenaire', 'habilite', 'systeme'])
export type ActeurKind = t.TypeOf<typeof ActeurKind>

/** As people say it. */
export const acteurNames: Readonly<Record<ActeurKind, string>> = {
  'agent-caf': 'un agent de la Caf',
  partenaire: 'le partenaire',
  habilite: 'la personne habilitée',
  systeme: 'le système'
}

export const acteurKinds: ReadonlyArray<ActeurKind> = ['agent-caf', 'partenaire', 'habilite', 'systeme']

/** `id` is a number or a pseudonym, never a name (G10). */
export const Acteur = struct('Acteur', { kind: ActeurKind, id: StableId })
export type Acteur = t.TypeOf<typeof Acteur>
