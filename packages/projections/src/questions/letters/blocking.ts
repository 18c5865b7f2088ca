/** The letter of a block by the Caf, after an incident or not (A6, P15, P17). */
import { frenchDate, type HabilitationEventOf, habilitationOf, labelOf } from '@avenant/domain'
import { type LetterGround, type LetterLine, type LetterText, line } from './letter-text'
import { liftingPart } from './lifting'

type Says = HabilitationEventOf<'AccessBlocked'>['data']['says']

export const blockingLetter = (ground: LetterGround, says: Says): LetterText => {
  const { from, cause, motif, incidentId = null } = says
  const { blocking } = habilitationOf(ground.model)
  const label = labelOf(blocking?.causes ?? [], cause)
  return {
    kind: 'blocage',
    on: from,
    objet: "Blocage d'un accès par la Caf",
    sentence: `L'accès est bloqué par la Caf à partir du ${frenchDate(from)} : ${label}.`,
    parties: [
      {
        titre: 'Constat',
        lignes: [
          line(`L'accès est bloqué à partir du ${frenchDate(from)} : ${label}.`, blocking?.article ?? null),
          line(`Motif : ${motif}`),
          ...(incidentId === null ? [] : incidentLines(ground, incidentId))
        ]
      },
      liftingPart(ground, from)
    ],
    tient: true,
    event: null
  }
}

/** In whose words an incident was told stays in the journal: its kind and its days are enough here. */
const incidentLines = (
  { lines: { dossiers }, model, habilitationId, point }: LetterGround,
  id: string
): ReadonlyArray<LetterLine> => {
  const [step] = dossiers.habilitation
    .line(habilitationId, { kind: 'signalement', id }, point.knownAt)
    .filter(({ value }) => value !== null)
  if (step?.value == null) return []
  const { kind, toldOn, happenedOn, foundOn, article } = step.value
  const days = [
    ...(happenedOn === undefined ? [] : [`fait du ${frenchDate(happenedOn)}`]),
    ...(foundOn === undefined ? [] : [`constat du ${frenchDate(foundOn)}`]),
    `signalement du ${frenchDate(toldOn)}`
  ]
  const label = labelOf(habilitationOf(model).incidents?.kinds ?? [], kind)
  return [line(`Incident auquel il répond : ${label} ; ${days.join(', ')}.`, article)]
}
