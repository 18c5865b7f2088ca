/** The letter of a block for want of use: it is computed, whether or not an engine told of it (A2, A3, P14, P15). */
import { addDays, frenchDate, type HabilitationEventOf, habilitationOf, isUnused } from '@avenant/domain'
import { capitalised } from '../../documents/french'
import { type UnusedFrom, unusedComputation } from '../inactivity'
import { isOpenOtherwise } from '../unused'
import { type LetterGround, type LetterText, line } from './letter-text'
import { liftingPart } from './lifting'

/** Of the block that holds on the day of the ground; a text: why there is none. */
export const unusedLetterOn = (ground: LetterGround): LetterText | string => {
  const { lines, model, habilitationId, conventionId, point } = ground
  const day = frenchDate(point.on)
  if (habilitationOf(model).inactivity === null)
    return "Aucun courrier : le modèle de la convention ne bloque aucun accès faute d'utilisation."
  const found = lines.inactivities.countedOn(model, habilitationId, point)
  if (found === null) return `Aucun courrier : l'habilitation ${habilitationId} n'est pas délivrée le ${day}.`
  const { counted } = found
  if (counted.lastDay === null || !isUnused(counted, point.on))
    return `Aucun courrier : le ${day}, l'accès n'est pas bloqué faute d'utilisation (${unusedComputation(model, counted, point.on)}).`
  const from = addDays(counted.lastDay, 1)
  return isOpenOtherwise(lines, conventionId, habilitationId, { ...point, on: from })
    ? textOf(ground, { ...found, from })
    : `Aucun courrier : le ${frenchDate(from)}, l'accès n'était déjà plus ouvert, pour une autre raison que l'absence d'utilisation.`
}

/** Of the block that an engine told of: a use that was learned of since leaves the access open, and is said so (A2). */
export const unusedLetterTold = (
  ground: LetterGround,
  { from }: HabilitationEventOf<'AccessBlocked'>['data']['says']
): LetterText => {
  const { lines, model, habilitationId, point } = ground
  const at = { ...point, on: from }
  const found = lines.inactivities.blocksOf(model, habilitationId, at).find(block => block.from === from)
  // The act says so; what it was counted from is in its computation.
  if (found !== undefined) return { ...textOf(ground, found), event: null }
  const counted = lines.inactivities.countedOn(model, habilitationId, at)?.counted ?? null
  const known =
    counted === null
      ? `L'habilitation n'est pas délivrée le ${frenchDate(from)}.`
      : `Ce qui est connu à ce jour : ${unusedComputation(model, counted, from)}.`
  return {
    kind: 'inactivite',
    on: from,
    objet,
    sentence: `Ce blocage ne tient plus : d'après ce qui est connu, l'accès n'était pas bloqué faute d'utilisation le ${frenchDate(from)}.`,
    parties: [
      {
        titre: 'Ce qui est connu depuis',
        lignes: [line(known, habilitationOf(model).inactivity?.article ?? null)]
      }
    ],
    tient: false,
    event: null
  }
}

const objet = "Blocage d'un accès faute d'utilisation"

const textOf = (ground: LetterGround, { from, counted, event }: Omit<UnusedFrom, 'period'>): LetterText => {
  const { model } = ground
  const { inactivity } = habilitationOf(model)
  const article = inactivity?.article ?? null
  return {
    kind: 'inactivite',
    on: from,
    objet,
    sentence: `L'accès est bloqué depuis le ${frenchDate(from)}, faute d'utilisation.`,
    parties: [
      {
        titre: 'Constat',
        lignes: [
          line(`${capitalised(unusedComputation(model, counted, from))}.`, article),
          line("Le blocage vaut de ce jour, qu'un acte l'ait enregistré ou non.")
        ]
      },
      liftingPart(ground, from, [
        line(
          "Une utilisation d'un jour où l'accès était encore ouvert, enregistrée plus tard, change ce constat : la signaler à la Caf."
        ),
        line('Après une levée, les jours sans utilisation sont comptés du jour de la levée.', article)
      ])
    ],
    tient: true,
    event: event()
  }
}
