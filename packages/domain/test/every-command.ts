/**
 * Each command of the two aggregates, with commands after which it is accepted and decides something; what restates a
 * dossier decides nothing there, for no rule has changed since.
 */
import type { ConventionCommand } from '../src/convention'
import type { HabilitationCommand } from '../src/habilitation'
import * as c from './convention-commands'
import * as h from './habilitation-commands'

type Examples<C extends { readonly type: string }> = Readonly<
  Record<C['type'], readonly [given: ReadonlyArray<C>, command: C]>
>

const signalled = (...changes: ReadonlyArray<{ readonly kind: string }>) => [
  ...c.psuSigned,
  c.signal('m-1', '2018-03-01', changes)
]

export const conventionExamples: Examples<ConventionCommand> = {
  DraftConvention: [[], c.draftPsu()],
  EditAnnexes: [[c.draftPsu()], c.psuEdited],
  AgreeNonRespect: [c.psuDrafted, c.agreeNonRespect('2016-12-02')],
  GrantDérogation: [c.psuDrafted, c.derogation('2017-09-01')],
  SignConvention: [c.mefDrafted, c.sign('fournisseur', '2023-07-26')],
  SignalModification: [c.psuSigned, c.signal('m-1', '2018-03-01', [c.attribute('p-3', 'activite')])],
  ReceiveFormulaire: [signalled(c.attribute('p-3', 'activite')), c.receive('m-1', '2018-03-05')],
  ReviseAnnexe: [signalled(c.attribute('p-3', 'approbateur')), c.revise('m-1', '2018-03-05')],
  SignAvenant: [signalled(c.list('e-3')), c.signAvenant('m-1', 'gestionnaire', '2018-03-05')],
  WithdrawModification: [signalled(c.list('e-3')), c.withdrawModification('m-1', '2018-03-10')],
  GiveNotice: [c.mefSigned, c.notice('2024-04-20', '2024-04-26')],
  TerminateConvention: [c.psuSigned, c.terminate('2018-05-02')],
  AnnulClause: [c.mefSigned, c.annul('2024-01-15')],
  RecordTransmission: [c.mefSigned, c.transmit('2023-08-07')],
  CorrectConvention: [
    [...c.mefSigned, c.notice('2024-04-20', '2024-04-27')],
    c.correct(4, c.notice('2024-04-20', '2024-04-26'))
  ],
  RestateConvention: [c.psuSigned, c.command('RestateConvention', { motif: 'règle corrigée' })]
}

export const habilitationExamples: Examples<HabilitationCommand> = {
  RequestHabilitation: [[], h.requestPsu()],
  AcknowledgeRequest: [h.mefReturned.slice(0, 1), h.acknowledge('2023-06-12')],
  CheckRequest: [h.mefReturned.slice(0, 2), h.check('2023-06-20')],
  SendConvention: [h.mefReturned.slice(0, 3), h.send('2023-07-06')],
  ReceiveSignedReturn: [h.mefReturned.slice(0, 4), h.signedReturn('2023-07-26')],
  DeliverHabilitation: [[h.requestPsu()], h.deliver('2017-03-01')],
  RefuseHabilitation: [[h.requestPsu()], h.refuse('2017-03-01')],
  BlockAccess: [h.psuDelivered, h.block('2018-05-14')],
  UnblockAccess: [[...h.psuDelivered, h.block('2018-05-14')], h.unblock('2018-05-16')],
  ReportEndOfMission: [h.psuDelivered, h.report('2018-06-01', '2018-06-02')],
  EndHabilitation: [h.mefDelivered, h.end('2023-09-01')],
  ResumeHabilitation: [[...h.psuDelivered, h.end('2018-05-02', 'convention-terminee')], h.resume],
  CorrectHabilitation: [h.psuDelivered, h.correct(1, h.deliver('2017-03-02'))],
  RestateHabilitation: [h.psuDelivered, h.restate]
}
