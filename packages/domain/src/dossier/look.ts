/** What a decision about an act looks at. */
import type { Fact } from '../fact'
import type { ConventionModel } from '../model/model'
import type { DateCivile } from '../time/date-civile'
import type { Assertion } from './assertion'
import type { Dossier } from './dossier'

/** Null: since always. */
export type ModelOn = (on: DateCivile | null) => ConventionModel

export type Look<Ground> = {
  /** The version of the model under which the act is asked: see `lookUnder`. */
  readonly model: ConventionModel
  /** The version that opens the dossier. */
  readonly opening: ConventionModel
  /** The version of a day, as the other acts make it, and with the act. */
  readonly modelBefore: ModelOn
  readonly modelAfter: ModelOn
  /** The dossier as all the other acts make it. */
  readonly others: Dossier<Ground>
  /** The same with the act in it. */
  readonly after: Dossier<Ground>
  /** The places of the acts that are decided: one for a command, one for each act that a correction replaces. */
  readonly places: ReadonlyArray<number>
  /** What moves from the one to the other. */
  readonly moved: ReadonlyArray<Fact>
  /** The path of the command at which a line is asked for: `data.changes[0]`; `''` when the command does not name it. */
  readonly pathOf: (key: { readonly kind: string; readonly id: string }) => string
  /** The same look, as if the act made these assertions too. */
  readonly supposing: (assertions: ReadonlyArray<Assertion>) => Look<Ground>
}
