/** Which facts each event of an habilitation asserts. */
import type { Facts } from '../fact'
import type { ConventionId, PersonneId } from '../identity/ids'
import type { Personne } from '../identity/personne'
import type { RequestStep } from '../model/model'
import type { Article, Warning } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { always } from '../time/period'
import type { Accès, Demande, HabilitationEvent, RequestedRole } from './events'

export type HabilitationFacts = {
  readonly sujet: { readonly conventionId: ConventionId; readonly personneId: PersonneId }
  readonly personne: Personne
  readonly roles: ReadonlyArray<RequestedRole>
  readonly demande: Demande
  readonly acces: Accès
  /** From when the convention no longer carries the access: told apart, for it may move while the access stays as it is. */
  readonly 'fin-de-convention': { readonly article: Article }
  readonly warning: Warning
}

export type HabilitationFact = Facts<HabilitationFacts>

export const habilitationFacts = (event: HabilitationEvent): ReadonlyArray<HabilitationFact> => {
  switch (event.type) {
    case 'HabilitationRequested': {
      const { conventionId, personneId, personne, roles, requestedOn, warnings } = event.data
      return [
        { kind: 'sujet', id: '', value: { conventionId, personneId }, period: always },
        { kind: 'personne', id: personneId, value: personne, period: always },
        { kind: 'roles', id: '', value: roles, period: always },
        { kind: 'acces', id: '', value: { status: 'jamais-ouvert' }, period: always },
        ...reached('requested', requestedOn),
        ...warned(warnings)
      ]
    }
    case 'HabilitationAcknowledged':
      return reached('acknowledged', event.data.on)
    case 'HabilitationChecked':
      return reached('checked', event.data.on)
    case 'ConventionSent':
      return reached('convention-sent', event.data.on)
    case 'SignedReturnReceived':
      return reached('signed-return', event.data.on)
    case 'HabilitationDelivered': {
      const { on, to } = event.data
      return [
        ...reached('delivered', on),
        { kind: 'acces', id: '', value: { status: 'ouvert' }, period: { from: on, to } }
      ]
    }
    case 'HabilitationRefused': {
      const { on, motif } = event.data
      return [
        { kind: 'demande', id: '', value: { status: 'refusee', motif }, period: { from: on, to: null } }
      ]
    }
    case 'AccessBlocked': {
      const { period, cause, article } = event.data
      return [{ kind: 'acces', id: '', value: { status: 'bloque', cause, article }, period }]
    }
    case 'AccessUnblocked':
      return [{ kind: 'acces', id: '', value: { status: 'ouvert' }, period: event.data.period }]
    case 'HabilitationEnded': {
      const { on, cause, article, warnings } = event.data
      if (cause === 'convention-terminee')
        return [
          { kind: 'fin-de-convention', id: '', value: null, period: always },
          { kind: 'fin-de-convention', id: '', value: { article }, period: { from: on, to: null } }
        ]
      return [
        { kind: 'acces', id: '', value: { status: 'ferme', cause, article }, period: { from: on, to: null } },
        ...warned(warnings)
      ]
    }
    case 'HabilitationResumed':
      return [{ kind: 'fin-de-convention', id: '', value: null, period: always }]
    case 'HabilitationCorrected':
      return event.data.facts
  }
}

const reached = (step: RequestStep, on: DateCivile): ReadonlyArray<HabilitationFact> => [
  { kind: 'demande', id: '', value: { status: 'en-cours', step }, period: { from: on, to: null } }
]

const warned = (warnings: ReadonlyArray<Warning>): ReadonlyArray<HabilitationFact> =>
  warnings.map(warning => ({ kind: 'warning', id: warning.code, value: warning, period: always }))
