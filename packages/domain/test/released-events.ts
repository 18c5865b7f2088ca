/**
 * Every event type and version that was ever released, in the order of release. Lines are only added: what is here
 * must be read for ever (G9). The golden fixture of a line is in `golden/`, under the type in ASCII.
 */
export const releasedEvents: ReadonlyArray<readonly [type: string, schema: number]> = [
  ['ConventionDrafted', 1],
  ['AnnexesEdited', 1],
  ['NonRespectAgreed', 1],
  ['DérogationGranted', 1],
  ['ConventionSigned', 1],
  ['ModificationSignalled', 1],
  ['FormulaireReceived', 1],
  ['AnnexeRevised', 1],
  ['AvenantSigned', 1],
  ['ModificationWithdrawn', 1],
  ['NoticeGiven', 1],
  ['ConventionTerminated', 1],
  ['ClauseAnnulled', 1],
  ['TransmissionRecorded', 1],
  ['ConventionCorrected', 1],
  ['ConventionRestated', 1],
  ['HabilitationRequested', 1],
  ['HabilitationAcknowledged', 1],
  ['HabilitationChecked', 1],
  ['ConventionSent', 1],
  ['SignedReturnReceived', 1],
  ['HabilitationDelivered', 1],
  ['HabilitationRefused', 1],
  ['AccessBlocked', 1],
  ['AccessUnblocked', 1],
  ['MissionEnded', 1],
  ['HabilitationEnded', 1],
  ['HabilitationResumed', 1],
  ['HabilitationCorrected', 1],
  ['HabilitationRestated', 1]
]
