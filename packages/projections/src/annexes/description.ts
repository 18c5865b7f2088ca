/**
 * The annexes put together for people and documents. This is also the shape of the JSON document, version 1: keys
 * are ASCII, dates `YYYY-MM-DD`, instants UTC, `firstDay` and `lastDay` both included, what is absent is null. A key
 * that changes its meaning or disappears is a new version.
 */
import type {
  AcceptedDocument,
  Adresse,
  Article,
  ChangeInstrument,
  ConventionId,
  ConventionValues,
  DateCivile,
  EndCause,
  Fiche,
  Instant,
  MailboxWarning,
  ModelGiven,
  ModificationId,
  PersonneId,
  Rang,
  Signature,
  StableId,
  Transmission,
  Word,
  ÉtablissementId
} from '@avenant/domain'
import type { AnnexesStatus } from './answer'

export type AnnexesDocument = {
  readonly conventionId: ConventionId
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** When the last fact that this answer could use was recorded; null when there is none. */
  readonly lastRecordedAt: Instant | null
  /** The model's zone, in which instants are shown (G3). */
  readonly zone: string
  readonly situation: Situation
  /** Null when the convention or its model is unknown. */
  readonly convention: ConventionDescription | null
  /** In the model's order; empty when none is in force. */
  readonly annexes: ReadonlyArray<AnnexeDescription>
  /** What else holds that day, of kinds of lines that no other key shows. */
  readonly mentions: ReadonlyArray<MentionDescription>
  /** What was signalled and is not yet effective that day, the earliest recorded first (G22). */
  readonly enAttente: ReadonlyArray<PendingDescription>
  readonly alertes: ReadonlyArray<Alerte>
}

/** Whether annexes are in force that day, and why or why not. */
export type Situation = {
  readonly status: AnnexesStatus
  /** In French, for people. */
  readonly sentence: string
  /** The part of the sentence that says why none is in force; null when they are. */
  readonly reason: string | null
  readonly firstDay: DateCivile | null
  /** Null: no end is known. */
  readonly lastDay: DateCivile | null
  readonly endCause: EndCause | null
  /** The end, once one is known: also on the days before it. */
  readonly end: End | null
  /** How the effect was computed when it was agreed (G12), in French; it says so when an end was decided since. */
  readonly computation: string | null
  /** The acts that prolonged or renewed it, in French; absent where none did. */
  readonly extensions?: ReadonlyArray<string>
  /** For a convention that is renewed, the term that the date is in. */
  readonly term: Term | null
}

/** Why a convention ends: its term, a notice (M19) or a termination (P22). */
export type End = {
  readonly cause: EndCause
  readonly article: Article
  /** In French: who gave the notice and when, or for what breach it is terminated. */
  readonly computation: string
}

/** One term of a convention that renews itself (M18). */
export type Term = {
  /** Of a convention that an act renews; absent where it renews itself. */
  readonly kind?: 'expresse'
  /** 0 for the first term, 7 in the seventh renewal. */
  readonly renewal: number
  readonly firstDay: DateCivile
  readonly lastDay: DateCivile
  /** The day on which the next term starts, unless a notice is given; null when the convention ends before. */
  readonly nextEcheance: DateCivile | null
  /** The last day to give notice for that échéance; null when an end is already known. */
  readonly lastDayOfNotice: DateCivile | null
  readonly computation: string
}

export type ConventionDescription = {
  /** `source` is its short name in articles: `PSU`. */
  readonly model: ModelGiven & { readonly titre: string; readonly source: string }
  readonly fiche: Fiche | null
  /** The person that the sheet names (P29). */
  readonly representantLegal: PersonneDescription | null
  readonly parties: ReadonlyArray<PartieDescription>
  readonly documents: ReadonlyArray<AcceptedDocument>
  readonly transmission: Transmission | null
  /** Each avenant's own acte (M24). */
  readonly avenantsTransmis: ReadonlyArray<Transmission & { readonly modificationId: string }>
  readonly clausesNulles: ReadonlyArray<{ readonly clause: string; readonly decision: string }>
}

/** The names are null when the person's data are not, or no longer, there. */
export type NamedPersonne = {
  readonly personneId: PersonneId
  readonly nom: string | null
  readonly prenom: string | null
}

/** One party of the model (P1); `denomination` and what follows are null while it is not known. */
export type PartieDescription = {
  readonly id: StableId
  readonly label: string
  readonly denomination: string | null
  readonly siege: Adresse | null
  readonly representant: (NamedPersonne & { readonly qualite: string }) | null
  readonly signature: SignatureDescription | null
}

export type SignatureDescription = {
  /** Under the name that she had on the day of the signature (G19); so has who delegates. */
  readonly signataire: NamedPersonne
  readonly qualite: string
  readonly parDelegationDe: NamedPersonne | null
  readonly signedOn: DateCivile
  readonly channel: Signature['channel']
}

export type AnnexeDescription = {
  readonly numero: number
  readonly titre: string
  readonly article: Article
  readonly sections: ReadonlyArray<SectionDescription>
}

export type SectionDescription =
  | { readonly section: 'etablissements'; readonly etablissements: ReadonlyArray<ÉtablissementDescription> }
  | { readonly section: 'personnes'; readonly personnes: ReadonlyArray<PersonneDescription> }
  | AttributionsDescription
  | NonRespectDescription

export type ÉtablissementDescription = {
  readonly etablissementId: ÉtablissementId
  /** Nine digits, as text. */
  readonly numeroSias: string | null
  /** As signed, mistakes included. */
  readonly nom: string
  readonly adresse: Adresse | null
  /** The id of one of the model's. */
  readonly nature: string
}

export type PersonneDescription = NamedPersonne & {
  readonly fonction: string | null
  /** L'adresse professionnelle. */
  readonly mail: string | null
  readonly telephone: string | null
}

/** `roles` are the columns, in the model's order; `personnes` the lines, titulaires first. */
export type AttributionsDescription = {
  readonly section: 'attributions'
  /** The establishments of the annexe that day, to which the identifiers point. */
  readonly etablissements: ReadonlyArray<ÉtablissementDescription>
  readonly roles: ReadonlyArray<{
    readonly role: StableId
    readonly label: string
    readonly required: boolean
    /** False: held for the convention as a whole, on no establishment. */
    readonly onEtablissement: boolean
    /** Only on establishments of these natures; null is all. */
    readonly natures: ReadonlyArray<Pick<Word, 'id' | 'label'>> | null
  }>
  readonly personnes: ReadonlyArray<
    PersonneDescription & {
      readonly rang: Rang
      /** The roles held by this person at this rang, and no other. */
      readonly roles: ReadonlyArray<{
        readonly role: StableId
        readonly etablissementIds: ReadonlyArray<ÉtablissementId>
        /** On every establishment of the convention, or for the convention as a whole. */
        readonly everywhere: boolean
      }>
    }
  >
}

/** « Non concerné », or the Caf's agreement and the dérogations that hold that day (P3). */
export type NonRespectDescription = {
  readonly section: 'non-respect'
  readonly concerned: boolean
  /** The conditions that are not respected, where the model lists some. */
  readonly conditions?: ReadonlyArray<Pick<Word, 'id' | 'label'>>
  readonly agreedOn: DateCivile | null
  readonly etablissements: ReadonlyArray<ÉtablissementDescription>
  readonly derogations: ReadonlyArray<{
    readonly derogationId: string
    readonly objet: string
    readonly agreedOn: DateCivile
    readonly firstDay: DateCivile | null
    readonly lastDay: DateCivile | null
    readonly etablissements: ReadonlyArray<ÉtablissementDescription>
  }>
}

/** A line that has no place of its own, told by its kind; `label` is how people name the kind. */
export type MentionDescription = {
  readonly kind: string
  readonly id: string
  readonly label: string
  /** In French. */
  readonly sentence: string
}

/** A modification from the day on which it was signalled until it takes effect or is withdrawn (G22). */
export type PendingDescription = {
  readonly modificationId: ModificationId
  readonly signalledOn: DateCivile
  /** The day from which the avenant holds, where it states one. */
  readonly effectiveOn?: DateCivile
  readonly channel: ConventionValues['modification']['channel']
  /** What was asked, one sentence each, in French. */
  readonly changes: ReadonlyArray<string>
  /** What makes it take effect, by what is known that day; null when the model asks for nothing. */
  readonly waitsFor: { readonly instrument: ChangeInstrument; readonly article: Article } | null
  /** The parties that have signed it by that day, where it waits for an avenant. */
  readonly signatures: ReadonlyArray<{
    readonly partie: StableId
    readonly label: string
    readonly signedOn: DateCivile
  }>
  /** Who must sign, return the form, or establish the new version of the annexe. */
  readonly mustAct: ReadonlyArray<{ readonly partie: StableId; readonly label: string }>
  /** What it waits for and who must act, in French. */
  readonly sentence: string
}

/** What deserves attention and stops nothing, computed from what holds that day. */
export type Alerte = {
  readonly code: 'role-not-covered' | 'named-date-differs' | MailboxWarning['code']
  /** In French. */
  readonly titre: string
  readonly article: Article
  readonly computation: string
  readonly role: StableId | null
  readonly etablissementId: ÉtablissementId | null
  /** Whose mailbox it is about. */
  readonly personneId: PersonneId | null
}
