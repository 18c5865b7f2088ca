/**
 * One act, one definition: all that is particular to it stands there. The codecs of its command and of its event, who may
 * give it, its documentation, its history in French and its corrections are made from it.
 */
import type * as t from 'io-ts'
import type { EventDefinition } from '../event'
import type { ActeurKind } from '../identity/acteur'
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { AnyRefusal, Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import type { Act, Reference } from './act'
import type { Assertion } from './assertion'
import type { Look } from './look'
import type { Resting } from './premise'

/**
 * `Ground` is what the effective dates of a dossier come from: which texts are signed, from when to when it is in force.
 */
export type ActDefinition<Says, Ground> = {
  /** The type of its event: French with accents. */
  readonly event: string
  readonly command: string
  /** One sentence, for the documentation. */
  readonly purpose: string
  /** As people name it: « Signature de la convention ». */
  readonly nom: string
  readonly genre: 'f' | 'm'
  readonly says: t.Type<Says, unknown, unknown>
  /** One command's data, as the documentation shows it and a test runs it. */
  readonly example: unknown
  /** Older versions of its event, brought up to date: see {@link EventDefinition}. */
  readonly upcasters?: EventDefinition<unknown>['upcasters']
  /** Of the act that begins a dossier, and only of that: it comes first, is corrected, and never withdrawn. */
  model?(says: Says): ModelRef
  /** The day whose version of the model it is asked under, and whose articles it cites; absent: that of the opening. */
  day?(says: Says): DateCivile | null
  /** The day that it tells of, where what it asserts holds since always: histories have it on that day. */
  tellsOf?(says: Says): DateCivile | null
  /** Who may give it, by the kind of acteur (G7). */
  givers(says: Says): ReadonlyArray<ActeurKind>
  /** For which party of the convention it is given: by that party's own hand, or recorded by an agent of the Caf (G21). */
  partie?(says: Says): string
  /** The thing it is about, under which equal acts are looked for when one is given twice: `signature/caf`. */
  about(says: Says): string
  introduces?(says: Says): ReadonlyArray<string>
  /** The references that acts which stand must have introduced: a role names a person and an establishment. */
  refers?(says: Says, ground: Ground): ReadonlyArray<Reference>
  /** @param model the version that opened the dossier */
  founds?(ground: Ground, act: Act<Says>, model: ConventionModel): Ground
  /** @param model the version of its own day */
  asserts?(ground: Ground, act: Act<Says>, model: ConventionModel): ReadonlyArray<Assertion>
  /** The other dossiers on which it rests. */
  readonly rests?: Resting<Says, Ground>
  /** Why it cannot be given now, as when a draft is signed. It is asked at recording only, never after a correction. */
  cannotNow?(look: Look<Ground>, act: Act<Says>): ReadonlyArray<AnyRefusal>
  /** The keys of the days on which, as it says, something has happened: none lies after its recording (G24). */
  readonly happened?: ReadonlyArray<string>
  /** That it is recorded once about its thing; null where it may be again. */
  once?(says: Says, model: ConventionModel): Once | null
  /** Why it does not agree with the other acts: asked of it when it is given, and when what it refers to is corrected. */
  disagrees?(look: Look<Ground>, act: Act<Says>): ReadonlyArray<AnyRefusal>
  /** What was computed when it was recorded, for people: a date, its article. Nothing is decided on it later. */
  readonly computes?: { readonly codec: t.Mixed; from(look: Look<Ground>, act: Act<Says>): unknown }
}

/** Another act about the same thing is refused: one of the two is a mistake, and is corrected (G1). */
export type Once = {
  /** The day of which it speaks, and where the command says it. */
  readonly on: DateCivile
  readonly path: string
  readonly article: Article | null
  /** One of an earlier day is accepted all the same, for it tells of days that are not known. */
  readonly earlier?: boolean
}

/** Any act's definition, for what treats all alike: its codec has read what its functions are given. */
export type AnyActDefinition<Ground> = Omit<ActDefinition<unknown, Ground>, 'says'> & {
  readonly says: t.Mixed
}

/** A definition, with the types of its names, and of what it says as its codec reads it. */
export const actOn =
  <Ground>() =>
  <const Event extends string, const Command extends string, Says>(
    definition: ActDefinition<Says, Ground> & { readonly event: Event; readonly command: Command }
  ): ActDefinition<Says, Ground> & { readonly event: Event; readonly command: Command } =>
    definition

/** What any table of definitions is made of. */
export type NamedDefinition = { readonly event: string; readonly command: string; readonly says: t.Mixed }

/** The definitions of an aggregate's list, by the type of their event. */
export type ActTable<List extends ReadonlyArray<NamedDefinition>> = {
  readonly [Definition in List[number] as Definition['event']]: Definition
}

export const actTable = <const List extends ReadonlyArray<NamedDefinition>>(list: List): ActTable<List> =>
  // The table is the list, by a key of its items.
  Object.fromEntries(list.map(definition => [definition.event, definition])) as ActTable<List>
