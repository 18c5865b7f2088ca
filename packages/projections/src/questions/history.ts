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
  habilitationAggregate,
  habilitationDecider,
  type Instant,
  type Models
} from '@avenant/domain'
import { ever, isAct, nameOf } from './asked'
import { earliest, type Told } from './told'

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
export const history = (models: Models, eventsOf: (stream: string) => ReadonlyArray<Told>) => {
  const categories = [
    {
      aggregate: conventionAggregate,
      // The store's codec has read the events by their types; the fold passes over those of a service's own.
      stand: (events: ReadonlyArray<Saying>): Standing =>
        fold(conventionDecider(models))(events as ReadonlyArray<ConventionEvent>)
    },
    {
      aggregate: habilitationAggregate,
      // As above.
      stand: (events: ReadonlyArray<Saying>): Standing =>
        fold(habilitationDecider(models))(events as ReadonlyArray<HabilitationEvent>)
    }
  ]
  return ({ dossier, order, knownAt = null }: HistoryAsked): History => {
    const category = categories.find(({ aggregate }) => dossier.startsWith(`${aggregate.category}-`))
    if (category === undefined) return { dossier, order, knownAt, acts: [] }
    const { correction } = category.aggregate
    const known = eventsOf(dossier).filter(({ recordedAt }) => recordedAt <= (knownAt ?? ever))
    const events = known.filter(({ type }) => isAct(type))
    const corrections = correctionsIn(events.filter(({ type }) => type === correction.event))
    const standing = category.stand(known.map(sayingOf))
    const told = events.map(event => actOf(event, standing, corrections.get(event.revision) ?? []))
    return { dossier, order, knownAt, acts: order === 'effect' ? told.toSorted(byEffect) : told }
  }
}

/** An event as far as the acts that stand are a matter of it: its moves make lines, which the history does not read. */
type Saying = {
  readonly type: string
  readonly data: { readonly says: unknown; readonly moves: readonly [] }
}

const sayingOf = ({ type, says }: Told): Saying => ({ type, data: { says, moves: [] } })

const byEffect = (a: HistoryAct, b: HistoryAct): number => {
  const [one, other] = [a.effectiveFrom ?? '', b.effectiveFrom ?? '']
  return one < other ? -1 : one > other ? 1 : a.place - b.place
}

const actOf = (
  event: Told,
  standing: Standing,
  corrections: ReadonlyArray<HistoryCorrection>
): HistoryAct => {
  const { revision: place, type, says, computed, movedFrom } = event
  const last = corrections.at(-1)
  return {
    place,
    type,
    ...nameOf(type),
    says,
    computed,
    article: articleIn(computed),
    computation: computationIn(computed),
    effectiveFrom: earliest(standing.asserted.get(place) ?? []) ?? movedFrom,
    recorded: recordingOf(event),
    status: last === undefined ? 'tient' : last.instead === null ? 'retire' : 'remplace',
    corrections
  }
}

const recordingOf = ({ revision, id, recordedAt, acteur, reason }: Told): Recording => ({
  revision,
  id,
  acteur,
  recordedAt,
  reason
})

/** What corrects each act, by its place. */
const correctionsIn = (
  events: ReadonlyArray<Told>
): ReadonlyMap<number, ReadonlyArray<HistoryCorrection>> => {
  const byPlace = new Map<number, Array<HistoryCorrection>>()
  for (const event of events) {
    // The codec of the correction has read what it says.
    const { corrections, motif, demandeur = null } = event.says as Correction
    for (const { corrects, instead } of corrections) {
      const known = byPlace.get(corrects) ?? []
      byPlace.set(corrects, known)
      known.push({
        recorded: recordingOf(event),
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
