/** The Caf verifies that the partner keeps to its security duties (A9, P12). */
import * as t from 'io-ts'
import { NonBlank, oneOf, Prose, personal, struct } from '../../codec'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { StableId } from '../../identity/ids'
import { listedRefusals, notProvided } from '../../model/refusals'
import { DateCivile } from '../../time/date-civile'
import type { Ground } from '../ground'
import { notSigned } from '../refusals'

/** By whom, and what follows; `obligations`: the duties of the model that are not kept to. */
const VerificationSays = struct(
  'RecordVerification',
  {
    verificationId: StableId,
    on: DateCivile,
    par: personal(NonBlank),
    resultat: oneOf('résultat', ['conforme', 'non-conforme']),
    suites: personal(Prose)
  },
  { obligations: t.readonlyArray(StableId) }
)

export const recordVerification = actOn<Ground>()({
  command: 'RecordVerification',
  event: 'VerificationRecorded',
  purpose:
    'The Caf verified that the security duties are kept to: by whom, with what result, and what follows (P12).',
  nom: 'Vérification de la sécurité',
  genre: 'f',
  says: VerificationSays,
  example: {
    verificationId: 'v-1',
    on: '2018-05-02',
    par: 'Service des contrôles',
    resultat: 'non-conforme',
    obligations: ['antivirus'],
    suites: 'mise à jour des postes demandée'
  },
  givers: () => ['agent-caf'],
  about: ({ verificationId }) => `verification/${verificationId}`,
  day: ({ on }) => on,
  happened: ['on'],
  once: ({ on }, { security }) => ({ on, path: 'data.verificationId', article: security?.article ?? null }),
  disagrees: ({ model: { security }, others }, { says: { obligations = [] } }) =>
    security === null
      ? [notProvided('verification', null)]
      : others.ground.signedOn === null
        ? [notSigned('', null, security.article)]
        : obligations.flatMap((id, i) =>
            listedRefusals(security.duties, id, `data.obligations[${i}]`, security.article)
          ),
  asserts: (_, { says: { verificationId: id, on, resultat, obligations } }, { security }) =>
    security === null
      ? []
      : [
          assertion({
            kind: 'verification',
            id,
            from: on,
            value: {
              on,
              resultat,
              article: security.article,
              ...(obligations === undefined ? {} : { obligations })
            }
          })
        ]
})
