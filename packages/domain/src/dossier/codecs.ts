/** The codecs of an aggregate's commands and events, made of the definitions of its acts. */
import * as t from 'io-ts'
import { Prose, personal, struct, tagged } from '../codec'
import { defineEvent, type EventDefinition } from '../event'
import { Acteur } from '../identity/acteur'
import type { Aggregate } from './aggregate'
import {
  type AskedCorrection,
  askedCorrection,
  type Correction,
  type RecordedCorrection,
  recordedCorrection
} from './correction'
import type { NamedDefinition } from './definition'
import { type Move, movesCodec } from './move'

/** What records again what today's rules give, with the reason. */
type Restatement = { readonly motif: string }
const Restatement: t.Type<Restatement, unknown, unknown> = struct('Rétablissement', {
  motif: personal(Prose)
})

/** The data of an event: what its act says, what was computed then for people, and what it moved. */
export type Holds<Says> = {
  readonly says: Says
  readonly computed?: unknown
  readonly moves: ReadonlyArray<Move>
}

type Table = Readonly<Record<string, NamedDefinition>>

/** The events of a table of acts, and those that correct them. */
export type EventsOf<Acts extends Table, Corrected extends string, Restated extends string> =
  | {
      readonly [K in keyof Acts & string]: {
        readonly type: K
        readonly data: Holds<t.TypeOf<Acts[K]['says']>>
      }
    }[keyof Acts & string]
  | { readonly type: Corrected; readonly data: Holds<Correction<RecordedCorrection>> }
  | { readonly type: Restated; readonly data: Holds<Restatement> }

type CommandBase<Id extends string> = { readonly acteur: Acteur } & { readonly [K in Id]?: string }

export type CommandsOf<
  Acts extends Table,
  Id extends string,
  Correct extends string,
  Restate extends string
> =
  | {
      readonly [K in keyof Acts]: CommandBase<Id> & {
        readonly type: Acts[K]['command']
        readonly data: t.TypeOf<Acts[K]['says']>
      }
    }[keyof Acts]
  | (CommandBase<Id> & { readonly type: Correct; readonly data: Correction<AskedCorrection> })
  | (CommandBase<Id> & { readonly type: Restate; readonly data: Restatement })

/** The codec of what each command asks, by the type of the command. */
export const askedBy = <Ground>({
  acts,
  correction,
  restatement
}: Pick<Aggregate<Ground>, 'acts' | 'correction' | 'restatement'>): Readonly<Record<string, t.Mixed>> => ({
  ...Object.fromEntries(Object.values(acts).map(({ command, says }) => [command, says])),
  [correction.command]: askedCorrection(Object.values(acts)),
  [restatement.command]: Restatement
})

/** Decodes any command, with every fault and its path (G15). `id`: the key under which it may name its dossier. */
export const commandsCodec = <Ground>(aggregate: Aggregate<Ground>, id: t.Props): t.Mixed =>
  tagged(
    'Commande',
    'type',
    Object.fromEntries(
      Object.entries(askedBy(aggregate)).map(([type, data]) => [
        type,
        struct(type, { type: t.literal(type), acteur: Acteur, data }, id)
      ])
    )
  )

/** The definitions of the events, by their type: a released type and version never changes meaning (G9). */
export const eventsOf = <Ground>({
  acts,
  kinds,
  correction,
  restatement
}: Aggregate<Ground>): Readonly<Record<string, EventDefinition<unknown>>> => {
  const moves = movesCodec(
    Object.fromEntries(Object.entries(kinds).map(([kind, { value }]) => [kind, value]))
  )
  const event = (name: string, says: t.Mixed, computed?: t.Mixed): t.Type<unknown, unknown, unknown> =>
    // A struct refuses by itself what is not its own.
    struct(name, { says, ...(computed === undefined ? {} : { computed }), moves }) as unknown as t.Type<
      unknown,
      unknown,
      unknown
    >
  return {
    ...Object.fromEntries(
      Object.values(acts).map(({ event: type, says, computes, upcasters = [] }) => [
        type,
        defineEvent(event(type, says, computes?.codec), ...upcasters)
      ])
    ),
    [correction.event]: defineEvent(event(correction.event, recordedCorrection(Object.values(acts)))),
    [restatement.event]: defineEvent(event(restatement.event, Restatement))
  }
}
