/**
 * What an habilitation's stream records: one person's access under one convention. These shapes are storage formats
 * (G9). No password is ever among them.
 */
import * as t from 'io-ts'
import { Count, NonBlank, nullable, oneOf, Prose, personal, struct, tagged } from '../codec'
import { defineEvent, type EventOf, oneEventOf } from '../event'
import { Adresse } from '../identity/adresse'
import { NatureÉtablissement } from '../identity/etablissement'
import { ConventionId, HabilitationId, PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import { IdentifiedPersonne, Personne } from '../identity/personne'
import { RequestStep } from '../model/model'
import { ModelRef } from '../model/ref'
import { Article, Warning } from '../refusal'
import { DateCivile } from '../time/date-civile'
import { Period } from '../time/period'

/** A role asked for on one establishment; its nature says whether it may have that role (M7). */
export const RequestedRole = struct('RôleDemandé', {
  role: StableId,
  etablissementId: ÉtablissementId,
  nature: NatureÉtablissement
})
export type RequestedRole = t.TypeOf<typeof RequestedRole>

/** Who asks, of which Caf, for whom, for what (P8, M7). */
export const Request = struct('Demande', {
  habilitationId: HabilitationId,
  conventionId: ConventionId,
  model: ModelRef,
  demandeur: struct('Demandeur', { denomination: NonBlank, siege: Adresse }),
  caf: NonBlank,
  ...IdentifiedPersonne.required,
  roles: t.readonlyArray(RequestedRole),
  requestedOn: DateCivile
})
export type Request = t.TypeOf<typeof Request>

export const BlockCause = oneOf('cause', ['incident', 'decision'])
export type BlockCause = t.TypeOf<typeof BlockCause>

export const HabilitationEndCause = oneOf('cause', ['fin-de-mission', 'retrait', 'convention-terminee'])
export type HabilitationEndCause = t.TypeOf<typeof HabilitationEndCause>

/** How far the request has come. */
export const Demande = tagged('Demande', 'status', {
  'en-cours': struct('en-cours', { status: t.literal('en-cours'), step: RequestStep }),
  refusee: struct('refusee', { status: t.literal('refusee'), motif: personal(Prose) })
})
export type Demande = t.TypeOf<typeof Demande>

/**
 * Whether the person can enter, on a day, as far as the habilitation goes; from `fin-de-convention` on nobody can.
 * Nobody enters before the delivery (P27, M8).
 */
export const Accès = tagged('Accès', 'status', {
  'jamais-ouvert': struct('jamais-ouvert', { status: t.literal('jamais-ouvert') }),
  ouvert: struct('ouvert', { status: t.literal('ouvert') }),
  bloque: struct('bloque', { status: t.literal('bloque'), cause: BlockCause, article: Article }),
  ferme: struct('ferme', { status: t.literal('ferme'), cause: HabilitationEndCause, article: Article })
})
export type Accès = t.TypeOf<typeof Accès>

const moved = <K extends string, I extends t.Mixed, V extends t.Mixed>(kind: K, id: I, value: V) =>
  struct(kind, { kind: t.literal(kind), id, value: nullable(value), period: Period })
const only = t.literal('')

/** A fact as a correction states it again. */
export const MovedFact = tagged('Fait', 'kind', {
  personne: moved('personne', PersonneId, Personne),
  roles: moved('roles', only, t.readonlyArray(RequestedRole)),
  demande: moved('demande', only, Demande),
  acces: moved('acces', only, Accès),
  'fin-de-convention': moved('fin-de-convention', only, struct('FinDeConvention', { article: Article })),
  warning: moved('warning', NonBlank, Warning)
})
export type MovedFact = t.TypeOf<typeof MovedFact>

const step = (name: string) => defineEvent(struct(name, { on: DateCivile, article: Article }))

/** What an HabilitationCorrected may correct (G1). */
export const habilitationActs = {
  HabilitationRequested: defineEvent(
    struct('HabilitationRequested', { ...Request.required, warnings: t.readonlyArray(Warning) })
  ),
  HabilitationAcknowledged: step('HabilitationAcknowledged'),
  HabilitationChecked: step('HabilitationChecked'),
  ConventionSent: step('ConventionSent'),
  SignedReturnReceived: step('SignedReturnReceived'),
  HabilitationDelivered: defineEvent(
    struct('HabilitationDelivered', {
      on: DateCivile,
      /** The first day without access, when the end was known before the delivery. */
      to: nullable(DateCivile),
      article: Article
    })
  ),
  HabilitationRefused: defineEvent(
    struct('HabilitationRefused', { on: DateCivile, motif: personal(Prose), article: Article })
  ),
  AccessBlocked: defineEvent(
    struct('AccessBlocked', {
      period: Period,
      cause: BlockCause,
      motif: personal(Prose),
      article: Article
    })
  ),
  AccessUnblocked: defineEvent(
    struct('AccessUnblocked', { period: Period, motif: personal(Prose), article: Article })
  ),
  HabilitationEnded: defineEvent(
    struct('HabilitationEnded', {
      /** The first day without access. */
      on: DateCivile,
      /** When the partner told of it; null for an act of the Caf, or of the convention's end. */
      reportedOn: nullable(DateCivile),
      cause: HabilitationEndCause,
      article: Article,
      warnings: t.readonlyArray(Warning)
    })
  ),
  /** The end of the convention that was known no longer is: the access is what the habilitation says. */
  HabilitationResumed: defineEvent(struct('HabilitationResumed', { article: Article }))
} as const

export type HabilitationAct = EventOf<typeof habilitationActs>

export const habilitationEvents = {
  ...habilitationActs,
  HabilitationCorrected: defineEvent(
    struct('HabilitationCorrected', {
      corrects: Count,
      /** What should have been recorded; null: nothing. A new version of one of these is a new version of this. */
      instead: nullable(oneEventOf('Acte', habilitationActs)),
      /** Each line that moves, whole, as it now stands. */
      facts: t.readonlyArray(MovedFact)
    })
  )
} as const

export type HabilitationEvent = EventOf<typeof habilitationEvents>

/** One event of an habilitation by its type. */
export type HabilitationEventOf<T extends HabilitationEvent['type']> = Extract<
  HabilitationEvent,
  { readonly type: T }
>
