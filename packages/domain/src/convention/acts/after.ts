/** What else happens to a convention once it is signed. */
import * as E from 'fp-ts/Either'
import { NonBlank, Prose, struct } from '../../codec'
import { actOn } from '../../dossier/definition'
import { otherAbout } from '../../dossier/dossier'
import { NuméroActe, parseActePréfecture } from '../../identity/acte-prefecture'
import { ModificationId } from '../../identity/ids'
import { DateCivile, frenchDate } from '../../time/date-civile'
import type { Ground } from '../ground'
import { alreadyRecorded, inOrder, notProvided, notSigned, unknownModification } from '../refusals'

const ClauseSays = struct('AnnulClause', { clause: NonBlank, decision: Prose, on: DateCivile })

/** A clause found null does not end the others: nothing else moves (M22). */
export const annulClause = actOn<Ground>()({
  command: 'AnnulClause',
  event: 'ClauseAnnulled',
  purpose: 'A clause was found null; the others stand (M22).',
  nom: "Annulation d'une clause",
  genre: 'f',
  says: ClauseSays,
  example: { clause: '2', decision: 'Jugement du tribunal administratif', on: '2024-02-01' },
  givers: () => ['agent-caf'],
  about: ({ clause }) => `clause/${clause}`,
  disagrees: ({ model, others }, { says: { clause, on }, place }) => {
    if (!model.interpretation?.severable) return [notProvided('clause', model.duration.article)]
    if (others.ground.signedOn === null) return [notSigned('', null)]
    const { article } = model.interpretation
    const before = otherAbout<{ readonly on: DateCivile }>(others, `clause/${clause}`, place).find(
      ({ says }) => says.on <= on
    )
    return before === undefined
      ? []
      : [
          alreadyRecorded(
            'data.on',
            {
              what: `cette clause est déjà annulée le ${frenchDate(before.says.on)},`,
              corrects: before.place
            },
            article
          )
        ]
  },
  asserts: (_, { says: { clause: id, decision, on: from } }, model) =>
    model.interpretation === null
      ? []
      : [
          {
            kind: 'clause',
            id,
            from,
            to: null,
            value: { decision, article: model.interpretation.article },
            at: null,
            path: 'data'
          }
        ]
})

const TransmissionSays = struct(
  'RecordTransmission',
  { acte: NuméroActe, transmittedOn: DateCivile, receivedOn: DateCivile },
  /** The avenant that was transmitted; absent: the convention itself. */
  { modificationId: ModificationId }
)

/** One transmission of the convention, and one for each avenant; it moves no effect (M24). */
export const recordTransmission = actOn<Ground>()({
  command: 'RecordTransmission',
  event: 'TransmissionRecorded',
  purpose: 'Transmission to the préfecture, by the number of the acte (M24).',
  nom: 'Transmission à la préfecture',
  genre: 'f',
  says: TransmissionSays,
  example: {
    acte: '092-219200789-20230726-DCM232-AI',
    transmittedOn: '2023-08-07',
    receivedOn: '2023-08-07'
  },
  givers: () => ['agent-caf', 'partenaire'],
  about: ({ modificationId }) => `transmission/${modificationId ?? ''}`,
  refers: ({ modificationId }) =>
    modificationId === undefined
      ? []
      : [
          {
            to: `modification/${modificationId}`,
            refusal: unknownModification('data.modificationId', { modificationId })
          }
        ],
  happened: ({ transmittedOn, receivedOn }) => [
    ['data.transmittedOn', transmittedOn],
    ['data.receivedOn', receivedOn]
  ],
  disagrees: ({ model, others }, { says, place }) => {
    if (model.transmissionArticle === null) return [notProvided('transmission', null)]
    const thing = `transmission/${says.modificationId ?? ''}`
    const [before] = otherAbout<{ readonly transmittedOn: DateCivile }>(others, thing, place)
    return [
      ...inOrder(says.transmittedOn, says.receivedOn, 'data.receivedOn'),
      ...(before === undefined
        ? []
        : [
            alreadyRecorded(
              'data.acte',
              {
                what: `cet acte est déjà transmis à la préfecture le ${frenchDate(before.says.transmittedOn)},`,
                corrects: before.place
              },
              model.transmissionArticle
            )
          ])
    ]
  },
  asserts: (_, { says: { acte, transmittedOn, receivedOn, modificationId } }) => {
    const parsed = parseActePréfecture(acte)
    // The command's codec has already parsed it.
    return E.isLeft(parsed)
      ? []
      : [
          {
            kind: 'transmission',
            id: modificationId ?? '',
            from: null,
            to: null,
            value: { acte: parsed.right, transmittedOn, receivedOn },
            at: null,
            path: 'data'
          }
        ]
  }
})
