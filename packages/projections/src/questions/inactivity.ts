/** Whether an access is blocked since nobody uses it, and what says so (A2, P14). */
import {
  accessStream,
  addDays,
  type ConventionModel,
  type Counted,
  countedComputation,
  countedLine,
  type DateCivile,
  frenchDate,
  type HabilitationId,
  habilitationOf,
  habilitationStream,
  isUnused,
  lastDayAfterUse,
  type Timeline,
  valueOn
} from '@avenant/domain'
import type { Cause, Point } from '../bitemporal'
import type { Dossiers } from '../dossiers'
import type { Uses } from '../dossiers/uses'
import { type Evidence, evidenceOf } from './asked'

/** What an access is counted from on a day, and the act or the connection that says so. */
export type CountedOn = { readonly counted: Counted; readonly event: () => Evidence }

/** The first day on which it is blocked, and what was counted. */
export type UnusedFrom = CountedOn & {
  readonly from: DateCivile
  /** Of which delivery or lifting the days are, by its number. */
  readonly period: number
}

type Line = Timeline<Counted>

/** What was counted of an habilitation, and on what it stands. */
type Kept = {
  readonly line: Line
  readonly model: ConventionModel
  readonly point: Point
  readonly revision: number
  readonly used: string
}

/** Of so many habilitations the count is kept. */
const KEPT = 10_000

/** What is counted of each habilitation. It answers again as long as as much is known. */
export class Inactivities {
  readonly #dossiers: Dossiers
  readonly #uses: Uses
  readonly #kept = new Map<HabilitationId, Kept>()

  constructor(dossiers: Dossiers, uses: Uses) {
    this.#dossiers = dossiers
    this.#uses = uses
  }

  /** Null while the access is not delivered, and under a model that knows no such blocking (M25). */
  countedOn(model: ConventionModel, id: HabilitationId, point: Point): CountedOn | null {
    if (habilitationOf(model).inactivity === null) return null
    const counted = valueOn(point.on)(this.#lineAt(model, id, point))
    return counted === null ? null : { counted, event: () => this.#evidenceOf(model, id, point, counted) }
  }

  /** From which days on, by the day asked, it was blocked for want of use; what was lifted since among them. */
  blocksOf(model: ConventionModel, id: HabilitationId, point: Point): ReadonlyArray<UnusedFrom> {
    return this.#blocksOf(model, id, point).filter(({ from }) => from <= point.on)
  }

  /** From which days on, after the day asked, it will be, unless it is used before. */
  comingBlocksOf(model: ConventionModel, id: HabilitationId, point: Point): ReadonlyArray<UnusedFrom> {
    return this.#blocksOf(model, id, point).filter(({ from }) => from > point.on)
  }

  #blocksOf(model: ConventionModel, id: HabilitationId, point: Point): ReadonlyArray<UnusedFrom> {
    if (habilitationOf(model).inactivity === null) return []
    let period = 0
    return this.#lineAt(model, id, point).flatMap(({ value: counted }, i, line) => {
      if (counted !== null && counted.what !== 'utilisation') period += 1
      if (counted === null || counted.lastDay === null) return []
      const [from, next] = [addDays(counted.lastDay, 1), line[i + 1]?.from ?? null]
      return next !== null && next <= from
        ? []
        : [{ from, counted, period, event: () => this.#evidenceOf(model, id, point, counted) }]
    })
  }

  #lineAt(model: ConventionModel, id: HabilitationId, point: Point): Line {
    const revision = this.#dossiers.habilitation.revisionOf(id)
    const used = this.#uses.versionOf(id, point.knownAt)
    const kept = this.#kept.get(id)
    if (
      kept?.model === model &&
      kept.revision === revision &&
      kept.used === used &&
      this.#dossiers.habilitation.isSettled(id, kept.point, { ...point, on: kept.point.on })
    )
      return kept.line
    const line = this.#count(model, id, point)
    if (this.#kept.size >= KEPT) this.#kept.clear()
    this.#kept.set(id, { line, model, point, revision, used })
    return line
  }

  #count(model: ConventionModel, id: HabilitationId, { knownAt }: Point): Line {
    const { habilitation } = this.#dossiers
    const deliveries = habilitation
      .line(id, { kind: 'delivrance', id: '' }, knownAt)
      .flatMap(({ value, span: { from } }) =>
        value === null || from === null ? [] : [{ what: 'delivrance', on: from } as const]
      )
    const liftings = habilitation
      .line(id, { kind: 'levee', id: '' }, knownAt)
      .flatMap(({ value }) => (value === null ? [] : [{ what: 'levee', on: value.on } as const]))
    return countedLine(lastDayAfterUse(model) ?? never)({
      begun: [...deliveries, ...liftings].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
      uses: this.#uses.of(id, model.zone, knownAt).map(({ on }) => on),
      blocked: habilitation
        .line(id, { kind: 'blocage', id: '' }, knownAt)
        // A block recorded after its lifting ends there, and no step of the line begins on that day.
        .flatMap(({ value, span: { from, to } }, i, steps) => [
          { from, value },
          ...(to === null || steps[i + 1]?.span.from === to ? [] : [{ from: to, value: null }])
        ])
    })
  }

  #evidenceOf(
    model: ConventionModel,
    id: HabilitationId,
    { knownAt }: Point,
    { what, on }: Counted
  ): Evidence {
    if (what === 'utilisation') {
      // It was counted from a use of that day.
      const use = this.#uses.on(id, on, model.zone, knownAt)
      return evidenceOf(accessStream(id), connectionCause(use?.revision ?? 0, use?.recordedAt ?? knownAt))
    }
    const kind = what === 'delivrance' ? 'delivrance' : 'levee'
    const fact = this.#dossiers.habilitation.factOn(id, { kind, id: '' }, { on, knownAt })
    if (fact === null) throw new Error(`no act says ${what} of ${id} on ${on}`)
    return evidenceOf(habilitationStream(id), fact.cause)
  }
}

const never = () => null

/** « dernière utilisation 23/02/2017 + 45 jours = 09/04/2017 : accès bloqué depuis le 10/04/2017 ». */
export const unusedComputation = (model: ConventionModel, counted: Counted, on: DateCivile): string => {
  const computation = countedComputation(model, counted)
  if (counted.lastDay === null || !isUnused(counted, on)) return computation
  // What is not recorded is not used: a portal that does not tell of its connections is another thing than nobody who connects.
  const unrecorded = counted.what === 'utilisation' ? '' : ', aucune utilisation enregistrée avant ce jour'
  return `${computation} : accès bloqué depuis le ${frenchDate(addDays(counted.lastDay, 1))}${unrecorded}`
}

const connectionCause = (revision: number, recordedAt: Cause['recordedAt']): Cause => ({
  revision,
  type: 'ConnectionRecorded',
  recordedAt,
  acteur: 'systeme'
})
