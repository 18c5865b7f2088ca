/** An habilitation under a model: asked for, step by step, delivered, blocked, closed; and what it allows. */
import {
  addDays,
  type ConventionModel,
  type DateCivile,
  PersonneId,
  type RequestStep,
  read,
  StableId,
  ÉtablissementId
} from '@avenant/domain'
import { identified, type Seat } from './cast'
import { type Begun, conventionId, type Way } from './opening'
import type { ToGive, Trial, Why } from './trial'

const habilitationId = 'h-essai'
const of = { habilitationId }

type Habilitation = NonNullable<ConventionModel['habilitation']>

/** The command of each step after the request. */
const commands: Readonly<Record<Exclude<RequestStep, 'requested'>, string>> = {
  acknowledged: 'AcknowledgeRequest',
  checked: 'CheckRequest',
  'convention-sent': 'SendConvention',
  'signed-return': 'ReceiveSignedReturn',
  delivered: 'DeliverHabilitation'
}

export const accessWays = ({ model, cast: { seats, listed }, start }: Begun): ReadonlyArray<Way> => {
  const { habilitation } = model
  const [seat] = seats
  if (habilitation === null) return []
  if (seat === undefined)
    return [
      { what: 'un accès se délivre', path: 'habilitation', play: () => ['personne ne tient aucun rôle'] }
    ]
  const nature = listed.find(({ etablissementId }) => etablissementId === seat.etablissementId)?.nature
  const opened = (trial: Trial): Why => {
    const why = trial.give(...delivery(model, habilitation, { ...seat, nature }, start))
    return why.length > 0 ? why : mayAct(trial, seat, start, 'oui')
  }
  const then = (...asked: ReadonlyArray<readonly [Omit<ToGive, 'on' | 'of'>, 'oui' | 'non']>) => {
    return (trial: Trial): Why =>
      asked.reduce<Why>((why, [command, answer], i) => {
        if (why.length > 0) return why
        const on = addDays(start, i + 1)
        const refused = trial.give({ ...command, data: dated(command.data, on), on, of })
        return refused.length > 0 ? refused : mayAct(trial, seat, on, answer)
      }, opened(trial))
  }
  /** Each in turn on the day of the delivery, whatever the access allows meanwhile. */
  const recorded =
    (...asked: ReadonlyArray<Omit<ToGive, 'on' | 'of'>>) =>
    (trial: Trial): Why => {
      const why = opened(trial)
      return why.length > 0
        ? why
        : trial.give(...asked.map(one => ({ ...one, data: dated(one.data, start), on: start, of })))
    }
  const motif = 'essai'
  return [
    { what: 'un accès est demandé, puis délivré', path: 'habilitation.steps', play: opened },
    ...(habilitation.blocking?.causes ?? []).map(({ id, label }, i) => ({
      what: `un accès est bloqué (${label}), puis débloqué`,
      path: `habilitation.blocking.causes[${i}]`,
      play: then(
        [{ type: 'BlockAccess', data: { from: day, cause: id, motif } }, 'non'],
        [{ type: 'UnblockAccess', data: { from: day, motif } }, 'oui']
      )
    })),
    {
      what: 'un départ ferme l’accès',
      path: 'habilitation.endOfMission',
      play: then([{ type: 'ReportEndOfMission', data: { departedOn: day, reportedOn: day } }, 'non'])
    },
    {
      what: 'la Caf ferme l’accès',
      path: 'habilitation.closing',
      play: then([{ type: 'CloseAccess', data: { on: day } }, 'non'])
    },
    ...(habilitation.passwords === null
      ? []
      : [
          {
            what: 'un mot de passe est envoyé, puis changé',
            path: 'habilitation.passwords',
            play: recorded(
              { type: 'SendPassword', data: { on: day, occasion: 'premiere-connexion' } },
              { type: 'ChangePassword', data: { on: day }, by: 'systeme' }
            )
          }
        ]),
    ...(habilitation.incidents?.kinds ?? []).map(({ id, label }, i) => ({
      what: `un incident est signalé (${label})`,
      path: `habilitation.incidents.kinds[${i}]`,
      play: recorded({
        type: 'ReportIncident',
        data: { incidentId: 'i-1', kind: id, foundOn: day, toldOn: day, recit: motif }
      })
    })),
    ...(habilitation.anomalies?.rules ?? []).map(({ id, label }, i) => ({
      what: `une anomalie est notifiée (${label}), justifiée et close`,
      path: `habilitation.anomalies.rules[${i}]`,
      play: recorded(
        {
          type: 'NotifyAnomaly',
          data: { anomalyId: 'a-1', rule: id, finding: findingBefore(start), on: day }
        },
        { type: 'AskJustification', data: { anomalyId: 'a-1', on: day } },
        { type: 'GiveJustification', data: { anomalyId: 'a-1', on: day, texte: motif } },
        { type: 'CloseAnomaly', data: { anomalyId: 'a-1', on: day, conclusion: motif } }
      )
    }))
  ]
}

/** Two days before, so that it is over in every zone. */
const findingBefore = (on: DateCivile) => {
  const at = `${addDays(on, -2)}T12:00:00.000Z`
  return { count: 1, first: at, last: at }
}

/** Stands in the data for the day on which they are asked. */
const day = Symbol('day')

const dated = (data: object, on: DateCivile): object =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value === day ? on : value]))

const delivery = (
  { id, version }: ConventionModel,
  { steps }: Habilitation,
  { personneId, role, etablissementId, nature }: Seat & { readonly nature: string | undefined },
  on: DateCivile
): ReadonlyArray<ToGive> => [
  {
    on,
    type: 'RequestHabilitation',
    data: {
      habilitationId,
      conventionId,
      model: { id, version },
      demandeur: {
        denomination: 'DEMANDEUR',
        siege: { voie: '1 rue des Essais', codePostal: '92000', commune: 'ESSAI' }
      },
      caf: 'ESSAI',
      ...identified(personneId),
      roles: [{ role, ...(etablissementId === null ? {} : { etablissementId, nature }) }],
      requestedOn: on
    }
  },
  ...steps.flatMap(({ step }) =>
    step === 'requested' ? [] : [{ on, of, type: commands[step], data: { on } }]
  )
]

const mayAct = (trial: Trial, seat: Seat, on: DateCivile, expected: 'oui' | 'non'): Why => {
  const { answer, sentence } = trial.index().mayAct({
    personneId: read(PersonneId, seat.personneId),
    etablissementId: seat.etablissementId === null ? null : read(ÉtablissementId, seat.etablissementId),
    role: read(StableId, seat.role),
    on
  })
  return answer === expected ? [] : [sentence]
}
