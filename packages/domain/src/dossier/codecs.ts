/** The codecs of an aggregate's commands and events, made of the definitions of its acts. */
import * as t from 'io-ts'
import { Prose, personal, struct, tagged, UnrepeatedType, unrepeated } from '../codec'
import { type DefinitionsOf, defineEvent, type EventDefinition } from '../event'
import { Acteur } from '../identity/acteur'
import {
  type AskedCorrection,
  askedCorrection,
  type Correction,
  type RecordedCorrection,
  recordedCorrection
} from './correction'
import type { KindValues, Move } from './move'
import { movesCodec } from './written-moves'

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

type EventAndCommand = { readonly event: string; readonly command: string }

/** What the codecs of an aggregate's events and commands are made of, and their types. */
type Codable = {
  readonly idKey: string
  readonly acts: Readonly<
    Record<
      string,
      EventAndCommand & {
        readonly says: t.Mixed
        readonly upcasters?: EventDefinition<unknown>['upcasters']
        readonly computes?: { readonly codec: t.Mixed }
      }
    >
  >
  readonly kinds: KindValues
  readonly correction: EventAndCommand
  readonly restatement: EventAndCommand
}

/** The events of an aggregate. */
export type EventsOf<A extends Codable> =
  | {
      readonly [K in keyof A['acts'] & string]: {
        readonly type: K
        readonly data: Holds<t.TypeOf<A['acts'][K]['says']>>
      }
    }[keyof A['acts'] & string]
  | {
      readonly type: A['correction']['event']
      readonly data: Holds<Correction<RecordedCorrection>>
    }
  | { readonly type: A['restatement']['event']; readonly data: Holds<Restatement> }

/** The commands of an aggregate: who asks what, and of which dossier when it says so. */
export type CommandsOf<A extends Codable> = {
  readonly acteur: Acteur
} & { readonly [K in A['idKey']]?: string } & (
    | {
        readonly [K in keyof A['acts']]: {
          readonly type: A['acts'][K]['command']
          readonly data: t.TypeOf<A['acts'][K]['says']>
        }
      }[keyof A['acts']]
    | { readonly type: A['correction']['command']; readonly data: Correction<AskedCorrection> }
    | { readonly type: A['restatement']['command']; readonly data: Restatement }
  )

/** The codec of what each command asks, by the type of the command. */
export const askedBy = ({
  acts,
  correction,
  restatement
}: Pick<Codable, 'acts' | 'correction' | 'restatement'>): Readonly<Record<string, t.Mixed>> => ({
  ...Object.fromEntries(Object.values(acts).map(({ command, says }) => [command, says])),
  [correction.command]: askedCorrection(Object.values(acts)),
  [restatement.command]: Restatement
})

/** Decodes any command, with every fault and its path (G15). `id`: the key under which it may name its dossier. */
export const commandsCodec = <A extends Codable>(
  aggregate: A,
  id: t.Props
): t.Type<CommandsOf<A>, unknown, unknown> =>
  // The codec is made of the table that the type is made of.
  tagged(
    'Commande',
    'type',
    Object.fromEntries(
      Object.entries(askedBy(aggregate)).map(([type, data]) => {
        const command = struct(type, { type: t.literal(type), acteur: Acteur, data }, id)
        // What its data do not repeat, nothing beside them does.
        return [type, data instanceof UnrepeatedType ? unrepeated(command) : command]
      })
    )
  ) as unknown as t.Type<CommandsOf<A>, unknown, unknown>

/** The definitions of the events, by their type: a released type and version never changes meaning (G9). */
export const eventsOf = <A extends Codable>({
  acts,
  kinds,
  correction,
  restatement
}: A): DefinitionsOf<EventsOf<A>> => {
  const moves = movesCodec(kinds)
  const event = (name: string, says: t.Mixed, computed?: t.Mixed): t.Mixed =>
    // A struct refuses by itself what is not its own.
    struct(name, { says, ...(computed === undefined ? {} : { computed }), moves })
  const definitions = {
    ...Object.fromEntries(
      Object.values(acts).map(({ event: type, says, computes, upcasters = [] }) => [
        type,
        defineEvent(event(type, says, computes?.codec), ...upcasters)
      ])
    ),
    [correction.event]: defineEvent(event(correction.event, recordedCorrection(Object.values(acts)))),
    [restatement.event]: defineEvent(event(restatement.event, Restatement))
  }
  // They are made of the table that the type is made of.
  return definitions as unknown as DefinitionsOf<EventsOf<A>>
}
