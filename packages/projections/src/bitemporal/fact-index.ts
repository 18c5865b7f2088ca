import type { DateCivile, Fact, FactOf, Instant } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type {
  Appended,
  AppendFault,
  Area,
  Change,
  Held,
  HeldByKind,
  HeldOver,
  IndexStats,
  KnowledgeSpan,
  LinesByKind,
  Point,
  Step
} from './answers'
import { areasOf } from './areas'
import type { Cause } from './cause'
import { Dossier, type NumberedFact } from './dossier'
import { Grouping, heldFacts, NOTHING } from './grouping'
import { HeldFact, HeldStep } from './held-fact'
import { recordingsAround } from './knowledge'
import { changingDays, joined, type Span, spansByKey, spansOf } from './steps'
import { Tables } from './tables'
import { changesBetween, Winners, winnerOf } from './winners'

const APPENDED: E.Either<never, Appended> = E.right('appended')
/** Of an event that leaves no fact: there are few numbers, and whoever records may give types of its own. */
const NO_TYPE = 0
const ALREADY_SEEN: E.Either<never, Appended> = E.right('already-seen')

/**
 * The facts of many dossiers, on two axes: the civil dates in which they hold, and the instant from which they
 * are known. A dossier is one stream; its events come in order, those of different dossiers in any order.
 *
 * One rule answers everything: among the facts of a key recorded at or before `knownAt` whose period covers `on`,
 * the latest recorded wins (order of revisions, then order within the event). Nothing is answered for a dossier
 * that is not there: empty lists.
 */
export class FactIndex<F extends Fact> {
  readonly #tables = new Tables()
  readonly #dossiers = new Map<string, Dossier>()
  readonly #winners = new Winners()
  readonly #others = new Winners()
  #facts = 0

  get stats(): IndexStats {
    const { values } = this.#tables
    let { bytes } = values
    for (const dossier of this.#dossiers.values()) bytes += dossier.bytes
    return { dossiers: this.#dossiers.size, facts: this.#facts, values: values.count, bytes }
  }

  /**
   * Takes the facts of one event, all or none. Every event of the dossier must come, also those without facts, in
   * the order of revisions from 0; one that comes again is ignored. Values are JSON.
   */
  append(dossier: string, cause: Cause, facts: ReadonlyArray<F>): E.Either<AppendFault, Appended> {
    const target = this.#dossiers.get(dossier) ?? new Dossier()
    const { revision, recordedAt } = cause
    const expected = target.revision + 1
    if (revision < expected) return ALREADY_SEEN
    if (revision > expected) return E.left({ fault: 'revision-gap', dossier, expected, revision })
    const { calendar } = this.#tables
    const epoch = calendar.epoch(recordedAt)
    if (epoch < target.recordedAt) {
      const previous = calendar.instant(target.recordedAt)
      return E.left({ fault: 'recorded-earlier', dossier, revision, recordedAt, previous })
    }
    // Facts that cannot be read throw here, before anything is taken.
    const numbered = this.#numbered(facts)
    const type = numbered.length === 0 ? NO_TYPE : this.#tables.typeNumber(cause)
    target.add({ revision, recordedAt: epoch, type, facts: numbered })
    if (cause.reason !== undefined && numbered.length > 0) target.explain(revision, this.share(cause.reason))
    this.#facts += numbered.length
    if (revision === 0) this.#dossiers.set(dossier, target)
    return APPENDED
  }

  /** The one frozen value of this index that is equal to this JSON value: what is kept beside it is kept once. */
  share<A>(value: A): A {
    return this.#tables.values.share(value)
  }

  /**
   * What holds: one answer for each key with a value, the latest recorded first. `kind` asks for one kind only.
   * Microseconds, whatever the number of dossiers.
   */
  at<K extends F['kind'] = F['kind']>(
    dossier: string,
    point: Point,
    kind?: K
  ): ReadonlyArray<Held<FactOf<F, K>>> {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return []
    this.#find(this.#winners, target, point, kind)
    return typed<ReadonlyArray<Held<FactOf<F, K>>>>(
      heldFacts(this.#winners, { tables: this.#tables, dossier: target })
    )
  }

  /**
   * As {@link at}, sorted by kind: for each of `kinds`, in their order, what holds, the earliest recorded first. To
   * be made once and asked often.
   *
   * @param presences a kind that describes, as the name of an establishment, and the kind that says whether what it
   *   describes is there: a fact of the first is answered only when one of the second holds under the same id
   */
  byKind<const Kinds extends ReadonlyArray<F['kind']>>(
    kinds: Kinds,
    presences: { readonly [K in F['kind']]?: F['kind'] } = {}
  ): (dossier: string, point: Point) => HeldByKind<F, Kinds> {
    const grouping = new Grouping(this.#tables.kinds, kinds, presences)
    return (dossier, point) => {
      const target = this.#dossiers.get(dossier)
      if (target === undefined) return typed<HeldByKind<F, Kinds>>(kinds.map(() => NOTHING))
      this.#find(this.#winners, target, point, undefined)
      return typed<HeldByKind<F, Kinds>>(
        grouping.group(this.#winners, { tables: this.#tables, dossier: target })
      )
    }
  }

  /**
   * As {@link at}, and the span of each answer: the longest period around `on` over which the same value holds, at this
   * knowledge. Apart from `at` because the spans are to be written as dates as well.
   */
  spansAt<K extends F['kind'] = F['kind']>(
    dossier: string,
    point: Point,
    kind?: K
  ): ReadonlyArray<HeldOver<FactOf<F, K>>> {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return []
    const winners = this.#winners
    this.#find(winners, target, point, kind)
    const { calendar } = this.#tables
    const [known, day] = [this.#known(target, point.knownAt), calendar.day(point.on)]
    const answers = heldFacts(winners, { tables: this.#tables, dossier: target }).map((held, i) => {
      const spans = joined(spansOf(target, known, winners.key(i)), target.values)
      const { from, to } = spans.find(span => span.from <= day && day < span.to) ?? { from: day, to: day }
      return Object.assign(held, { span: calendar.period(from, to) })
    })
    return typed<ReadonlyArray<HeldOver<FactOf<F, K>>>>(answers)
  }

  /**
   * The fact that answers for one key; its value is null where it says that the key no longer holds. Null when no fact
   * covers the day. Less than a microsecond for a dossier of a hundred facts.
   */
  factOn<K extends F['kind']>(
    dossier: string,
    { kind, id }: { readonly kind: K; readonly id: string },
    { on, knownAt }: Point
  ): HeldFact<K, FactOf<F, K>['value'] | null> | null {
    const target = this.#dossiers.get(dossier)
    const number = this.#tables.kinds.find(kind)
    const key = target === undefined || number === undefined ? undefined : target.findKey(number, id)
    if (target === undefined || key === undefined) return null
    const rank = winnerOf(target, this.#known(target, knownAt), this.#tables.calendar.day(on), key)
    return rank < 0
      ? null
      : typed(new HeldFact(kind, id, target.values[rank], { tables: this.#tables, dossier: target }, rank))
  }

  /**
   * Every fact that was ever told of a kind, on whatever days, in the order of recording: also those that others have
   * replaced since.
   */
  everTold<K extends F['kind']>(
    dossier: string,
    kind: K
  ): ReadonlyArray<HeldFact<K, FactOf<F, K>['value'] | null>> {
    const number = this.#tables.kinds.find(kind)
    return typed(
      this.#between(dossier, 0, null)
        .filter(({ number: own }) => own === number)
        .map(({ fact }) => fact)
    )
  }

  /** What one event of a dossier asserted, in its order. */
  assertedBy(dossier: string, revision: number): ReadonlyArray<HeldFact<F['kind'], unknown>> {
    const target = this.#dossiers.get(dossier)
    return target === undefined
      ? []
      : typed(
          this.#between(dossier, target.upTo(revision - 1), target.upTo(revision)).map(({ fact }) => fact)
        )
  }

  /** The ids of every key of a kind that was ever told, in the order in which the dossier first spoke of them. */
  ids(dossier: string, kind: F['kind']): ReadonlyArray<string> {
    const target = this.#dossiers.get(dossier)
    const number = this.#tables.kinds.find(kind)
    if (target === undefined || number === undefined) return []
    const ids: Array<string> = []
    for (let key = 0; key < target.keys; key++) if (target.kindOf(key) === number) ids.push(target.idOf(key))
    return ids
  }

  /** Which fact wins over which days of one key, as known at an instant, or from the events up to a revision; in the order of days. */
  timeline<K extends F['kind']>(
    dossier: string,
    key: { readonly kind: K; readonly id: string },
    known: Instant | number
  ): ReadonlyArray<Step<FactOf<F, K>>> {
    return this.#steps(dossier, key, known, spans => spans)
  }

  /** What holds over which days of one key, whichever facts say it: the cause of a step is that of the first recorded. */
  line<K extends F['kind']>(
    dossier: string,
    key: { readonly kind: K; readonly id: string },
    known: Instant | number
  ): ReadonlyArray<Step<FactOf<F, K>>> {
    return this.#steps(dossier, key, known, joined)
  }

  /**
   * Every line of some kinds of a dossier, each as {@link line} gives it, in one walk over the facts, where each by itself
   * takes one. To be made once and asked often.
   */
  linesOf<const Kinds extends ReadonlyArray<F['kind']>>(
    kinds: Kinds
  ): (dossier: string, knownAt: Instant) => LinesByKind<F, Kinds> {
    return (dossier, knownAt) => {
      const target = this.#dossiers.get(dossier)
      const asked = kinds.map(kind => this.#tables.kinds.find(kind))
      const byKind = kinds.map((): Array<unknown> => [])
      if (target === undefined) return typed<LinesByKind<F, Kinds>>(byKind)
      const spans = spansByKey(target, this.#known(target, knownAt), key =>
        asked.includes(target.kindOf(key))
      )
      for (const [key, spansOfKey] of spans)
        byKind[asked.indexOf(target.kindOf(key))]?.push({
          id: target.idOf(key),
          steps: this.#stepsOf(target, joined(spansOfKey, target.values))
        })
      return typed<LinesByKind<F, Kinds>>(byKind)
    }
  }

  #steps<K extends F['kind']>(
    dossier: string,
    key: { readonly kind: K; readonly id: string },
    known: Instant | number,
    spansIn: (spans: ReadonlyArray<Span>, values: ReadonlyArray<unknown>) => ReadonlyArray<Span>
  ): ReadonlyArray<Step<FactOf<F, K>>> {
    const target = this.#dossiers.get(dossier)
    const kind = this.#tables.kinds.find(key.kind)
    if (target === undefined || kind === undefined) return []
    const number = target.findKey(kind, key.id)
    if (number === undefined) return []
    const facts = typeof known === 'number' ? target.upTo(known) : this.#known(target, known)
    return typed<ReadonlyArray<Step<FactOf<F, K>>>>(
      this.#stepsOf(target, spansIn(spansOf(target, facts, number), target.values))
    )
  }

  #stepsOf(dossier: Dossier, spans: ReadonlyArray<Span>): ReadonlyArray<HeldStep<unknown>> {
    const source = { tables: this.#tables, dossier }
    return spans.map(
      ({ from, to, rank }) =>
        new HeldStep(dossier.values[rank], this.#tables.calendar.period(from, to), source, rank)
    )
  }

  /**
   * The keys whose value differs between two points: two dates, two knowledges or both, in either order. In the
   * order in which the dossier first spoke of them.
   */
  changes<K extends F['kind'] = F['kind']>(
    dossier: string,
    before: Point,
    after: Point,
    kind?: K
  ): ReadonlyArray<Change<FactOf<F, K>>> {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return []
    this.#find(this.#winners, target, before, kind)
    this.#find(this.#others, target, after, kind)
    const valueAt = (rank: number): unknown => (rank < 0 ? null : target.values[rank])
    const changes: Array<Change> = []
    for (let key = 0; key < target.keys; key++) {
      const was = this.#winners.rank(key)
      const is = this.#others.rank(key)
      // Equal values are the same.
      if (valueAt(was) === valueAt(is)) continue
      changes.push({
        kind: this.#tables.kinds.name(target.kindOf(key)),
        id: target.idOf(key),
        before: valueAt(was),
        after: valueAt(is),
        cause: this.#tables.cause(target, Math.max(was, is))
      })
    }
    return typed<ReadonlyArray<Change<FactOf<F, K>>>>(changes)
  }

  /** The revision of the last event that was taken of a dossier; -1 when none was. */
  revisionOf(dossier: string): number {
    return this.#dossiers.get(dossier)?.revision ?? -1
  }

  /**
   * Whether what a dossier says is surely the same at two points: as much is known of it, and no fact starts or ends from
   * the one day to the other. False does not mean that it differs. A fraction of a look-up.
   */
  isSettled(dossier: string, a: Point, b: Point): boolean {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return true
    const known = this.#known(target, a.knownAt)
    if (known !== this.#known(target, b.knownAt)) return false
    const { calendar } = this.#tables
    const [one, other] = [calendar.day(a.on), calendar.day(b.on)]
    return one === other || !changesBetween(target, known, Math.min(one, other), Math.max(one, other))
  }

  /** The knowledge around an instant over which nothing is recorded of some kinds: their lines say the same throughout. */
  knowledgeAround(dossier: string, kinds: ReadonlyArray<F['kind']>, knownAt: Instant): KnowledgeSpan {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return { knownFrom: null, knownTo: null }
    const asked = kinds.map(kind => this.#tables.kinds.find(kind))
    return recordingsAround(target, this.#known(target, knownAt), {
      calendar: this.#tables.calendar,
      isAsked: key => asked.includes(target.kindOf(key))
    })
  }

  /** The civil dates on which the value of any key differs from the day before, as known at an instant; sorted. */
  changeDates(dossier: string, knownAt: Instant): ReadonlyArray<DateCivile> {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return []
    const days = new Set<number>()
    for (const spans of spansByKey(target, this.#known(target, knownAt), () => true).values())
      for (const day of changingDays(spans, target.values)) days.add(day)
    return [...days].sort((a, b) => a - b).flatMap(day => this.#tables.calendar.date(day) ?? [])
  }

  /** When facts of the dossier were recorded last, at or before an instant; null: none were. */
  lastRecorded(dossier: string, knownAt: Instant): Instant | null {
    const { calendar } = this.#tables
    const epoch = this.#dossiers.get(dossier)?.lastBy(calendar.epoch(knownAt)) ?? null
    return epoch === null ? null : calendar.instant(epoch)
  }

  /** The instants at which facts of the dossier were recorded, each once, in order. */
  knowledges(dossier: string): ReadonlyArray<Instant> {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return []
    const epochs = new Set(Array.from({ length: target.events }, (_, event) => target.recordedAtOf(event)))
    return [...epochs].map(epoch => this.#tables.calendar.instant(epoch))
  }

  /** The facts of these ranks, with the numbers of their kinds; `to`: all there are. */
  #between(dossier: string, from: number, to: number | null) {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return []
    const source = { tables: this.#tables, dossier: target }
    return Array.from({ length: (to ?? target.facts) - from }, (_, i) => {
      const rank = from + i
      const key = target.key(rank)
      const number = target.kindOf(key)
      const kind = this.#tables.kinds.name(number)
      return { number, fact: new HeldFact(kind, target.idOf(key), target.values[rank], source, rank) }
    })
  }

  /** The plane of a dossier: areas that make up all days and all knowledge, by their recordings, then by their days. */
  areas(dossier: string): ReadonlyArray<Area> {
    const target = this.#dossiers.get(dossier)
    return target === undefined ? [] : areasOf(target, this.#tables.calendar)
  }

  #numbered(facts: ReadonlyArray<F>): ReadonlyArray<NumberedFact> {
    const { calendar, kinds, values } = this.#tables
    return facts.flatMap(({ kind, id, value, period }): ReadonlyArray<NumberedFact> => {
      const from = calendar.from(period.from)
      const to = calendar.to(period.to)
      // An empty period covers no day: it can answer nothing.
      return to <= from ? [] : [{ from, to, kind: kinds.number(kind), id, value: values.share(value) }]
    })
  }

  #known(target: Dossier, knownAt: Instant): number {
    return target.knownAt(this.#tables.calendar.epoch(knownAt))
  }

  #find(winners: Winners, target: Dossier, { on, knownAt }: Point, kind: F['kind'] | undefined): void {
    const { kinds, calendar } = this.#tables
    // A kind never told has a number that no key has.
    const asked = kind === undefined ? null : (kinds.find(kind) ?? -1)
    winners.find(target, this.#known(target, knownAt), calendar.day(on), asked)
  }
}

// A kind's facts come out of the dossier as they went in: the compiler cannot follow them through numbers.
const typed = <A>(answers: unknown): A => answers as A
