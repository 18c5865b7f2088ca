/** What can be asked of a convention, and by whom (G7). */
import * as t from 'io-ts'
import { Count, NonBlank, nullable, oneOf, Prose, struct } from '../codec'
import { type CommandOf, commandCodec, oneCommandOf } from '../command'
import type { Addressee } from '../decider'
import { NuméroActe } from '../identity/acte-prefecture'
import type { ActeurKind } from '../identity/acteur'
import {
  ConventionId,
  conventionCategory,
  DérogationId,
  ModificationId,
  PersonneId,
  StableId,
  ÉtablissementId
} from '../identity/ids'
import { Fiche, Partie } from '../identity/partie'
import { IdentifiedPersonne } from '../identity/personne'
import { ModelRef } from '../model/ref'
import { DateCivile } from '../time/date-civile'
import { Period } from '../time/period'
import { AnnexeChange } from './changes'
import { AcceptedDocument } from './events'

/** `parDelegationDe`: for whom the signatory acts, when by delegation (P1). */
const signing = {
  required: {
    partie: StableId,
    signataire: PersonneId,
    qualite: NonBlank,
    signedOn: DateCivile,
    channel: oneOf('canal', ['papier', 'signature-electronique'])
  },
  optional: { parDelegationDe: PersonneId }
}

const given = {
  DraftConvention: struct(
    'DraftConvention',
    {
      conventionId: ConventionId,
      model: ModelRef,
      parties: t.readonlyArray(Partie),
      personnes: t.readonlyArray(IdentifiedPersonne)
    },
    { fiche: Fiche, period: Period, namedDate: DateCivile, documents: t.readonlyArray(AcceptedDocument) }
  ),
  /** Changes the annexes of a draft that nobody has signed. */
  EditAnnexes: struct('EditAnnexes', { changes: t.readonlyArray(AnnexeChange) }),
  AgreeNonRespect: struct('AgreeNonRespect', {
    etablissementIds: t.readonlyArray(ÉtablissementId),
    agreedOn: DateCivile
  }),
  /** `to`: the first day on which the dérogation no longer holds. */
  GrantDérogation: struct('GrantDérogation', {
    derogationId: DérogationId,
    objet: NonBlank,
    etablissementIds: t.readonlyArray(ÉtablissementId),
    agreedOn: DateCivile,
    to: DateCivile
  }),
  SignConvention: struct('SignConvention', signing.required, signing.optional),
  CorrectSignature: struct('CorrectSignature', { partie: StableId, signedOn: DateCivile, corrects: Count }),
  SignalModification: struct('SignalModification', {
    modificationId: ModificationId,
    changes: t.readonlyArray(AnnexeChange),
    signalledOn: DateCivile,
    channel: oneOf('canal', ['courrier', 'courriel', 'formulaire', 'en-ligne'])
  }),
  ReceiveFormulaire: struct('ReceiveFormulaire', { modificationId: ModificationId, receivedOn: DateCivile }),
  ReviseAnnexe: struct('ReviseAnnexe', { modificationId: ModificationId, establishedOn: DateCivile }),
  SignAvenant: struct(
    'SignAvenant',
    { modificationId: ModificationId, ...signing.required },
    signing.optional
  ),
  /** `corrects`: the revision, in this stream, of the mistaken event (G1). */
  CorrectAnnexes: struct('CorrectAnnexes', {
    corrects: Count,
    changes: t.readonlyArray(AnnexeChange),
    period: Period
  }),
  GiveNotice: struct('GiveNotice', { partie: StableId, dispatchedOn: DateCivile, receivedOn: DateCivile }),
  TerminateConvention: struct('TerminateConvention', { on: DateCivile, manquement: Prose }),
  AnnulClause: struct('AnnulClause', { clause: NonBlank, decision: Prose, on: DateCivile }),
  /** `modificationId`: the avenant that was transmitted; absent: the convention itself. */
  RecordTransmission: struct(
    'RecordTransmission',
    { acte: NuméroActe, transmittedOn: DateCivile, receivedOn: DateCivile },
    { modificationId: ModificationId }
  )
} as const

const data = {
  ...given,
  /**
   * `corrects`: the revision, in this stream, of the mistaken event (G1). `instead`: the command that should have been
   * given; null: none, the event is withdrawn. Annexes are corrected by CorrectAnnexes, the date of a signature of the
   * convention by CorrectSignature.
   */
  CorrectConvention: struct('CorrectConvention', {
    corrects: Count,
    instead: nullable(
      oneCommandOf({
        DraftConvention: given.DraftConvention,
        AgreeNonRespect: given.AgreeNonRespect,
        GrantDérogation: given.GrantDérogation,
        ReceiveFormulaire: given.ReceiveFormulaire,
        ReviseAnnexe: given.ReviseAnnexe,
        SignAvenant: given.SignAvenant,
        GiveNotice: given.GiveNotice,
        TerminateConvention: given.TerminateConvention,
        AnnulClause: given.AnnulClause,
        RecordTransmission: given.RecordTransmission
      })
    )
  })
} as const

const aggregate = { conventionId: ConventionId } as const

/** A command: who asks what, and of which convention when it says so. */
export type ConventionCommand = CommandOf<typeof data, typeof aggregate>

/** Decodes a command, with every fault and its path (G15). */
export const ConventionCommand = commandCodec(data, aggregate)

/** One command of a convention by its type. */
export type ConventionCommandOf<T extends ConventionCommand['type']> = Extract<
  ConventionCommand,
  { readonly type: T }
>

/** The convention that a command names: the one that it begins does, another may. */
export const conventionAddressee = (command: ConventionCommand): Addressee => ({
  category: conventionCategory,
  ids: [
    ...(command.conventionId === undefined ? [] : [command.conventionId]),
    ...(command.type === 'DraftConvention' ? [command.data.conventionId] : [])
  ]
})

/**
 * Who may give each command, by the kind of acteur alone. The Caf's agent records what arrives on paper; for which
 * party a partner acts is what the service that authenticates it vouches for: an acteur's id is not compared.
 */
export const conventionCommandGivers: Readonly<Record<ConventionCommand['type'], ReadonlyArray<ActeurKind>>> =
  {
    DraftConvention: ['agent-caf'],
    EditAnnexes: ['agent-caf'],
    AgreeNonRespect: ['agent-caf'],
    GrantDérogation: ['agent-caf'],
    SignConvention: ['agent-caf', 'partenaire'],
    CorrectSignature: ['agent-caf'],
    SignalModification: ['agent-caf', 'partenaire'],
    ReceiveFormulaire: ['agent-caf'],
    ReviseAnnexe: ['agent-caf'],
    SignAvenant: ['agent-caf', 'partenaire'],
    CorrectAnnexes: ['agent-caf'],
    GiveNotice: ['agent-caf', 'partenaire'],
    TerminateConvention: ['agent-caf'],
    AnnulClause: ['agent-caf'],
    RecordTransmission: ['agent-caf', 'partenaire'],
    CorrectConvention: ['agent-caf']
  }
