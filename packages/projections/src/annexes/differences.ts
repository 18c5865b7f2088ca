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
import type { AnnexesDocument, ConventionDescription, PartieDescription } from './description'
import type { EffetSteps } from './end'
import { attributionsOf } from './held-facts'
import { changeSentence, effetSentence, endSentence } from './sentences'
import { shownBetween } from './shown'

/** What two answers about one convention do not have in common. */
export type Differences = {
  readonly conventionId: ConventionId
  /** Which convention it is, as the later side shows it; null when neither knows it. */
  readonly convention: ConventionHeading | null
  /** In which instants are shown (G3). */
  readonly zone: string
  readonly before: DifferencesPoint
  readonly after: DifferencesPoint
  /**
   * Empty exactly when both documents show the same, but for the dates asked and what follows from them alone: the
   * term of a tacit renewal, the day that an alert names.
   */
  readonly differences: ReadonlyArray<Difference>
}

/** What a page says at its head of which convention it is. */
export type ConventionHeading = {
  readonly model: ConventionDescription['model']
  readonly parties: ReadonlyArray<Pick<PartieDescription, 'id' | 'label' | 'denomination'>>
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
  const effet = changes.find(({ kind }) => kind === 'effet')
  const bothInForce = before.annexes.status === 'en-vigueur' && after.annexes.status === 'en-vigueur'
  return {
    conventionId: after.annexes.conventionId,
    convention: headingOf(after.document.convention ?? before.document.convention),
    zone: after.document.convention === null ? before.document.zone : after.document.zone,
    before: pointOf(before.document),
    after: pointOf(after.document),
    differences:
      effet === undefined || bothInForce
        ? [...effectDifferences(before, after, effet), ...contentDifferences(before, after, changes)]
        : [statusDifference(before, after, effet, changes)]
  }
}

const headingOf = (convention: ConventionDescription | null): ConventionHeading | null =>
  convention === null
    ? null
    : {
        model: convention.model,
        parties: convention.parties.map(({ id, label, denomination }) => ({ id, label, denomination }))
      }

const pointOf = ({ on, knownAt, lastRecordedAt, situation }: AnnexesDocument): DifferencesPoint => ({
  on,
  knownAt,
  lastRecordedAt,
  status: situation.status,
  situation: situation.sentence
})

/** Annexes that come into force or cease to be, or another reason for none, are one statement; the rest is its detail. */
const statusDifference = (
  before: Side,
  after: Side,
  effet: Change<ConventionFact>,
  changes: ReadonlyArray<Change<ConventionFact>>
): Difference => {
  const content = [...contentOf(before.annexes, 'before'), ...contentOf(after.annexes, 'after')]
  return differenceOf(
    before,
    effet,
    effetSentence(before.document, after.document),
    content.length === 0
      ? contentDifferences(before, after, changes)
      : content.map(held => differenceOf(before, held, changeSentence(before.annexes, after.annexes, held)))
  )
}

/** The same status: the effect may be computed otherwise, or its end be known on one side only. */
const effectDifferences = (
  before: Side,
  after: Side,
  effet: Change<ConventionFact> | undefined
): ReadonlyArray<Difference> => {
  const [was, is] = [before, after].map(({ document: { situation } }) =>
    JSON.stringify([situation.firstDay, situation.lastDay, situation.end, situation.computation])
  )
  const changed = effet ?? (was === is ? null : latestOn(before.effet, after.effet))
  return changed === null ? [] : [differenceOf(before, changed, endSentence(before.document, after.document))]
}

/** Of the days on which two lines of the effet say otherwise, the one that was recorded last: an end, or its withdrawal. */
const latestOn = (before: EffetSteps, after: EffetSteps): Change<ConventionFact> | null => {
  const stepOn = (steps: EffetSteps, day: DateCivile | null) =>
    steps.findLast(({ span: { from } }) => from === null || (day !== null && from <= day))
  const changes = [...before, ...after].flatMap(
    ({ span: { from } }): ReadonlyArray<Change<ConventionFact>> => {
      const [was, is] = [stepOn(before, from), stepOn(after, from)]
      const cause = [was, is]
        .flatMap(step => (step === undefined ? [] : [step.cause]))
        .reduce<Cause | null>((a, b) => (a !== null && a.revision > b.revision ? a : b), null)
      return cause === null || was?.value === is?.value
        ? []
        : [{ kind: 'effet', id: '', before: was?.value ?? null, after: is?.value ?? null, cause }]
    }
  )
  const [latest = null] = changes.toSorted((a, b) => b.cause.revision - a.cause.revision)
  return latest
}

const contentDifferences = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<Difference> => {
  const sentence = (change: Change<ConventionFact>) => changeSentence(before.annexes, after.annexes, change)
  const shown = [...changes, ...movedDérogations(before, after)].filter(
    shownBetween(before.document, after.document)
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
const movedDérogations = (before: Side, after: Side): ReadonlyArray<Change<ConventionFact>> =>
  after.annexes.facts.derogation.flatMap(is => {
    const was = before.annexes.facts.derogation.find(({ id }) => id === is.id)
    if (was === undefined || was.value !== is.value) return []
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
