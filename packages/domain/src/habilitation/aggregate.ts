/** The Habilitation aggregate: one person's access under one convention. */

import type { Aggregate } from '../dossier/aggregate'
import { actTable } from '../dossier/definition'
import { habilitationCategory } from '../identity/ids'
import { blockAccess, unblockAccess } from './acts/blocking'
import { endHabilitation, reportEndOfMission, resumeHabilitation } from './acts/closing'
import { deliverHabilitation } from './acts/delivery'
import {
  acknowledgeRequest,
  checkRequest,
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
  correction: {
    command: 'CorrectHabilitation',
    event: 'HabilitationCorrected',
    purpose:
      'Acts were recorded by mistake: what should have been given at the place of each, or nothing (G1, G18).',
    nom: 'Correction',
    genre: 'f',
    example: {
      corrections: [{ corrects: 1, instead: { type: 'DeliverHabilitation', data: { on: '2017-03-06' } } }],
      motif: 'délivrée le lundi suivant'
    }
  },
  restatement: {
    command: 'RestateHabilitation',
    event: 'HabilitationRestated',
    purpose:
      "Records what today's rules give, where they differ from those under which the dossier was recorded (G2).",
    nom: 'Rétablissement',
    genre: 'm',
    example: { motif: 'mise à jour des règles de calcul' }
  },
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
