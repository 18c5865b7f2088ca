/** The acknowledgement of a request: for whom, what is asked, on what day, what follows (P8, P9, M8). */
import {
  type DateCivile,
  frenchDate,
  frenchNom,
  habilitationOf,
  labelOf,
  type RequestStep,
  requestStepNames
} from '@avenant/domain'
import { nameOfÉtablissement, personneNamed } from '../lines'
import { type LetterGround, type LetterLine, type LetterPart, type LetterText, line } from './letter-text'

/** @param acknowledgedOn null: the request itself is told, which is acknowledged by this letter */
export const requestLetter = (ground: LetterGround, acknowledgedOn: DateCivile | null): LetterText => {
  const { requestedOn } = ground.request
  return {
    kind: 'demande',
    on: acknowledgedOn ?? requestedOn,
    objet: "Accusé de réception d'une demande d'habilitation",
    sentence: `La demande d'habilitation du ${frenchDate(requestedOn)} est reçue${
      acknowledgedOn === null ? '' : ` ; il en est accusé réception le ${frenchDate(acknowledgedOn)}`
    }.`,
    parties: [askedPart(ground), followingPart(ground)],
    tient: true,
    event: null
  }
}

const askedPart = (ground: LetterGround): LetterPart => {
  const { lines, model, habilitationId, conventionId, personneId, request, point } = ground
  const { article } = habilitationOf(model)
  const personne =
    personneNamed(lines, habilitationId, { conventionId, personneId }, point) ?? request.personne
  const places = new Map<string, Array<string>>()
  for (const { role, etablissementId } of request.roles) {
    const known = places.get(role) ?? []
    places.set(role, known)
    known.push(
      etablissementId === undefined
        ? 'pour toute la convention'
        : nameOfÉtablissement(lines, conventionId, etablissementId, point)
    )
  }
  return {
    titre: 'La demande',
    lignes: [
      line(
        `Pour ${frenchNom(personne)}${personne.fonction === null ? '' : `, ${personne.fonction}`} ; demandée le ${frenchDate(request.requestedOn)}.`,
        article
      ),
      ...[...places].map(([role, where]) =>
        line(`Rôle demandé : « ${labelOf(model.roles, role)} », ${where.join(', ')}.`)
      )
    ]
  }
}

/** The steps of the model after the request, each with its day once it is done. */
const followingPart = ({ lines, model, habilitationId, point: { knownAt } }: LetterGround): LetterPart => {
  const { steps, passwords, article } = habilitationOf(model)
  const demande = lines.dossiers.habilitation.line(habilitationId, { kind: 'demande', id: '' }, knownAt)
  const refusal = demande.find(({ value }) => value?.status === 'refusee')
  const doneOn = (step: RequestStep): DateCivile | null =>
    demande.find(({ value }) => value?.status === 'en-cours' && value.step === step)?.span.from ?? null
  const lignes = steps.flatMap(({ step, article }): ReadonlyArray<LetterLine> => {
    if (step === 'requested') return []
    const on = doneOn(step)
    const state = on === null ? 'à venir' : `le ${frenchDate(on)}`
    return [
      line(`${requestStepNames[step].replace(/^./, first => first.toUpperCase())} : ${state}.`, article)
    ]
  })
  return {
    titre: 'Ce qui suit',
    lignes:
      refusal?.span.from == null
        ? [
            ...lignes,
            line("Aucun accès n'est ouvert avant la délivrance.", article),
            ...(passwords === null
              ? []
              : [
                  line(
                    "À la délivrance, les codes sont envoyés à l'adresse individuelle de la personne ; aucun ne figure dans un courrier.",
                    passwords.article
                  )
                ])
          ]
        : [line(`La demande a été refusée le ${frenchDate(refusal.span.from)}.`, article)]
  }
}
