/** The parties of a convention on a day, in the order of their roles in the model (P1). */
import { type ConventionModel, namedPartie, type Partie, roleOfPartie, type StableId } from '@avenant/domain'

export type NamedPartie = {
  readonly id: StableId
  /** « la Caf »; where its role may have several, « la commune (VILLE DE SCEAUX) ». */
  readonly label: string
  readonly acteur: ConventionModel['parties']['roles'][number]['acteur']
  readonly partie: Partie
}

type Held = ReadonlyArray<{ readonly id: string; readonly value: Partie }>

/** @param held the parties that are known that day */
export const partiesOn = ({ parties: { roles } }: ConventionModel, held: Held): ReadonlyArray<NamedPartie> =>
  roles.flatMap(role =>
    held.flatMap(({ value: partie }) =>
      roleOfPartie(partie) === role.id
        ? [{ id: partie.id, label: namedPartie(roles, partie).label, acteur: role.acteur, partie }]
        : []
    )
  )

/** Under the name that it has in its convention; one that nobody has named is called by its id. */
export const partieLabel = (model: ConventionModel | null, held: Held, id: string): string =>
  (model === null ? [] : partiesOn(model, held)).find(partie => partie.id === id)?.label ?? id
