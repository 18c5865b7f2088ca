/** The acts of a dossier, in the order of effect or of recording: who, why, by which article, and what became of each. */
import {
  type Act,
  type Acteur,
  Article,
  type ConventionEvent,
  conventionAggregate,
  conventionDecider,
  type DateCivile,
  fold,
  type HabilitationEvent,
  type Holds,
  habilitationAggregate,
  habilitationDecider,
  type Instant,
  type Models,
  type Recorded
} from '@avenant/domain'
import { ever, nameOf } from './asked'

export type HistoryAsked = {
  /** Its stream: `convention-psu-1960-2017`. */
  readonly dossier: string
  readonly order: 'effect' | 'recording'
  /** Absent or null: all that is known. */
  readonly knownAt?: Instant | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type History = {
  readonly dossier: string
  readonly order: 'effect' | 'recording'
  readonly knownAt: Instant | null
  readonly acts: ReadonlyArray<HistoryAct>
}

export type HistoryAct = {
  /** Where it was first recorded: what a correction names. */
  readonly place: number
  readonly type: string
  /** As people name it, and the gender of that name. */
  readonly nom: string
  readonly genre: 'f' | 'm'
  readonly says: unknown
  /** What was computed and told with it when it was recorded; null when nothing was. */
  readonly computed: unknown
  /** Of what was computed, where it tells them. */
  readonly article: Article | null
  readonly computation: string | null
  /** The first day of what it asserts, since always or of nothing: null. */
  readonly effectiveFrom: DateCivile | null
  readonly recorded: Recording
  /** `tient`: it stands as it was recorded; `remplace`, `retire`: by the last of its corrections. */
  readonly status: 'tient' | 'remplace' | 'retire'
  /** In the order in which they were recorded. */
  readonly corrections: ReadonlyArray<HistoryCorrection>
}

/** The event of an act. */
export type Recording = {
  readonly revision: number
  readonly id: string
  readonly acteur: Acteur
  readonly recordedAt: Instant
  readonly reason: string | null
}

export type HistoryCorrection = {
  readonly recorded: Recording
  readonly motif: string
  /** Who asked for it; null: who gave it. */
  readonly demandeur: string | null
  /** The act that stands instead; null: none, the act was withdrawn. */
  readonly instead: { readonly type: string; readonly nom: string; readonly says: unknown } | null
}

/** An event of the stream that is an act, with what it holds. */
type Event = { readonly recorded: Recorded; readonly holds: Holds<unknown> }

/** What the history reads of a dossier as its acts make it. */
type Standing = {
  readonly acts: { get(place: number): Act | null | undefined }
  readonly asserted: { get(place: number): ReadonlyArray<{ readonly from: DateCivile | null }> | undefined }
}

/**
 * The effective date of an act is a matter of its definition, which today's code says; what each event moved is as it was
 * recorded.
 *
 * @param eventsOf the events of a stream, in their order; none for a stream that is not there
 */
export const history = (models: Models, eventsOf: (stream: string) => ReadonlyArray<Recorded>) => {
  const categories = [
    {
      aggregate: conventionAggregate,
      // The store's codec has read the events by their types; the fold passes over those of a service's own.
      stand: (events: ReadonlyArray<Recorded>): Standing =>
        fold(conventionDecider(models))(events as ReadonlyArray<Recorded<ConventionEvent>>)
    },
    {
      aggregate: habilitationAggregate,
      // As above.
      stand: (events: ReadonlyArray<Recorded>): Standing =>
        fold(habilitationDecider(models))(events as ReadonlyArray<Recorded<HabilitationEvent>>)
    }
  ]
  return ({ dossier, order, knownAt = null }: HistoryAsked): History => {
    const category = categories.find(({ aggregate }) => dossier.startsWith(`${aggregate.category}-`))
    if (category === undefined) return { dossier, order, knownAt, acts: [] }
    const { acts, correction, restatement } = category.aggregate
    const known = eventsOf(dossier).filter(({ recordedAt }) => recordedAt <= (knownAt ?? ever))
    const isOurs = (type: string) =>
      Object.hasOwn(acts, type) || type === correction.event || type === restatement.event
    const events = known.flatMap(
      (recorded): ReadonlyArray<Event> =>
        // The codec of the aggregate's events has read the data.
        isOurs(recorded.type) ? [{ recorded, holds: recorded.data as Holds<unknown> }] : []
    )
    const corrections = correctionsIn(events.filter(({ recorded: { type } }) => type === correction.event))
    const standing = category.stand(known)
    const told = events.map(event => actOf(event, standing, corrections.get(event.recorded.revision) ?? []))
    return { dossier, order, knownAt, acts: order === 'effect' ? told.toSorted(byEffect) : told }
  }
}

const byEffect = (a: HistoryAct, b: HistoryAct): number => {
  const [one, other] = [a.effectiveFrom ?? '', b.effectiveFrom ?? '']
  return one < other ? -1 : one > other ? 1 : a.place - b.place
}

const actOf = (
  { recorded, holds }: Event,
  standing: Standing,
  corrections: ReadonlyArray<HistoryCorrection>
): HistoryAct => {
  const { revision: place, type } = recorded
  const { computed = null } = holds
  const last = corrections.at(-1)
  return {
    place,
    type,
    ...nameOf(type),
    says: holds.says,
    computed,
    article: articleIn(computed),
    computation: computationIn(computed),
    effectiveFrom:
      earliest(standing.asserted.get(place) ?? []) ?? earliest(holds.moves.map(({ period }) => period)),
    recorded: recordingOf(recorded),
    status: last === undefined ? 'tient' : last.instead === null ? 'retire' : 'remplace',
    corrections
  }
}

/** The earliest of the days from which something holds; null when each holds since always. */
const earliest = (periods: ReadonlyArray<{ readonly from: DateCivile | null }>): DateCivile | null =>
  periods.reduce<DateCivile | null>(
    (first, { from }) => (from !== null && (first === null || from < first) ? from : first),
    null
  )

const recordingOf = ({ revision, id, recordedAt, metadata: { acteur, reason } }: Recorded): Recording => ({
  revision,
  id,
  acteur,
  recordedAt,
  reason
})

/** What corrects each act, by its place. */
const correctionsIn = (
  events: ReadonlyArray<Event>
): ReadonlyMap<number, ReadonlyArray<HistoryCorrection>> => {
  const byPlace = new Map<number, Array<HistoryCorrection>>()
  for (const { recorded, holds } of events) {
    // The codec of the correction has read what it says.
    const { corrections, motif, demandeur = null } = holds.says as Correction
    for (const { corrects, instead } of corrections) {
      const known = byPlace.get(corrects) ?? []
      byPlace.set(corrects, known)
      known.push({
        recorded: recordingOf(recorded),
        motif,
        demandeur,
        instead: instead === null ? null : { ...instead, nom: nameOf(instead.type).nom }
      })
    }
  }
  return byPlace
}

type Correction = Extract<ConventionEvent, { readonly type: 'ConventionCorrected' }>['data']['says']

const articleIn = (computed: unknown): Article | null => {
  const article = valueIn(computed, 'article')
  return Article.is(article) ? article : null
}

const computationIn = (computed: unknown): string | null => {
  const computation = valueIn(computed, 'computation')
  return typeof computation === 'string' && computation !== '' ? computation : null
}

const valueIn = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
