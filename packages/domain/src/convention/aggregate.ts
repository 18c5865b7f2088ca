/** The Convention aggregate: its acts, its lines, and what must hold of them. */
import { actTable } from '../dossier/act'
import type { Aggregate } from '../dossier/aggregate'
import { conventionCategory } from '../identity/ids'
import { annulClause, recordTransmission } from './acts/after'
import { agreeNonRespect, grantDérogation } from './acts/agreements'
import { draftConvention, editAnnexes } from './acts/draft'
import { giveNotice, terminateConvention } from './acts/ends'
import {
  receiveFormulaire,
  reviseAnnexe,
  signAvenant,
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
  correction: { command: 'CorrectConvention', event: 'ConventionCorrected' },
  restatement: { command: 'RestateConvention', event: 'ConventionRestated' },
  conventionOf: ({ draft }) => draft?.conventionId ?? null,
  personneOf: () => null,
  ground: nothingSigned,
  notOpened: notDrafted('', null),
  opened: alreadyDrafted('', null),
  moved: groundMoved,
  groundless: effectRefusals,
  broken: brokenInvariants
}
