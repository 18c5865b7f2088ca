/** What every question is asked, and what every answer rests on. */
import {
  type ActeurKind,
  type ConventionId,
  type ConventionModel,
  civilDateOf,
  connectionEntries,
  conventionAggregate,
  type DateCivile,
  epochOf,
  habilitationAggregate,
  type Instant,
  instant,
  instantOfEpoch
} from '@avenant/domain'
import type { Cause, Point } from '../bitemporal'

/** A civil date, and a knowledge: what had been recorded at or before `knownAt`; absent or null, all that is known (G2). */
export type On = { readonly on: DateCivile; readonly knownAt?: Instant | null }

/** An instant: the civil date that it has in the zone of the model, as known then (G16). */
export type At = { readonly at: Instant }

/** Of which conventions somebody is told. */
export type Sees = (conventionId: ConventionId) => boolean

/** No event is recorded after the last instant that can be written. */
export const ever: Instant = instant('2999-12-31T23:59:59.999Z')

/** Instants are kept to the thousandth of a second: what was known before what an instant recorded. */
export const justBefore = (at: Instant): Instant => instantOfEpoch(epochOf(at) - 1)

const knowledgeOf = (when: On | At): Instant => ('at' in when ? when.at : (when.knownAt ?? ever))

/** The point that is meant, under a model: without one, in UTC. */
export const pointOf = (when: On | At, model: Pick<ConventionModel, 'zone'> | null): Point => ({
  on: 'at' in when ? civilDateOf(when.at, model?.zone ?? 'UTC') : when.on,
  knownAt: knowledgeOf(when)
})

/** The event that says something: which, who gave it, why. */
export type Evidence = {
  /** `convention-psu-1960-2017`. */
  readonly dossier: string
  readonly revision: number
  readonly type: string
  /** As people name the act: « Signature de la convention ». */
  readonly nom: string
  /** The kind of who gave it; null where whoever fed the index did not say. */
  readonly acteur: ActeurKind | null
  readonly recordedAt: Instant
  readonly reason: string | null
}

export const evidenceOf = (
  dossier: string,
  { revision, type, recordedAt, acteur, reason }: Cause
): Evidence => ({
  dossier,
  revision,
  type,
  nom: nameOf(type).nom,
  acteur: acteur ?? null,
  recordedAt,
  reason: reason ?? null
})

type Name = { readonly nom: string; readonly genre: 'f' | 'm' }

const names: Readonly<Record<string, Name>> = Object.fromEntries(
  [conventionAggregate, habilitationAggregate].flatMap(({ acts, correction, restatement }) => [
    ...Object.values(acts).map(({ event, nom, genre }): [string, Name] => [event, { nom, genre }]),
    [correction.event, { nom: 'Correction', genre: 'f' }] as const,
    [restatement.event, { nom: 'Rétablissement', genre: 'm' }] as const
  ])
)

/** A type of a service's own is named as it is recorded. */
export const nameOf = (type: string): Name =>
  (Object.hasOwn(names, type) ? names[type] : undefined) ??
  connectionEntries.find(({ event }) => event === type) ?? { nom: `Acte « ${type} »`, genre: 'm' }

/** Whether events of a type are acts of an aggregate. */
export const isAct = (type: string): boolean => Object.hasOwn(names, type)
