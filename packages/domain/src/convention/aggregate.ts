/** The Convention aggregate: its acts, its lines, and what must hold of them. */

import type { Aggregate } from '../dossier/aggregate'
import { actTable } from '../dossier/definition'
import { conventionCategory } from '../identity/ids'
import { annulClause, recordTransmission } from './acts/after'
import { agreeNonRespect, grantDérogation } from './acts/agreements'
import { signAvenant } from './acts/avenant'
import { draftConvention, editAnnexes } from './acts/draft'
import { giveNotice, terminateConvention } from './acts/ends'
import {
  receiveFormulaire,
  reviseAnnexe,
  signalModification,
  withdrawModification
} from './acts/modification'
import { effectRefusals, signConvention } from './acts/sign'
import { type Ground, groundMoved, nothingSigned } from './ground'
import { brokenInvariants } from './invariants'
import { conventionKinds } from './kinds'
import { alreadyDrafted, notDrafted } from './refusals'

export const conventionActs = actTable([
  draftConvention,
  editAnnexes,
  agreeNonRespect,
  grantDérogation,
  signConvention,
  signalModification,
  receiveFormulaire,
  reviseAnnexe,
  signAvenant,
  withdrawModification,
  giveNotice,
  terminateConvention,
  annulClause,
  recordTransmission
])

export const conventionAggregate: Aggregate<Ground> = {
  rules: 1,
  category: conventionCategory,
  idKey: 'conventionId',
  acts: conventionActs,
  kinds: conventionKinds,
  correction: {
    command: 'CorrectConvention',
    event: 'ConventionCorrected',
    purpose:
      'Acts were recorded by mistake: what should have been given at the place of each, or nothing (G1, G18).',
    nom: 'Correction',
    genre: 'f',
    example: {
      corrections: [
        {
          corrects: 4,
          instead: {
            type: 'GiveNotice',
            data: { partie: 'fournisseur', dispatchedOn: '2024-04-20', receivedOn: '2024-04-26' }
          }
        }
      ],
      motif: "la date de l'accusé de réception avait été mal lue"
    }
  },
  restatement: {
    command: 'RestateConvention',
    event: 'ConventionRestated',
    purpose:
      "Records what today's rules give, where they differ from those under which the dossier was recorded (G2).",
    nom: 'Rétablissement',
    genre: 'm',
    example: { motif: 'mise à jour des règles de calcul' }
  },
  conventionOf: ({ draft }) => draft?.conventionId ?? null,
  personneOf: () => null,
  ground: nothingSigned,
  notOpened: notDrafted('', null),
  opened: alreadyDrafted('', null),
  moved: groundMoved,
  groundless: effectRefusals,
  broken: brokenInvariants
}
