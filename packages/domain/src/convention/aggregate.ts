/** The Convention aggregate: its acts, its lines, and what must hold of them. */

import { aggregateOf, correctedBy, restatedBy } from '../dossier/aggregate'
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
import { recordVerification } from './acts/verification'
import { modelOn } from './adoption'
import { type Ground, groundMoved, nothingSigned, partiesOf, roleOf } from './ground'
import { brokenInvariants } from './invariants'
import { conventionKinds } from './kinds'
import { valueOn } from './lines'
import { cafsIn } from './parties'
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
  recordTransmission,
  recordVerification
])

export const conventionAggregate = aggregateOf<Ground>()({
  rules: 1,
  category: conventionCategory,
  idKey: 'conventionId',
  acts: conventionActs,
  kinds: conventionKinds,
  correction: correctedBy('CorrectConvention', 'ConventionCorrected', {
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
  }),
  restatement: restatedBy('RestateConvention', 'ConventionRestated'),
  modelOn: (ground, opening, on) => modelOn(ground, opening, on),
  adopted: ({ adoptions }) => adoptions.map(({ model }) => model),
  conventionOf: ({ draft }) => draft?.conventionId ?? null,
  cafsOf: (convention, model, on) =>
    cafsIn(
      modelOn(convention.ground, model, on),
      id => valueOn(convention, 'partie', id, on),
      partiesOf(convention.ground).map(({ id }) => id)
    ),
  roleOf,
  personneOf: () => null,
  ground: nothingSigned,
  notOpened: notDrafted('', null),
  opened: alreadyDrafted('', null),
  moved: groundMoved,
  groundless: effectRefusals,
  broken: brokenInvariants
})
