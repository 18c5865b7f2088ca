/** The Habilitation aggregate: one person's access under one convention. */
import { actTable } from '../dossier/act'
import type { Aggregate } from '../dossier/aggregate'
import { habilitationCategory } from '../identity/ids'
import {
  blockAccess,
  endHabilitation,
  reportEndOfMission,
  resumeHabilitation,
  unblockAccess
} from './acts/access'
import {
  acknowledgeRequest,
  checkRequest,
  deliverHabilitation,
  receiveSignedReturn,
  refuseHabilitation,
  requestHabilitation,
  sendConvention
} from './acts/request'
import { type Ground, nothingAsked } from './ground'
import { habilitationKinds } from './kinds'
import { alreadyRequested, notRequested } from './refusals'

export const habilitationActs = actTable([
  requestHabilitation,
  acknowledgeRequest,
  checkRequest,
  sendConvention,
  receiveSignedReturn,
  deliverHabilitation,
  refuseHabilitation,
  blockAccess,
  unblockAccess,
  reportEndOfMission,
  endHabilitation,
  resumeHabilitation
])

export const habilitationAggregate: Aggregate<Ground> = {
  rules: 1,
  category: habilitationCategory,
  idKey: 'habilitationId',
  acts: habilitationActs,
  kinds: habilitationKinds,
  correction: { command: 'CorrectHabilitation', event: 'HabilitationCorrected' },
  restatement: { command: 'RestateHabilitation', event: 'HabilitationRestated' },
  conventionOf: ({ request }) => request?.conventionId ?? null,
  personneOf: ({ request }) => request?.personneId ?? null,
  ground: nothingAsked,
  notOpened: notRequested('', null),
  opened: alreadyRequested('', null),
  // No act of an habilitation moves the effective date of another.
  moved: () => false,
  groundless: () => [],
  broken: () => []
}
