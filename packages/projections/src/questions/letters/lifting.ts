/** How a block is lifted, and what does not lift it (P15). */
import { type DateCivile, frenchDate, habilitationOf } from '@avenant/domain'
import { type LetterGround, type LetterLine, type LetterPart, line } from './letter-text'

/** @param more what else is to be known of this block */
export const liftingPart = (
  ground: LetterGround,
  from: DateCivile,
  more: ReadonlyArray<LetterLine> = []
): LetterPart => {
  const { blocking, passwords } = habilitationOf(ground.model)
  const article = blocking?.article ?? null
  const lifted = liftedOn(ground, from)
  return {
    titre: 'Levée du blocage',
    lignes: [
      ...(lifted === null
        ? []
        : [line(`Ce blocage a été levé par la Caf le ${frenchDate(lifted)}.`, article)]),
      blocking === null
        ? line('Le modèle de la convention ne prévoit pas de levée.')
        : line('Seule la Caf lève ce blocage, par un acte qui en dit le motif.', article),
      passwords === null
        ? line('Une tentative de connexion ne le lève pas.')
        : line('Un nouveau mot de passe ne le lève pas, ni une tentative de connexion.', article),
      ...more
    ]
  }
}

/** The first lifting from that day on; null: none is known. */
const liftedOn = (
  { lines: { dossiers }, habilitationId, point: { knownAt } }: LetterGround,
  from: DateCivile
): DateCivile | null =>
  dossiers.habilitation
    .line(habilitationId, { kind: 'levee', id: '' }, knownAt)
    .flatMap(({ value }) => (value === null || value.on < from ? [] : [value.on]))
    .toSorted()[0] ?? null
