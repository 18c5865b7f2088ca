/** The Habilitation aggregate: one person's access under one convention. */
import { aggregateOf, correctedBy, restatedBy } from '../dossier/aggregate'
import { actTable } from '../dossier/definition'
import { habilitationCategory } from '../identity/ids'
import { askJustification, closeAnomaly, giveJustification, notifyAnomaly } from './acts/anomalies'
import { blockAccess, unblockAccess } from './acts/blocking'
import { closeAccess, reportEndOfMission } from './acts/closing'
import { deliverHabilitation } from './acts/delivery'
import { reportIncident } from './acts/incidents'
import { changePassword, sendPassword } from './acts/passwords'
import { refuseHabilitation, requestHabilitation } from './acts/request'
import { acknowledgeRequest, checkRequest, receiveSignedReturn, sendConvention } from './acts/steps'
import { tellConventionEnd, tellRole } from './acts/told'
import { habilitationKinds } from './kinds'
import { alreadyRequested, notRequested } from './refusals'
import type { HabilitationGround } from './request'

export const habilitationAggregate = aggregateOf<HabilitationGround>()({
  rules: 1,
  category: habilitationCategory,
  idKey: 'habilitationId',
  acts: actTable([
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
    closeAccess,
    tellConventionEnd,
    tellRole,
    sendPassword,
    changePassword,
    reportIncident,
    notifyAnomaly,
    askJustification,
    giveJustification,
    closeAnomaly
  ]),
  kinds: habilitationKinds,
  correction: correctedBy('CorrectHabilitation', 'HabilitationCorrected', {
    corrections: [{ corrects: 1, instead: { type: 'DeliverHabilitation', data: { on: '2017-03-06' } } }],
    motif: 'délivrée le lundi suivant'
  }),
  restatement: restatedBy('RestateHabilitation', 'HabilitationRestated'),
  // The version that its request cites rules the whole procedure.
  modelOn: (_, model) => model,
  adopted: () => [],
  conventionOf: request => request?.conventionId ?? null,
  cafsOf: ({ ground: request }) => (request?.codeCaf === undefined ? [] : [request.codeCaf]),
  roleOf: () => null,
  personneOf: request => request?.personneId ?? null,
  ground: null,
  notOpened: notRequested('', null),
  opened: alreadyRequested('', null),
  // No act of an habilitation moves the effective date of another.
  moved: () => false,
  groundless: () => [],
  broken: () => []
})
