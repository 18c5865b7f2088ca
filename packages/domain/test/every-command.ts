/** Each command of the two aggregates, with commands after which it is accepted and decides something. */
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
  AgreeNonRespect: [
    c.psuDrafted,
    c.command('AgreeNonRespect', { etablissementIds: ['e-1'], agreedOn: '2016-12-02' })
  ],
  GrantDérogation: [
    c.psuDrafted,
    c.command('GrantDérogation', {
      derogationId: 'd-1',
      objet: 'Congés',
      etablissementIds: ['e-1'],
      agreedOn: '2016-12-02',
      to: '2017-09-01'
    })
  ],
  SignConvention: [c.mefDrafted, c.sign('fournisseur', '2023-07-26')],
  CorrectSignature: [c.mefSigned, c.correctSignature('caf', '2023-07-05')],
  SignalModification: [c.psuSigned, c.signal('m-1', '2018-03-01', [c.attribute('p-3', 'activite')])],
  ReceiveFormulaire: [signalled(c.attribute('p-3', 'activite')), c.receive('m-1', '2018-03-05')],
  ReviseAnnexe: [signalled(c.attribute('p-3', 'approbateur')), c.revise('m-1', '2018-03-05')],
  SignAvenant: [signalled(c.list('e-3')), c.signAvenant('m-1', 'gestionnaire', '2018-03-05')],
  CorrectAnnexes: [c.psuSigned, c.correct(3, '2018-01-01', null, [c.identify('p-3', 'MARTIN')])],
  GiveNotice: [c.mefSigned, c.notice('2024-04-20', '2024-04-26')],
  TerminateConvention: [c.psuSigned, c.terminate('2018-05-02')],
  AnnulClause: [
    c.mefSigned,
    c.command('AnnulClause', { clause: '2', decision: 'Jugement', on: '2024-01-15' })
  ],
  RecordTransmission: [
    c.mefSigned,
    c.command('RecordTransmission', {
      acte: '092-219200789-20230726-DCM232-AI',
      transmittedOn: '2023-08-07',
      receivedOn: '2023-08-07'
    })
  ],
  CorrectConvention: [
    [...c.mefSigned, c.notice('2024-04-20', '2024-04-27')],
    c.correctRecord(13, c.notice('2024-04-20', '2024-04-26'))
  ]
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
  CorrectHabilitation: [h.psuDelivered, h.correctRecord(1, h.deliver('2017-03-02'))]
}
