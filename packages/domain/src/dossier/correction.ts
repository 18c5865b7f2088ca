/**
 * What was recorded by mistake: an act is replaced at its place, or withdrawn from it, and everything follows (G1, G18).
 * One mechanism for every aggregate; it knows no act by name.
 */
import * as t from 'io-ts'
import { Count, NonBlank, nullable, Prose, personal, struct, tagged } from '../codec'
import type { AnyActDefinition } from './definition'

/** As it is asked: the act that should have been given, as a command without its acteur; null withdraws the act. */
export type AskedCorrection = {
  readonly corrects: number
  readonly instead: { readonly type: string; readonly data: unknown } | null
}

/** As it is recorded: the act by the type of its event. */
export type RecordedCorrection = {
  readonly corrects: number
  readonly instead: { readonly type: string; readonly says: unknown } | null
}

/** Several mistakes are corrected at once, so that nobody sees what lies between. */
export type Correction<C> = {
  readonly corrections: ReadonlyArray<C>
  /** Why. */
  readonly motif: string
  /** Who asked for it, in what capacity; absent: who gives the command. */
  readonly demandeur?: string
}

const motif = personal(Prose)
const demandeur = personal(NonBlank)

const correctionOf = <C>(name: string, instead: t.Mixed): t.Type<Correction<C>, unknown, unknown> =>
  // The codec is that very shape; `instead` is made from the acts of the aggregate.
  struct(
    'Correction',
    {
      corrections: t.readonlyArray(struct(name, { corrects: Count, instead: nullable(instead) })),
      motif
    },
    { demandeur }
  ) as unknown as t.Type<Correction<C>, unknown, unknown>

type Definitions = ReadonlyArray<Pick<AnyActDefinition<never>, 'event' | 'command' | 'says'>>

export const askedCorrection = (acts: Definitions): t.Type<Correction<AskedCorrection>, unknown, unknown> =>
  correctionOf(
    'Rectification',
    tagged(
      'Commande',
      'type',
      Object.fromEntries(
        acts.map(({ command, says }) => [command, struct(command, { type: t.literal(command), data: says })])
      )
    )
  )

export const recordedCorrection = (
  acts: Definitions
): t.Type<Correction<RecordedCorrection>, unknown, unknown> =>
  correctionOf(
    'RectificationEnregistrée',
    tagged(
      'Acte',
      'type',
      Object.fromEntries(
        acts.map(({ event, says }) => [event, struct(event, { type: t.literal(event), says })])
      )
    )
  )
