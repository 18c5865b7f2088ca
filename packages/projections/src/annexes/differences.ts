import {
  attributionOf,
  type ConventionFact,
  type ConventionId,
  conventionStream,
  type DateCivile,
  type Instant
} from '@avenant/domain'
import type { Cause, Change, Held } from '../bitemporal'
import type { Annexes, AnnexesStatus } from './answer'
import type { AnnexesDocument } from './description'
import { attributionsOf } from './held-facts'
import { changeSentence, effetSentence, endSentence } from './sentences'
import { type EffetSteps, endAfter } from './situation'

/** What two answers about one convention do not have in common. */
export type Differences = {
  readonly conventionId: ConventionId
  /** In which instants are shown (G3). */
  readonly zone: string
  readonly before: DifferencesPoint
  readonly after: DifferencesPoint
  /** Empty: the same annexes, or none on both sides for the same reason. */
  readonly differences: ReadonlyArray<Difference>
}

export type DifferencesPoint = {
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  readonly lastRecordedAt: Instant | null
  readonly status: AnnexesStatus
  readonly situation: string
}

/** The event that caused a difference: where it stands, what it is, when it was recorded. */
export type DifferenceCause = Cause & { readonly stream: string }

/**
 * One difference: `before` and `after` are the values of a fact, as the domain types them (their periods are
 * half-open), null where it does not hold. `detail` is what comes or goes with it: all the content of annexes that
 * appear at once, the roles on an establishment that is listed or delisted.
 */
export type Difference = Change<ConventionFact> & {
  readonly cause: DifferenceCause
  /** In French, for people. */
  readonly sentence: string
  readonly detail: ReadonlyArray<Difference>
}

/** One of the two answers compared, in its three forms. */
export type Side = {
  readonly annexes: Annexes
  readonly document: AnnexesDocument
  readonly effet: EffetSteps
}

/** `changes`: the facts that differ between the two points. */
export const differencesBetween = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): Differences => {
  const bothInForce = before.annexes.status === 'en-vigueur' && after.annexes.status === 'en-vigueur'
  return {
    conventionId: after.annexes.conventionId,
    zone: after.document.convention === null ? before.document.zone : after.document.zone,
    before: pointOf(before.document),
    after: pointOf(after.document),
    differences: bothInForce
      ? [...effectDifferences(before, after, changes), ...contentDifferences(before, after, changes)]
      : changes.filter(({ kind }) => kind === 'effet').map(change => statusDifference(before, after, change))
  }
}

const pointOf = ({ on, knownAt, lastRecordedAt, situation }: AnnexesDocument): DifferencesPoint => ({
  on,
  knownAt,
  lastRecordedAt,
  status: situation.status,
  situation: situation.sentence
})

/** Annexes that come into force or cease to be are one statement; their content is its detail. */
const statusDifference = (before: Side, after: Side, change: Change<ConventionFact>): Difference => {
  const content = [...contentOf(before.annexes, 'before'), ...contentOf(after.annexes, 'after')]
  return differenceOf(
    before,
    change,
    effetSentence(before.document, after.document),
    content.map(held => differenceOf(before, held, changeSentence(before.annexes, after.annexes, held)))
  )
}

/** Both in force: the effect may be computed otherwise, or its end be known on one side only. */
const effectDifferences = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<Difference> => {
  const sentence = endSentence(before.document, after.document)
  const [changed] = changes.filter(({ kind }) => kind === 'effet')
  if (changed !== undefined) return [differenceOf(before, changed, sentence)]
  if (before.document.situation.lastDay === after.document.situation.lastDay) return []
  const ends = [before, after].map(side => endAfter(side.effet, side.annexes.on))
  const [cause] = ends
    .flatMap(end => (end === null ? [] : [end.cause]))
    .toSorted((a, b) => b.revision - a.revision)
  const [was = null, is = null] = ends.map(end => end?.value)
  return cause === undefined
    ? []
    : [differenceOf(before, { kind: 'effet', id: '', before: was, after: is, cause }, sentence)]
}

/** Steps of a modification are not content of the annexes: what they change is. */
const notShown: ReadonlySet<ConventionFact['kind']> = new Set(['effet', 'model', 'modification'])

const contentDifferences = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<Difference> => {
  const sentence = (change: Change<ConventionFact>) => changeSentence(before.annexes, after.annexes, change)
  // A person comes into the annexes with a role, which says so; being known is no content.
  const shown = [...changes, ...movedDérogations(before.annexes, after.annexes)].filter(
    ({ kind, before: was, after: is }) =>
      !notShown.has(kind) && (kind !== 'personne' || (was !== null && is !== null))
  )
  const moved = new Set(
    shown.flatMap(({ kind, id, before: was, after: is }) =>
      kind === 'etablissement' && (was === null || is === null) ? [id] : []
    )
  )
  const follows = (change: Change<ConventionFact>): string | null => {
    const value = change.kind === 'attribution' ? (change.after ?? change.before) : null
    if (value === null) return null
    const { etablissementId } = attributionOf(change.id, value)
    return moved.has(etablissementId) ? etablissementId : null
  }
  return shown
    .filter(change => follows(change) === null)
    .map(change =>
      differenceOf(
        before,
        change,
        sentence(change),
        change.kind !== 'etablissement'
          ? []
          : shown
              .filter(other => follows(other) === change.id)
              .map(other => differenceOf(before, other, sentence(other)))
      )
    )
}

/** Dérogations that both sides hold alike, whose first or last day a correction moved. */
const movedDérogations = (before: Annexes, after: Annexes): ReadonlyArray<Change<ConventionFact>> =>
  after.facts.derogation.flatMap(is => {
    const was = before.facts.derogation.find(({ id }) => id === is.id)
    if (was === undefined || was.value !== is.value || was.cause.revision === is.cause.revision) return []
    if (was.period.from === is.period.from && was.period.to === is.period.to) return []
    const { cause } = was.cause.revision > is.cause.revision ? was : is
    return [{ kind: 'derogation', id: is.id, before: was.value, after: is.value, cause } as const]
  })

const differenceOf = (
  { annexes: { conventionId } }: Side,
  change: Change<ConventionFact>,
  sentence: string,
  detail: ReadonlyArray<Difference> = []
): Difference => ({
  ...change,
  cause: { stream: conventionStream(conventionId), ...change.cause },
  sentence,
  detail
})

/** All that annexes in force hold, as if it had just come (`after`) or gone (`before`). */
const contentOf = (annexes: Annexes, side: 'before' | 'after'): ReadonlyArray<Change<ConventionFact>> => {
  if (annexes.status !== 'en-vigueur') return []
  const { etablissement, personne, attribution, 'non-respect': nonRespect, derogation } = annexes.facts
  const holders = new Set<string>(attributionsOf(annexes.facts).map(({ personneId }) => personneId))
  return [
    ...etablissement,
    ...personne.filter(({ id }) => holders.has(id)),
    ...attribution,
    ...nonRespect,
    ...derogation
  ].map(held => asChange(held, side))
}

const asChange = (
  { kind, id, value, cause }: Held<ConventionFact>,
  side: 'before' | 'after'
): Change<ConventionFact> =>
  // Kind and value are those of one fact: the compiler does not follow them together.
  ({ kind, id, before: null, after: null, cause, [side]: value }) as Change<ConventionFact>
