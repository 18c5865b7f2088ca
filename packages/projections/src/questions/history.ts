/** The acts of a dossier, in the order of effect or of recording: who, why, by which article, and what became of each. */
import {
  type Acteur,
  Article,
  type ConventionEvent,
  type ConventionId,
  civilDateOf,
  conventionAggregate,
  conventionStream,
  DateCivile,
  dayNumber,
  type HabilitationId,
  habilitationAggregate,
  habilitationStream,
  type Instant,
  type ModelGiven,
  modelsGiven
} from '@avenant/domain'
import { type Evidence, ever, evidenceOf, isAct, nameOf } from './asked'
import { contentsOf } from './contents'
import type { Lines } from './lines'
import { type MovedLines, movedIn } from './moved'
import { zoneOf } from './planed'
import type { PremiseAlert, Premises } from './premises'
import type { CategoryOf, Standing } from './standing'
import { earliest, isBefore, type Told, type ToldByStream } from './told'

export type HistoryAsked = {
  /** Its stream: `convention-psu-1960-2017`. Absent or null: every dossier. */
  readonly dossier?: string | null
  /** Of a convention, whether the acts of the habilitations under it are told too. */
  readonly withHabilitations?: boolean | null
  /** The days between which acts are told, both included: of their effect, or of their recording, as `order` is. */
  readonly from?: DateCivile | null
  readonly to?: DateCivile | null
  readonly order: 'effect' | 'recording'
  /** Absent or null: all that is known. */
  readonly knownAt?: Instant | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type History = {
  /** Null: every dossier. */
  readonly dossier: string | null
  readonly from: DateCivile | null
  readonly to: DateCivile | null
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
  /** `convention-psu-1960-2017`. */
  readonly dossier: string
  readonly says: unknown
  /** What it says, in French, one line each, by the names of its day. */
  readonly contenu: ReadonlyArray<string>
  /** The last of the days on which, as it says, something happened: a signature, a receipt; null: it says none. */
  readonly happenedOn: DateCivile | null
  /** Days from that day, or without one from that of its effect, to its recording; null: it was recorded by then. */
  readonly late: number | null
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
  /** What that act says otherwise than what stood until then, in French, one line each; of an act withdrawn none. */
  readonly changed: ReadonlyArray<string>
}

/**
 * The effective date of an act is a matter of its definition, which today's code says; what each event moved is as it was
 * recorded.
 */
export const history = (lines: Lines, categoryOf: CategoryOf, told: ToldByStream, premises: Premises) => {
  const actsOf = actsIn({ lines, categoryOf, told, premises, contents: contentsOf(lines) })
  return (
    { dossier = null, withHabilitations = null, from = null, to = null, order, knownAt = null }: HistoryAsked,
    sees: ((dossier: string) => boolean) | null = null
  ): History => {
    const dossiers = (
      dossier === null
        ? told.streams.filter(stream => categoryOf(stream) !== null)
        : [dossier, ...(withHabilitations === true ? under(lines, dossier) : [])]
    ).filter(stream => stream === dossier || sees === null || sees(stream))
    const found = dossiers.map(one => actsOf(one, knownAt))
    const acts = found.flatMap(({ acts }) => acts).filter(isWithin(order, from, to))
    return {
      dossier,
      from,
      to,
      order,
      knownAt,
      models: found.flatMap(({ models }) => models).filter(isFirst),
      acts: (order === 'effect' ? acts.toSorted(byEffect) : acts.toSorted(byRecording)).map(({ act }) => act)
    }
  }
}

/** An act, its place in the journal, and the day of its recording where its convention is. */
type Placed = { readonly act: HistoryAct; readonly told: Told; readonly recordedOn: DateCivile }

/** Those of one dossier, in the order of recording. */
type Reading = {
  readonly lines: Lines
  readonly categoryOf: CategoryOf
  readonly told: ToldByStream
  readonly premises: Premises
  readonly contents: ReturnType<typeof contentsOf>
}

const actsIn =
  ({ lines, categoryOf, told, premises, contents }: Reading) =>
  (
    dossier: string,
    knownAt: Instant | null
  ): { readonly models: ReadonlyArray<ModelGiven>; readonly acts: ReadonlyArray<Placed> } => {
    const category = categoryOf(dossier)
    if (category === null) return { models: [], acts: [] }
    const known = told.of(dossier).filter(({ recordedAt }) => recordedAt <= (knownAt ?? ever))
    const events = known.filter(({ type }) => isAct(type))
    const corrections = correctionsIn(events.filter(({ type }) => type === category.correction.event))
    const standing = category.stand(known)
    const premisses = premises.of(dossier, knownAt ?? ever)
    const id = dossier.slice(category.category.length + 1)
    const movedBy = movedIn(lines, category, id)
    const above = restsOn(lines, dossier)
    const conventionId = conventionOf(above[0] ?? dossier)
    const zone = zoneOf(lines, category.category, id)
    const acts = events.map((event): Placed => {
      const act = actOf(event, category, standing, corrections.get(event.revision) ?? [])
      const recordedOn = civilDateOf(event.recordedAt, zone)
      const happenedOn = happenedIn(event)
      const day = happenedOn ?? act.effectiveFrom
      const late = day === null ? 0 : dayNumber(recordedOn) - dayNumber(day)
      const on = act.effectiveFrom ?? happenedOn ?? recordedOn
      const content = contents({ conventionId, on, knownAt: knownAt ?? ever })
      return {
        told: event,
        recordedOn,
        act: {
          ...act,
          dossier,
          contenu: content.of(event.says),
          corrections: act.corrections.map((correction, i) => ({
            ...correction,
            changed: content.between(saidBefore(act, i), correction.instead?.says)
          })),
          happenedOn,
          late: late > 0 ? late : null,
          moved: movedBy(event.revision),
          cause: causeOf(event, [dossier, ...above], told),
          premisses: premisses.filter(
            ({ act: alerted }) => alerted.dossier === dossier && alerted.revision === event.revision
          )
        }
      }
    })
    const recorded = lines.dossiers.modelsOf(category.category, id)
    return { models: modelsGiven(dossier, recorded, lines.modelOf, knownAt), acts }
  }

/** What a correction replaced: what the one before it put there, or what was first said; null: nothing stood there. */
const saidBefore = ({ says, corrections }: Pick<HistoryAct, 'says'> & Corrected, i: number): unknown => {
  const before = corrections[i - 1]
  return before === undefined ? says : (before.instead?.says ?? null)
}

const isFirst = (model: ModelGiven, i: number, all: ReadonlyArray<ModelGiven>): boolean =>
  all.findIndex(({ id, version }) => id === model.id && version === model.version) === i

/** Of an act without a day of effect, the day on which it happened counts, then that of its recording. */
const isWithin =
  (order: History['order'], from: DateCivile | null, to: DateCivile | null) =>
  ({ act, recordedOn }: Placed): boolean => {
    const day = order === 'recording' ? recordedOn : (act.effectiveFrom ?? act.happenedOn ?? recordedOn)
    return (from === null || day >= from) && (to === null || day <= to)
  }

const happensIn: Readonly<Record<string, ReadonlyArray<string> | undefined>> = Object.fromEntries(
  [conventionAggregate, habilitationAggregate].flatMap(({ acts }) =>
    Object.values<{ readonly event: string; readonly happened?: ReadonlyArray<string> }>(acts).map(
      ({ event, happened = [] }) => [event, happened]
    )
  )
)

const happenedIn = ({ type, says }: Told): DateCivile | null =>
  (happensIn[type] ?? []).reduce<DateCivile | null>((last, key) => {
    const day = valueIn(says, key)
    return DateCivile.is(day) && (last === null || day > last) ? day : last
  }, null)

/** The habilitations that were ever asked for under a convention. */
const under = ({ directory }: Lines, dossier: string): ReadonlyArray<string> => {
  const conventionId = conventionOf(dossier)
  return conventionId === null ? [] : directory.habilitationsUnder(conventionId).map(habilitationStream)
}

const conventionOf = (dossier: string): ConventionId | null => {
  const prefix = `${conventionAggregate.category}-`
  // The store has read the id of the stream.
  return dossier.startsWith(prefix) ? (dossier.slice(prefix.length) as ConventionId) : null
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

const byEffect = (a: Placed, b: Placed): number => {
  const [one, other] = [a.act.effectiveFrom ?? '', b.act.effectiveFrom ?? '']
  return one < other ? -1 : one > other ? 1 : a.told === b.told ? 0 : byRecording(a, b)
}

const byRecording = (a: Placed, b: Placed): number => (isBefore(a.told, b.told) ? -1 : 1)

const actOf = (
  event: Told,
  { toldDay }: NonNullable<ReturnType<CategoryOf>>,
  standing: Standing,
  corrections: Corrected['corrections']
): Omit<
  HistoryAct,
  'dossier' | 'contenu' | 'happenedOn' | 'late' | 'premisses' | 'moved' | 'cause' | 'corrections'
> &
  Corrected => {
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
    effectiveFrom:
      earliest(standing.asserted.get(place) ?? []) ?? movedFrom ?? toldDay(standing.acts.get(place) ?? event),
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

/** The corrections of an act, before what each changed is told. */
type Corrected = { readonly corrections: ReadonlyArray<Omit<HistoryCorrection, 'changed'>> }

/** What corrects each act, by its place. */
const correctionsIn = (events: ReadonlyArray<Told>): ReadonlyMap<number, Corrected['corrections']> => {
  const byPlace = new Map<number, Array<Corrected['corrections'][number]>>()
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
