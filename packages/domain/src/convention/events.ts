/**
 * What a convention's stream records. These shapes are storage formats: a released type and version never changes
 * meaning (G9); a new version comes with its upcaster and its golden fixture.
 */
import * as t from 'io-ts'
import { Count, NonBlank, nullable, oneOf, Prose, personal, struct, tagged } from '../codec'
import { defineEvent, type EventOf, oneEventOf } from '../event'
import { ActePréfecture } from '../identity/acte-prefecture'
import { Établissement } from '../identity/etablissement'
import {
  ConventionId,
  DérogationId,
  ModificationId,
  PersonneId,
  StableId,
  ÉtablissementId
} from '../identity/ids'
import { Fiche, Partie } from '../identity/partie'
import { IdentifiedPersonne } from '../identity/personne'
import { ChangeInstrument } from '../model/model'
import { ModelRef } from '../model/ref'
import { Article, Warning } from '../refusal'
import { DateCivile } from '../time/date-civile'
import { Period } from '../time/period'
import { AnnexeChange, Rang } from './changes'

/** Under what a change was made. `corrects` is the revision, in this stream, of the mistaken event (G1). */
export const Instrument = struct('Instrument', {
  kind: oneOf('instrument', ['projet', 'formulaire', 'annexe-revisee', 'avenant', 'correction']),
  modificationId: nullable(ModificationId),
  corrects: nullable(Count)
})
export type Instrument = t.TypeOf<typeof Instrument>

/** The model's parties sign; the signatory may act by delegation from the representative (P1). */
export const Signature = struct('Signature', {
  partie: StableId,
  signataire: PersonneId,
  qualite: NonBlank,
  /** For whom the signatory acts, when by delegation. */
  parDelegationDe: nullable(PersonneId),
  signedOn: DateCivile,
  channel: oneOf('canal', ['papier', 'signature-electronique'])
})
export type Signature = t.TypeOf<typeof Signature>

/** A document that the gestionnaire accepts with the convention (P28). */
export const AcceptedDocument = struct('Document', { titre: NonBlank, version: NonBlank })
export type AcceptedDocument = t.TypeOf<typeof AcceptedDocument>

/** Why a convention ends: its own term, a notice (M19), an immediate termination (P22). */
export const EndCause = oneOf('cause', ['terme', 'preavis', 'resiliation'])
export type EndCause = t.TypeOf<typeof EndCause>

/** How a convention renews itself (M18): an échéance falls `months` months after `anchor`, and so on. */
export const Renewal = struct('Renouvellement', { anchor: DateCivile, months: Count })
export type Renewal = t.TypeOf<typeof Renewal>

/**
 * From when to when a convention is in force, how that was computed, and why it ends (null: no end is known).
 * `renewal` is null for a convention that does not renew itself.
 */
export const Effect = struct('Effet', {
  period: Period,
  renewal: nullable(Renewal),
  cause: nullable(EndCause),
  computation: NonBlank
})
export type Effect = t.TypeOf<typeof Effect>

/** Whether the convention is in force on a day, and why not. */
export const Effet = tagged('Effet', 'status', {
  projet: struct('projet', { status: t.literal('projet') }),
  'a-venir': struct('a-venir', { status: t.literal('a-venir'), effect: Effect }),
  'en-vigueur': struct('en-vigueur', { status: t.literal('en-vigueur'), effect: Effect }),
  /** The computation of a termination tells the breach. */
  terminee: struct('terminee', {
    status: t.literal('terminee'),
    cause: EndCause,
    computation: personal(Prose)
  })
})
export type Effet = t.TypeOf<typeof Effet>

const nonRespect = { etablissementIds: t.readonlyArray(ÉtablissementId), agreedOn: DateCivile }
const dérogation = { derogationId: DérogationId, objet: NonBlank, ...nonRespect, period: Period }
const transmission = { acte: ActePréfecture, transmittedOn: DateCivile, receivedOn: DateCivile }
const notice = {
  partie: StableId,
  dispatchedOn: DateCivile,
  receivedOn: DateCivile,
  echeance: DateCivile,
  article: Article,
  computation: NonBlank
}
const annulled = { decision: Prose, article: Article }

const moved = <K extends string, I extends t.Mixed, V extends t.Mixed>(kind: K, id: I, value: V) =>
  struct(kind, { kind: t.literal(kind), id, value: nullable(value), period: Period })
const only = t.literal('')

/** A fact as a correction states it again: one that no change of the annexes asserts. */
export const MovedFact = tagged('Fait', 'kind', {
  effet: moved('effet', only, Effet),
  fiche: moved('fiche', only, Fiche),
  documents: moved('documents', only, t.readonlyArray(AcceptedDocument)),
  signature: moved('signature', NonBlank, Signature),
  'non-respect': moved('non-respect', only, struct('NonRespect', nonRespect)),
  derogation: moved('derogation', DérogationId, struct('Dérogation', { ...nonRespect, objet: NonBlank })),
  modification: moved(
    'modification',
    ModificationId,
    tagged('Modification', 'status', {
      signalee: struct('signalee', {
        status: t.literal('signalee'),
        instrument: ChangeInstrument,
        signalledOn: DateCivile
      }),
      effective: struct('effective', { status: t.literal('effective'), on: DateCivile })
    })
  ),
  transmission: moved('transmission', only, struct('Transmission', transmission)),
  'transmission-avenant': moved('transmission-avenant', ModificationId, struct('Transmission', transmission)),
  clause: moved('clause', NonBlank, struct('Clause', annulled)),
  warning: moved('warning', NonBlank, Warning)
})
export type MovedFact = t.TypeOf<typeof MovedFact>

const changed = { period: Period, instrument: Instrument }

/** What a ConventionCorrected may correct (G1). */
export const conventionActs = {
  ConventionDrafted: defineEvent(
    struct('ConventionDrafted', {
      conventionId: ConventionId,
      model: ModelRef,
      parties: t.readonlyArray(Partie),
      fiche: nullable(Fiche),
      /** The period written in the convention, for a model that wants one. */
      period: nullable(Period),
      /** The date by which an annexe names the convention (M23). */
      namedDate: nullable(DateCivile),
      documents: t.readonlyArray(AcceptedDocument)
    })
  ),
  NonRespectAgreed: defineEvent(struct('NonRespectAgreed', { ...nonRespect, period: Period })),
  DérogationGranted: defineEvent(struct('DérogationGranted', dérogation)),
  SignatureRecorded: defineEvent(
    struct('SignatureRecorded', { signature: Signature, modificationId: nullable(ModificationId) })
  ),
  FormulaireReceived: defineEvent(
    struct('FormulaireReceived', { modificationId: ModificationId, receivedOn: DateCivile })
  ),
  AnnexeRevised: defineEvent(
    struct('AnnexeRevised', { modificationId: ModificationId, establishedOn: DateCivile })
  ),
  NoticeGiven: defineEvent(struct('NoticeGiven', notice)),
  /** A notice for an échéance by which the convention ends already: it ends nothing while that end stands. */
  FurtherNoticeGiven: defineEvent(struct('FurtherNoticeGiven', notice)),
  ConventionTerminated: defineEvent(
    struct('ConventionTerminated', { on: DateCivile, manquement: personal(Prose), article: Article })
  ),
  ClauseAnnulled: defineEvent(
    struct('ClauseAnnulled', { clause: NonBlank, decision: Prose, on: DateCivile, article: Article })
  ),
  /** Of the convention itself. */
  TransmissionRecorded: defineEvent(
    struct('TransmissionRecorded', { ...transmission, warnings: t.readonlyArray(Warning) })
  ),
  AvenantTransmitted: defineEvent(
    struct('AvenantTransmitted', {
      modificationId: ModificationId,
      ...transmission,
      warnings: t.readonlyArray(Warning)
    })
  )
} as const

export type ConventionAct = EventOf<typeof conventionActs>

export const conventionEvents = {
  ...conventionActs,
  PersonneIdentified: defineEvent(
    struct('PersonneIdentified', {
      ...IdentifiedPersonne.required,
      ...changed,
      warnings: t.readonlyArray(Warning)
    })
  ),
  ÉtablissementListed: defineEvent(
    struct('ÉtablissementListed', {
      etablissementId: ÉtablissementId,
      etablissement: Établissement,
      ...changed
    })
  ),
  ÉtablissementDelisted: defineEvent(
    struct('ÉtablissementDelisted', { etablissementId: ÉtablissementId, ...changed })
  ),
  RôleAttributed: defineEvent(
    struct('RôleAttributed', {
      personneId: PersonneId,
      role: StableId,
      etablissementId: ÉtablissementId,
      rang: Rang,
      ...changed
    })
  ),
  RôleWithdrawn: defineEvent(
    struct('RôleWithdrawn', {
      personneId: PersonneId,
      role: StableId,
      etablissementId: ÉtablissementId,
      ...changed
    })
  ),
  PartieAmended: defineEvent(struct('PartieAmended', { partie: Partie, ...changed })),
  FicheAmended: defineEvent(struct('FicheAmended', { fiche: Fiche, ...changed })),
  ConventionSigned: defineEvent(
    struct('ConventionSigned', { signedOn: DateCivile, effect: Effect, warnings: t.readonlyArray(Warning) })
  ),
  /** The dérogation, whole, as it stands with the effect that the signatures now give. */
  DérogationAdjusted: defineEvent(struct('DérogationAdjusted', dérogation)),
  SignatureCorrected: defineEvent(
    struct('SignatureCorrected', {
      signature: Signature,
      corrects: Count,
      /** The effect as it now stands; null while a signature is still missing. */
      effect: nullable(Effect),
      warnings: t.readonlyArray(Warning)
    })
  ),
  ModificationSignalled: defineEvent(
    struct('ModificationSignalled', {
      modificationId: ModificationId,
      /** The changes as asked, in the form of the command. */
      changes: t.readonlyArray(AnnexeChange),
      instrument: ChangeInstrument,
      article: Article,
      signalledOn: DateCivile,
      channel: NonBlank
    })
  ),
  AvenantSigned: defineEvent(
    struct('AvenantSigned', { modificationId: ModificationId, signedOn: DateCivile })
  ),
  AnnexesCorrected: defineEvent(struct('AnnexesCorrected', { corrects: Count, period: Period })),
  ConventionCorrected: defineEvent(
    struct('ConventionCorrected', {
      corrects: Count,
      /** What should have been recorded; null: nothing. A new version of one of these is a new version of this. */
      instead: nullable(oneEventOf('Acte', conventionActs)),
      /** Each line that moves, whole, as it now stands. */
      facts: t.readonlyArray(MovedFact)
    })
  )
} as const

export type ConventionEvent = EventOf<typeof conventionEvents>

/** One event of a convention by its type. */
export type ConventionEventOf<T extends ConventionEvent['type']> = Extract<
  ConventionEvent,
  { readonly type: T }
>
