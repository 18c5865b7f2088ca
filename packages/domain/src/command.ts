import * as t from 'io-ts'
import { struct, tagged } from './codec'
import { Acteur } from './identity/acteur'

/**
 * The union of commands of a table `type → codec of its data`. The command's id and reason travel beside it.
 * `Aggregate` is the key under which a command may name the aggregate it is for: on the stream of another it is then
 * not run.
 */
export type CommandOf<
  D extends Readonly<Record<string, t.Mixed>>,
  Aggregate extends Readonly<Record<string, t.Mixed>> = Readonly<Record<never, t.Mixed>>
> = {
  readonly [K in keyof D & string]: {
    readonly type: K
    readonly acteur: Acteur
    readonly data: t.TypeOf<D[K]>
  } & { readonly [Key in keyof Aggregate]?: t.TypeOf<Aggregate[Key]> }
}[keyof D & string]

/** Decodes any command of the table, with every fault and its path (G15). */
export const commandCodec = <
  D extends Readonly<Record<string, t.Mixed>>,
  Aggregate extends Readonly<Record<string, t.Mixed>> = Readonly<Record<never, t.Mixed>>
>(
  data: D,
  aggregate?: Aggregate
): t.Type<CommandOf<D, Aggregate>, unknown, unknown> =>
  // Each member is built from the table just below, so the union is the table's own.
  tagged(
    'Commande',
    'type',
    Object.fromEntries(
      Object.entries(data).map(([type, codec]) => [
        type,
        struct(type, { type: t.literal(type), acteur: Acteur, data: codec }, aggregate)
      ])
    )
  ) as unknown as t.Type<CommandOf<D, Aggregate>, unknown, unknown>

/** One command of a table without its acteur, inside the data of another. */
export const oneCommandOf = <D extends Readonly<Record<string, t.Mixed>>>(
  data: D
): t.Type<Asked<CommandOf<D>>, unknown, unknown> =>
  // Each member is built from the table just below, so the union is the table's own.
  tagged(
    'Commande',
    'type',
    Object.fromEntries(
      Object.entries(data).map(([type, codec]) => [
        type,
        struct(type, { type: t.literal(type), data: codec })
      ])
    )
  ) as unknown as t.Type<Asked<CommandOf<D>>, unknown, unknown>

type Asked<C> = C extends unknown ? Omit<C, 'acteur'> : never
