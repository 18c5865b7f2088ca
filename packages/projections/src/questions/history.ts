/** The acts of a dossier, in the order of effect or of recording: who, why, by which article, and what became of each. */
import {
  type Acteur,
  Article,
  type ConventionEvent,
  conventionStream,
  type DateCivile,
  type HabilitationId,
  habilitationAggregate,
  type Instant,
  type ModelGiven,
  modelsGiven
} from '@avenant/domain'
import { type Evidence, ever, evidenceOf, isAct, nameOf } from './asked'
import type { Lines } from './lines'
import { type MovedLines, movedIn } from './moved'
import type { PremiseAlert, Premises } from './premises'
import type { CategoryOf, Standing } from './standing'
import { earliest, type Told, type ToldByStream } from './told'

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
  /** Each version of a model under which it was recorded, and whether the model given is that one. */
  readonly models: ReadonlyArray<ModelGiven>
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
  /** The lines that its event moved, by kind; those of the corrections of the act are told by these. */
  readonly moved: ReadonlyArray<MovedLines>
  /** The event of which it is a consequence, in this dossier or in one that it rests on; null: somebody gave it. */
  readonly cause: Evidence | null
  /** Alerts that another dossier no longer carried the act when it was recorded: told for ever, with what lifted each. */
  readonly premisses: ReadonlyArray<PremiseAlert>
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

/**
 * The effective date of an act is a matter of its definition, which today's code says; what each event moved is as it was
 * recorded.
 */
export const history =
  (lines: Lines, categoryOf: CategoryOf, told: ToldByStream, premises: Premises) =>
  ({ dossier, order, knownAt = null }: HistoryAsked): History => {
    const category = categoryOf(dossier)
    if (category === null) return { dossier, order, knownAt, models: [], acts: [] }
    const known = told.of(dossier).filter(({ recordedAt }) => recordedAt <= (knownAt ?? ever))
    const events = known.filter(({ type }) => isAct(type))
    const corrections = correctionsIn(events.filter(({ type }) => type === category.correction.event))
    const standing = category.stand(known)
    const premisses = premises.of(dossier, knownAt ?? ever)
    const id = dossier.slice(category.category.length + 1)
    const movedBy = movedIn(lines, category, id)
    const acts = events.map(event => ({
      ...actOf(event, standing, corrections.get(event.revision) ?? []),
      moved: movedBy(event.revision),
      cause: causeOf(event, [dossier, ...restsOn(lines, dossier)], told),
      premisses: premisses.filter(({ act }) => act.dossier === dossier && act.revision === event.revision)
    }))
    const recorded = lines.dossiers.modelsOf(category.category, id)
    const models = modelsGiven(dossier, recorded, lines.modelOf, knownAt)
    return { dossier, order, knownAt, models, acts: order === 'effect' ? acts.toSorted(byEffect) : acts }
  }

/** The event that caused another, where it is in one of these streams. */
const causeOf = (
  { causationId }: Told,
  streams: ReadonlyArray<string>,
  told: ToldByStream
): Evidence | null => {
  if (causationId === null) return null
  for (const stream of streams) {
    const cause = told.of(stream).find(({ id }) => id === causationId)
    if (cause !== undefined) {
      const { acteur, reason, ...event } = cause
      return evidenceOf(stream, { ...event, acteur: acteur.kind, ...(reason === null ? {} : { reason }) })
    }
  }
  return null
}

/** The streams of the conventions that an habilitation is under. */
const restsOn = ({ directory }: Lines, dossier: string): ReadonlyArray<string> => {
  const prefix = `${habilitationAggregate.category}-`
  // The store has read the id of the stream.
  return dossier.startsWith(prefix)
    ? directory.conventionsAbove(dossier.slice(prefix.length) as HabilitationId).map(conventionStream)
    : []
}

const byEffect = (a: HistoryAct, b: HistoryAct): number => {
  const [one, other] = [a.effectiveFrom ?? '', b.effectiveFrom ?? '']
  return one < other ? -1 : one > other ? 1 : a.place - b.place
}

const actOf = (
  event: Told,
  standing: Standing,
  corrections: ReadonlyArray<HistoryCorrection>
): Omit<HistoryAct, 'premisses' | 'moved' | 'cause'> => {
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
