/** What blocks an access that was delivered, and what lifts the blocking (P15, P17). */
import { Prose, personal, struct } from '../../codec'
import { assertion } from '../../dossier/assertion'
import { type ActDefinition, actOn } from '../../dossier/definition'
import { StableId } from '../../identity/ids'
import { habilitationOf, unusedCause } from '../../model/habilitation'
import { causeRefusals, notProvided } from '../../model/refusals'
import { DateCivile } from '../../time/date-civile'
import { closedOn, refersToDemande, undeliveredOn } from '../refusals'
import type { HabilitationGround } from '../request'
import { refersToIncident } from './incidents'

/** What is asked of both alike. */
const changesAccess = {
  givers: () => ['agent-caf'],
  about: ({ from }) => `access/${from}`,
  refers: refersToDemande,
  cannotNow: ({ others }, { says: { from } }) => closedOn(others, from),
  disagrees: ({ model, others }, { says: { from } }) => {
    const { blocking, article } = habilitationOf(model)
    if (blocking === null) return [notProvided('blocage', article)]
    return undeliveredOn(others, from, article)
  }
} satisfies Partial<ActDefinition<{ readonly from: DateCivile }, HabilitationGround>>

/**
 * Blocking is the Caf's explicit act (P17); or the system tells that an access which nobody uses is blocked (P14). That one
 * is blocked from its day whether or not it is told, and open again where a use is learned of later (A2).
 */
export const blockAccess = actOn<HabilitationGround>()({
  ...changesAccess,
  command: 'BlockAccess',
  event: 'AccessBlocked',
  purpose: 'The Caf blocks an access (P17), or the system tells that it is blocked for want of use (P14).',
  nom: "Blocage de l'accès",
  genre: 'm',
  /** `incidentId`: the incident that it answers. */
  says: struct(
    'BlockAccess',
    { from: DateCivile, cause: StableId, motif: personal(Prose) },
    { incidentId: StableId }
  ),
  example: { from: '2018-05-02', cause: 'incident', motif: 'codes perdus' },
  refers: ({ incidentId }) => [...refersToDemande(), ...refersToIncident(incidentId)],
  givers: ({ cause }) => (cause === unusedCause ? ['systeme'] : ['agent-caf']),
  disagrees: (look, act) => {
    const { blocking, inactivity, article } = habilitationOf(look.model)
    const { cause } = act.says
    return [
      ...(cause === unusedCause
        ? inactivity === null
          ? [notProvided('inactivite', article)]
          : []
        : blocking === null
          ? []
          : causeRefusals(blocking.causes, cause, blocking.article)),
      ...changesAccess.disagrees(look, act)
    ]
  },
  asserts: (_, { says: { from, cause } }, model) => {
    if (cause === unusedCause) return []
    const { blocking, article } = habilitationOf(model)
    return [assertion({ kind: 'blocage', from, value: { cause, article: blocking?.article ?? article } })]
  }
})

/** Lifting is an explicit act too, with its reason (P15). */
export const unblockAccess = actOn<HabilitationGround>()({
  ...changesAccess,
  command: 'UnblockAccess',
  event: 'AccessUnblocked',
  purpose: 'The Caf lifts a blocking, with the reason (P15).',
  nom: "Levée du blocage de l'accès",
  genre: 'f',
  says: struct('UnblockAccess', { from: DateCivile, motif: personal(Prose) }),
  example: { from: '2018-05-14', motif: 'codes renouvelés' },
  asserts: (_, { says: { from } }, model) => {
    const { blocking, article } = habilitationOf(model)
    return [
      assertion({ kind: 'blocage', from, value: null }),
      assertion({ kind: 'levee', from, value: { on: from, article: blocking?.article ?? article } })
    ]
  }
})
