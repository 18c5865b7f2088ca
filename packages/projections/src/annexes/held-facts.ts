/** What holds on a day, by kind of line. */
import {
  type Aggregate,
  type Attribution,
  attributionOf,
  type ConventionValues,
  conventionAggregate,
  type differenceSentence,
  type PersonneId,
  type Rang
} from '@avenant/domain'
import type { FactIndex, Held, Point } from '../bitemporal'
import type { ConventionFact } from '../dossiers'
import type { Annexes, HeldFacts } from './answer'

/** The kinds of lines of a convention, by their names. */
export const kinds: Aggregate<unknown>['kinds'] = conventionAggregate.kinds
type KindName = keyof ConventionValues

// The aggregate's kinds are those of the convention's values.
const KINDS = Object.keys(kinds) as ReadonlyArray<KindName>

/** Of each kind whose lines describe a thing, the kind that tells whether the thing is there. */
const PRESENCES: { readonly [K in KindName]?: KindName } = Object.fromEntries(
  KINDS.flatMap(kind => {
    const described = kinds[kind]?.describes
    return described === undefined ? [] : [[kind, described]]
  })
)

type AnyHeld = ReadonlyArray<Held<ConventionFact>>

// The keys are all the kinds.
const NOTHING_HELD = Object.fromEntries(KINDS.map((kind): [string, AnyHeld] => [kind, []])) as Record<
  KindName,
  AnyHeld
>

/** What holds, by kind; within a kind, in the order in which it was recorded: so the annexes were written. */
export const heldFacts = (
  index: FactIndex<ConventionFact>
): ((dossier: string, point: Point) => HeldFacts) => {
  const held = index.byKind(KINDS, PRESENCES)
  return (dossier, point) => {
    const found: ReadonlyArray<AnyHeld> = held(dossier, point)
    // A copy has all keys from the start; it is faster to fill where something holds than to make key by key.
    const facts = { ...NOTHING_HELD }
    for (let i = 0; i < KINDS.length; i++) {
      const kind = KINDS[i]
      const ofKind = found[i]
      if (kind !== undefined && ofKind !== undefined && ofKind.length > 0) facts[kind] = ofKind
    }
    // The facts under a kind are of that kind.
    return facts as HeldFacts
  }
}

/** How a kind is told; of one that is not among the lines, its name is the label. */
export const kindOf = (kind: string): Parameters<typeof differenceSentence>[0] =>
  kinds[kind] ?? { label: kind }

/** What holds of a kind that is known by its name alone. */
export const heldIn = ({ facts }: Pick<Annexes, 'facts'>, kind: string): AnyHeld =>
  (facts as Readonly<Record<string, AnyHeld>>)[kind] ?? []

/** Who has which role where, and at which rang. */
export type HeldAttribution = Attribution & { readonly rang: Rang }

export const attributionsOf = ({ attribution, rang }: HeldFacts): ReadonlyArray<HeldAttribution> => {
  const rangs = new Map(rang.map(({ id, value }) => [id, value]))
  return attribution.flatMap(({ id }) => {
    const value = rangs.get(id)
    return value === undefined ? [] : [{ ...attributionOf(id), rang: value }]
  })
}

/** Whoever holds a role, each once (M12). */
export const personnesHabilitated = ({
  attribution
}: Pick<HeldFacts, 'attribution'>): ReadonlyArray<PersonneId> => [
  ...new Set(attribution.map(({ id }) => attributionOf(id).personneId))
]
