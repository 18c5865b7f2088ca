/** The letters of an anomaly in the connections: that it is notified, and what is asked of the partner until when (A7, P18). */
import { type Finding, frenchDate, type HabilitationEventOf, habilitationOf, labelOf } from '@avenant/domain'
import { counted, frenchInstant } from '../../documents/french'
import { type LetterGround, type LetterLine, type LetterPart, type LetterText, line } from './letter-text'

type Notified = HabilitationEventOf<'AnomalyNotified'>['data']['says']
type Asked = HabilitationEventOf<'JustificationAsked'>['data']['says']

export const anomalyLetter = (ground: LetterGround, says: Notified): LetterText => {
  const { anomalyId, on } = says
  return {
    kind: 'anomalie',
    on,
    objet: "Notification d'une anomalie dans les connexions",
    sentence: `Une anomalie est constatée dans les connexions de cet accès, et notifiée le ${frenchDate(on)}.`,
    parties: [findingPart(ground, says), askedPart(ground, anomalyId), ...followingParts(ground, anomalyId)],
    tient: true,
    event: null
  }
}

export const justificationLetter = (ground: LetterGround, { anomalyId, on }: Asked): LetterText => {
  const { lines, habilitationId, point } = ground
  const found = lines.dossiers.habilitation.factOn(
    habilitationId,
    { kind: 'anomalie', id: anomalyId },
    { ...point, on }
  )
  const anomalie = found?.kind === 'anomalie' ? found.value : null
  return {
    kind: 'justification',
    on,
    objet: "Demande de justification d'une anomalie dans les connexions",
    sentence:
      anomalie === null
        ? `L'anomalie dont une justification a été demandée le ${frenchDate(on)} n'est plus notifiée.`
        : `Une justification ou une explication est demandée le ${frenchDate(on)}.`,
    parties: [
      ...(anomalie === null ? [] : [findingPart(ground, anomalie)]),
      askedPart(ground, anomalyId),
      ...followingParts(ground, anomalyId)
    ],
    tient: anomalie !== null,
    event: null
  }
}

/** So many between two instants: it stands when the connections are gone. */
const findingPart = (
  { model, zone }: LetterGround,
  { rule, finding }: Pick<Notified, 'rule' | 'finding'>
): LetterPart => {
  const { anomalies, article } = habilitationOf(model)
  return {
    titre: 'Constat',
    lignes: [
      line(
        `${labelOf(anomalies?.rules ?? [], rule)} : ${findingSentence(finding, zone)}.`,
        anomalies?.article ?? article
      ),
      line('Ce constat demeure quand les connexions ne sont plus gardées.')
    ]
  }
}

const findingSentence = ({ count, first, last }: Finding, zone: string): string =>
  `${counted(count, 'connexion ou tentative', 'connexions ou tentatives')}, ${
    first === last
      ? `le ${frenchInstant(first, zone)}`
      : `du ${frenchInstant(first, zone)} au ${frenchInstant(last, zone)}`
  }`

/** Each asking, and until when it is answered. */
const askedPart = (ground: LetterGround, anomalyId: string): LetterPart => {
  const asked = stepsOf(ground, anomalyId).filter(({ status }) => status === 'justification-demandee')
  return {
    titre: 'Ce qui est demandé',
    lignes:
      asked.length === 0
        ? [line("Aucune justification n'est demandée à ce moment.")]
        : [
            ...asked.map(({ on, lastDay, computation, article }) =>
              line(
                `Justifier ou expliquer cette anomalie ; demandé le ${frenchDate(on)}${
                  lastDay === undefined
                    ? ', sans délai dans le modèle de la convention'
                    : `, à donner jusqu'au ${frenchDate(lastDay)} inclus${computation === undefined ? '' : ` (${computation})`}`
                }.`,
                article
              )
            ),
            ...(asked.some(({ lastDay }) => lastDay !== undefined)
              ? [
                  line(
                    "Passé ce jour, la justification est dite en retard : c'est une alerte, et non une sanction."
                  )
                ]
              : [])
          ]
  }
}

/** What was answered, and that it was closed; what the partner or the Caf wrote of it stays in the journal. */
const followingParts = (ground: LetterGround, anomalyId: string): ReadonlyArray<LetterPart> => {
  const steps = stepsOf(ground, anomalyId)
  const lignes = steps.flatMap(({ status, on, article }, i): ReadonlyArray<LetterLine> => {
    const asked = steps.slice(0, i).findLast(one => one.status === 'justification-demandee')
    const isLate = asked?.lastDay !== undefined && on > asked.lastDay
    if (status === 'justifiee')
      return [line(`Justification donnée le ${frenchDate(on)}${isLate ? ', en retard' : ''}.`, article)]
    return status === 'close' ? [line(`Anomalie close par la Caf le ${frenchDate(on)}.`, article)] : []
  })
  return lignes.length === 0 ? [] : [{ titre: 'Ce qui a suivi', lignes }]
}

const stepsOf = ({ lines: { dossiers }, habilitationId, point: { knownAt } }: LetterGround, id: string) =>
  dossiers.habilitation
    .line(habilitationId, { kind: 'suivi', id }, knownAt)
    .flatMap(({ value }) => (value === null ? [] : [value]))
