import {
  type Article,
  attributionOf,
  type ConventionId,
  conventionStream,
  type DateCivile,
  type Instant,
  type ModelGiven
} from '@avenant/domain'
import type { Cause, Change } from '../bitemporal'
import type { ConventionFact } from '../dossiers'
import { frenchAct } from './acts'
import { type AnnexeChange, annexeChanges, contentOf, latestOn, type Side } from './annexe-changes'
import type { AnnexesStatus } from './answer'
import { articleOf } from './articles'
import type { ConventionDescription, PartieDescription } from './description'
import { effetSentence, endSentence, sentencesBetween } from './sentences'
import { shownBetween } from './shown'

export type { Side } from './annexe-changes'

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
  readonly model: Pick<ConventionDescription['model'], 'id' | 'version' | 'titre' | 'source'>
  readonly parties: ReadonlyArray<Pick<PartieDescription, 'id' | 'label' | 'denomination'>>
}

export type DifferencesPoint = {
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  readonly lastRecordedAt: Instant | null
  readonly status: AnnexesStatus
  readonly situation: string
  /** The version of its model, and whether the model given is the recorded one; null when it or its model is unknown. */
  readonly model: ModelGiven | null
}

/** The event that caused a difference: where it stands, what it is, when it was recorded, by whom and why. */
export type DifferenceCause = Cause & {
  /** `convention-psu-1960-2017`. */
  readonly dossier: string
  /** The act as people name it: « Signature de la convention ». */
  readonly acte: string
  /** Under which what differs is decided; null where the model names none. */
  readonly article: Article | null
}

/**
 * One difference: `before` and `after` are the values of what it is about, as the domain types them (their periods are
 * half-open), null where it does not hold. `detail` is what comes or goes with it: all the content of annexes that
 * appear at once, the roles on an establishment that is listed or delisted.
 */
export type Difference = AnnexeChange & {
  /** `etablissement/201500086`: the same whatever the two points. */
  readonly key: string
  readonly cause: DifferenceCause
  /** In French, for people. */
  readonly sentence: string
  readonly detail: ReadonlyArray<Difference>
}

/** `changes`: the lines that differ between the two points. */
export const differencesBetween = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): Differences => {
  const effet = changes.find(change => change.kind === 'effet')
  const bothInForce = before.annexes.status === 'en-vigueur' && after.annexes.status === 'en-vigueur'
  const content = annexeChanges(before, after, changes)
  return {
    conventionId: after.annexes.conventionId,
    convention: conventionHeading(after.document.convention ?? before.document.convention),
    zone: after.document.convention === null ? before.document.zone : after.document.zone,
    before: pointShownBy(before),
    after: pointShownBy(after),
    differences:
      effet === undefined || bothInForce
        ? [...effectDifferences(before, after, effet), ...contentDifferences(before, after, content)]
        : [statusDifference(before, after, effet, content)]
  }
}

const conventionHeading = (convention: ConventionDescription | null): ConventionHeading | null =>
  convention === null
    ? null
    : {
        model: {
          id: convention.model.id,
          version: convention.model.version,
          titre: convention.model.titre,
          source: convention.model.source
        },
        parties: convention.parties.map(({ id, label, denomination }) => ({ id, label, denomination }))
      }

const pointShownBy = ({ annexes: { given, model }, document }: Side): DifferencesPoint => {
  const { on, knownAt, lastRecordedAt, situation } = document
  return {
    on,
    knownAt,
    lastRecordedAt,
    status: situation.status,
    situation: situation.sentence,
    model: model === null ? null : given
  }
}

/** Annexes that come into force or cease to be, or another reason for none, are one statement; the rest is its detail. */
const statusDifference = (
  before: Side,
  after: Side,
  effet: AnnexeChange,
  changes: ReadonlyArray<AnnexeChange>
): Difference => {
  const content = [...contentOf(before.annexes, 'before'), ...contentOf(after.annexes, 'after')]
  const sentence = sentencesBetween(before, after)
  return differenceOf(
    after,
    effet,
    effetSentence(before.document, after.document),
    content.length === 0
      ? contentDifferences(before, after, changes)
      : content.map(held => differenceOf(after, held, sentence(held)))
  )
}

/** Two answers of one status may still differ: the effect was computed otherwise, or its end is known to one of them only. */
const effectDifferences = (
  before: Side,
  after: Side,
  effet: AnnexeChange | undefined
): ReadonlyArray<Difference> => {
  const [was, is] = [before, after].map(({ document: { situation } }) =>
    JSON.stringify([situation.firstDay, situation.lastDay, situation.end, situation.computation])
  )
  const changed = effet ?? (was === is ? null : latestOn(before.lines, after.lines))
  if (changed === null) return []
  const sentence =
    changed.kind === 'manquement'
      ? sentencesBetween(before, after)(changed)
      : endSentence(before.document, after.document)
  return [differenceOf(after, changed, sentence)]
}

const contentDifferences = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<AnnexeChange>
): ReadonlyArray<Difference> => {
  const sentence = sentencesBetween(before, after)
  const shown = toldOnce(changes.filter(shownBetween(before.document, after.document)))
  const moved = new Set(
    shown.flatMap(({ kind, id, before: was, after: is }) =>
      kind === 'etablissement' && (was === null || is === null) ? [id] : []
    )
  )
  const follows = ({ kind, id }: AnnexeChange): string | null => {
    if (kind !== 'attribution') return null
    const { etablissementId } = attributionOf(id)
    return etablissementId !== null && moved.has(etablissementId) ? etablissementId : null
  }
  return shown
    .filter(change => follows(change) === null)
    .map(change =>
      differenceOf(
        after,
        change,
        sentence(change),
        change.kind !== 'etablissement'
          ? []
          : shown
              .filter(other => follows(other) === change.id)
              .map(other => differenceOf(after, other, sentence(other)))
      )
    )
}

/** That a modification no longer waits is told by what it changed, where it changed anything that is shown. */
const toldOnce = (changes: ReadonlyArray<AnnexeChange>): ReadonlyArray<AnnexeChange> => {
  const changed = new Set(
    changes.flatMap(({ kind, cause }) => (kind === 'modification' ? [] : [cause.revision]))
  )
  return changes.filter(
    ({ kind, before, after, cause }) =>
      kind !== 'modification' || (before !== null && after !== null) || !changed.has(cause.revision)
  )
}

const differenceOf = (
  { annexes: { conventionId, model } }: Side,
  change: AnnexeChange,
  sentence: string,
  detail: ReadonlyArray<Difference> = []
): Difference => ({
  ...change,
  key: change.id === '' ? change.kind : `${change.kind}/${change.id}`,
  cause: {
    dossier: conventionStream(conventionId),
    ...change.cause,
    acte: frenchAct(change.cause.type),
    article: model === null ? null : articleOf(model, change)
  },
  sentence,
  detail
})
