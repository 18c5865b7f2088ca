/**
 * What an habilitation's stream records: one person's access under one convention. These shapes are storage formats
 * (G9). No password is ever among them.
 */
import * as t from 'io-ts'
import { NonBlank, nullable, oneOf, personal, struct } from '../codec'
import { defineEvent, type EventOf } from '../event'
import { Adresse } from '../identity/adresse'
import { NatureÉtablissement } from '../identity/etablissement'
import { ConventionId, HabilitationId, StableId, ÉtablissementId } from '../identity/ids'
import { IdentifiedPersonne } from '../identity/personne'
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

const step = (name: string) => defineEvent(struct(name, { on: DateCivile, article: Article }))

export const habilitationEvents = {
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
    struct('HabilitationRefused', { on: DateCivile, motif: personal(NonBlank), article: Article })
  ),
  AccessBlocked: defineEvent(
    struct('AccessBlocked', {
      period: Period,
      cause: BlockCause,
      motif: personal(NonBlank),
      article: Article
    })
  ),
  AccessUnblocked: defineEvent(
    struct('AccessUnblocked', { period: Period, motif: personal(NonBlank), article: Article })
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
  )
} as const

export type HabilitationEvent = EventOf<typeof habilitationEvents>

/** One event of an habilitation by its type. */
export type HabilitationEventOf<T extends HabilitationEvent['type']> = Extract<
  HabilitationEvent,
  { readonly type: T }
>
