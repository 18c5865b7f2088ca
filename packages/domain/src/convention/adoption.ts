/** Under which version of its model each day of a convention is: an avenant may adopt another (G11). */
import type { ModelOn } from '../dossier/look'
import type { ModificationId } from '../identity/ids'
import type { Need } from '../model/instrument'
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { DateCivile } from '../time/date-civile'
import type { ChangeOf, ModificationChange } from './changes'

/** From its day on, until the next one, the convention is under the version that it names. */
export type Adoption = {
  readonly from: DateCivile
  readonly model: ModelRef
  readonly modificationId: ModificationId
  readonly place: number
}

/** The versions that the service knows, and those that a convention adopted, in the order of their days. */
export type Versions = {
  readonly models: ReadonlyArray<ModelRef>
  readonly versionOf: (ref: ModelRef) => ConventionModel | null
  readonly adoptions: ReadonlyArray<Adoption>
}

export const adoptedIn = (changes: ReadonlyArray<ModificationChange>): ChangeOf<'adopt-model'> | null =>
  changes.find(change => change.kind === 'adopt-model') ?? null

/** The version under which a list of changes holds: the one that the list adopts, or that of the day. */
export const rulingOver = (
  { versionOf }: Pick<Versions, 'versionOf'>,
  changes: ReadonlyArray<ModificationChange>,
  version: ModelOn
): ModelOn => {
  const adopted = adoptedIn(changes)
  const own = adopted === null ? null : versionOf(adopted.model)
  return own === null ? version : () => own
}

/** The version of a day; null: since always. One that the service does not know rules nothing: no command is decided then. */
export const modelOn = (
  { versionOf, adoptions }: Versions,
  opening: ConventionModel,
  on: DateCivile | null
): ConventionModel => {
  if (on === null || adoptions.length === 0) return opening
  const ref = adoptions.findLast(({ from, model }) => from <= on && versionOf(model) !== null)?.model
  return (ref && versionOf(ref)) ?? opening
}

/** Every version under which a day may be, each once, that which opens the convention first. */
export const versionsIn = (
  { versionOf, adoptions }: Versions,
  opening: ConventionModel
): ReadonlyArray<ConventionModel> =>
  adoptions.length === 0
    ? [opening]
    : [...new Set([opening, ...adoptions.flatMap(({ model }) => versionOf(model) ?? [])])]

/** In the order of their days; of one day, as they were recorded. */
export const inDayOrder = (adoptions: ReadonlyArray<Adoption>): ReadonlyArray<Adoption> =>
  adoptions.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.place - b.place))

/** An avenant, which every party signs, as a change of the parties is at most. */
export const adoptionNeed = ({ changes, parties }: ConventionModel): Need =>
  changes?.kinds.model ?? { instrument: 'avenant', article: parties.change.article }

/** Whether a version is another of the same model, or extends one of it, however far. */
export const isVersionOf = (
  { versionOf }: Pick<Versions, 'versionOf'>,
  version: ConventionModel,
  model: ConventionModel
): boolean => {
  const passed = new Set<ConventionModel>()
  for (let next: ConventionModel | null = version; next !== null && !passed.has(next); ) {
    if (next.id === model.id) return true
    passed.add(next)
    const parent: ModelRef | null = next.extended
    if (parent?.id === model.id) return true
    next = parent === null ? null : versionOf(parent)
  }
  return false
}
