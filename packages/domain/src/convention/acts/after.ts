/** What else happens to a convention once it is signed. */
import * as E from 'fp-ts/Either'
import { NonBlank, Prose, struct } from '../../codec'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { inOrder } from '../../dossier/refusals'
import { NuméroActe, parseActePréfecture } from '../../identity/acte-prefecture'
import { ModificationId } from '../../identity/ids'
import { notProvided } from '../../model/refusals'
import { DateCivile } from '../../time/date-civile'
import type { Ground } from '../ground'
import { notSigned, unknownModification } from '../refusals'

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
  day: ({ on }) => on,
  happened: ['on'],
  once: ({ on }, { interpretation }) => ({
    on,
    path: 'data.on',
    article: interpretation?.article ?? null,
    earlier: true
  }),
  disagrees: ({ model, others }) =>
    !model.interpretation?.severable
      ? [notProvided('clause', model.duration.article)]
      : others.ground.signedOn === null
        ? [notSigned('', null)]
        : [],
  asserts: (_, { says: { clause: id, decision, on: from } }, model) =>
    model.interpretation === null
      ? []
      : [assertion({ kind: 'clause', id, from, value: { decision, article: model.interpretation.article } })]
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
  day: ({ transmittedOn }) => transmittedOn,
  refers: ({ modificationId }) =>
    modificationId === undefined
      ? []
      : [
          {
            to: `modification/${modificationId}`,
            refusal: unknownModification('data.modificationId', { modificationId })
          }
        ],
  happened: ['transmittedOn', 'receivedOn'],
  once: ({ transmittedOn: on }, { transmission }) => ({
    on,
    path: 'data.acte',
    article: transmission?.article ?? null
  }),
  disagrees: ({ model }, { says: { transmittedOn, receivedOn } }) =>
    model.transmission === null
      ? [notProvided('transmission', null)]
      : inOrder(transmittedOn, receivedOn, 'data.receivedOn'),
  asserts: (_, { says: { acte, transmittedOn, receivedOn, modificationId } }) => {
    const parsed = parseActePréfecture(acte)
    // The command's codec has already parsed it.
    return E.isLeft(parsed)
      ? []
      : [
          assertion({
            kind: 'transmission',
            id: modificationId ?? '',
            value: { acte: parsed.right, transmittedOn, receivedOn }
          })
        ]
  }
})
