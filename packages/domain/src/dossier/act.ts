/** An act that stands, and what it points to. */
import type { AnyRefusal } from '../refusal'
import type { Pointer } from './assertion'
import { valueIn } from './move'

/** An act that stands: what it says, its place among the acts, and where it says it. */
export type Act<Says = unknown> = {
  /** The type of its event. */
  readonly type: string
  readonly says: Says
  /** The revision at which it was first recorded. A correction takes the place of what it corrects. */
  readonly place: number
  /** Where its `says` stands in the stream: the event that recorded it, or the correction that replaced it. */
  readonly at: Pointer
}

/** What an act points to: `personne/p-1`, and why it is refused when no act that stands has introduced it. */
export type Reference = { readonly to: string; readonly refusal: AnyRefusal }

/** Where a value stands that an act says. */
export const saidAt = ({ at }: Act, ...path: ReadonlyArray<string | number>): Pointer => [
  at[0],
  ...at.slice(1),
  ...path
]

/** A value that an act says, and where it stands: what an assertion holds of it. */
export const saidBy = (act: Act, ...path: ReadonlyArray<string | number>) => ({
  value: valueIn(act.says, path),
  at: saidAt(act, ...path)
})
