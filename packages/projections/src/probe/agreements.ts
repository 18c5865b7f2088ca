/** What else a model provides for: agreements, clauses, transmissions. */
import { addDays } from '@avenant/domain'
import { type Begun, onConvention, type Way } from './opening'
import type { Trial } from './trial'

export const agreementWays = ({ model, cast: { listed }, start }: Begun): ReadonlyArray<Way> => {
  const etablissementIds = listed.slice(0, 1).map(({ etablissementId }) => etablissementId)
  const of = onConvention
  const [condition] = model.derogations?.conditions ?? []
  const conditions = condition === undefined ? {} : { conditions: [condition.id] }
  const on = addDays(start, 1)
  return [
    ...(model.derogations === null
      ? []
      : [
          {
            what: 'la Caf accorde un non-respect et une dérogation',
            path: 'derogations',
            play: (trial: Trial) => {
              return trial.give(
                { on, of, type: 'AgreeNonRespect', data: { etablissementIds, agreedOn: on, ...conditions } },
                {
                  on,
                  of,
                  type: 'GrantDérogation',
                  data: {
                    derogationId: 'd-1',
                    objet: 'Essai',
                    etablissementIds,
                    agreedOn: on,
                    to: addDays(on, 1)
                  }
                }
              )
            }
          }
        ]),
    ...(model.interpretation?.severable === true
      ? [
          {
            what: 'une clause est annulée, les autres valent',
            path: 'interpretation',
            play: (trial: Trial) => {
              return trial.give({
                on,
                of,
                type: 'AnnulClause',
                data: { clause: '1', decision: 'Décision inventée pour l’essai', on }
              })
            }
          }
        ]
      : []),
    ...(model.transmission === null
      ? []
      : [
          {
            what: 'elle est transmise à la préfecture',
            path: 'transmission',
            play: (trial: Trial) => {
              return trial.give({
                on,
                of,
                type: 'RecordTransmission',
                data: { acte: '092-219200789-20230726-ESSAI1-AI', transmittedOn: on, receivedOn: on }
              })
            }
          }
        ]),
    ...(model.security === null
      ? []
      : [
          {
            what: 'la Caf vérifie que chaque obligation de sécurité est tenue',
            path: 'security',
            play: (trial: Trial) =>
              trial.give({
                on,
                of,
                type: 'RecordVerification',
                data: {
                  verificationId: 'v-1',
                  on,
                  par: 'Essai',
                  resultat: 'non-conforme',
                  suites: 'Essai',
                  obligations: model.security?.duties.map(({ id }) => id) ?? []
                }
              })
          }
        ])
  ]
}
