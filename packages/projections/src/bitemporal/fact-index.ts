import type { DateCivile, Fact, FactOf, Instant } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type {
  Appended,
  AppendFault,
  Change,
  Held,
  HeldByKind,
  HeldOver,
  IndexStats,
  Point,
  Step
} from './answers'
import type { Cause } from './cause'
import { Columns, type Dossier, FROM, newDossier, TO, VALUE } from './columns'
import { Grouping, heldFacts, NOTHING } from './grouping'
import { Source } from './held-fact'
import { findKey, idOf, kindOf } from './keys'
import { changingDays, spansByKey, spansOf } from './steps'
import { Winners } from './winners'

const APPENDED: E.Either<never, Appended> = E.right('appended')
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
  readonly #columns = new Columns()
  readonly #dossiers = new Map<string, Dossier>()
  readonly #winners = new Winners()
  readonly #others = new Winners()
  #facts = 0

  get stats(): IndexStats {
    const { bytes, values } = this.#columns
    return { dossiers: this.#dossiers.size, facts: this.#facts, values: values.count, bytes }
  }

  /**
   * Takes the facts of one event, all or none. Every event of the dossier must come, also those without facts, in
   * the order of revisions from 0; one that comes again is ignored. Values are JSON.
   */
  append(dossier: string, cause: Cause, facts: ReadonlyArray<F>): E.Either<AppendFault, Appended> {
    const target = this.#dossiers.get(dossier) ?? newDossier()
    const { revision, recordedAt } = cause
    const expected = target.revision + 1
    if (revision < expected) return ALREADY_SEEN
    if (revision > expected) return E.left({ fault: 'revision-gap', dossier, expected, revision })
    const { calendar } = this.#columns
    const epoch = calendar.epoch(recordedAt)
    if (epoch < target.recordedAt) {
      const previous = calendar.instant(target.recordedAt)
      return E.left({ fault: 'recorded-earlier', dossier, revision, recordedAt, previous })
    }
    if (revision === 0) this.#dossiers.set(dossier, target)
    target.revision = revision
    target.recordedAt = epoch
    this.#write(target, cause.type, facts)
    return APPENDED
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
      heldFacts(this.#winners, new Source(this.#columns, target))
    )
  }

  /**
   * As {@link at}, sorted by kind: for each of `kinds`, in their order, what holds, the earliest recorded first. To
   * be made once and asked often.
   */
  byKind<const Kinds extends ReadonlyArray<F['kind']>>(
    kinds: Kinds
  ): (dossier: string, point: Point) => HeldByKind<F, Kinds> {
    const grouping = new Grouping(this.#columns.kinds, kinds)
    return (dossier, point) => {
      const target = this.#dossiers.get(dossier)
      if (target === undefined) return typed<HeldByKind<F, Kinds>>(kinds.map(() => NOTHING))
      this.#find(this.#winners, target, point, undefined)
      return typed<HeldByKind<F, Kinds>>(grouping.group(this.#winners, new Source(this.#columns, target)))
    }
  }

  /**
   * As {@link at}, and the span of each answer: the longest period around `on` in which the same fact wins, at this
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
    const { facts, calendar } = this.#columns
    const answers = heldFacts(winners, new Source(this.#columns, target)).map((held, i) => {
      const key = winners.key(i)
      const address = winners.address(key)
      const from = Math.max(winners.from(key), facts.word(address + FROM))
      const to = Math.min(winners.to(key), facts.word(address + TO))
      return Object.assign(held, { span: calendar.period(from, to) })
    })
    return typed<ReadonlyArray<HeldOver<FactOf<F, K>>>>(answers)
  }

  /** The whole line of one key as known at an instant: its steps, in the order of days. */
  timeline<K extends F['kind']>(
    dossier: string,
    key: { readonly kind: K; readonly id: string },
    knownAt: Instant
  ): ReadonlyArray<Step<FactOf<F, K>>> {
    const target = this.#dossiers.get(dossier)
    const kind = this.#columns.kinds.find(key.kind)
    if (target === undefined || kind === undefined) return []
    const number = findKey(target.keys, kind, key.id)
    if (number === undefined) return []
    const { facts, values, calendar } = this.#columns
    const steps = spansOf(this.#columns, target, this.#known(target, knownAt), number).map(
      ({ from, to, address, row }): Step => ({
        value: values.get(facts.word(address + VALUE)),
        span: calendar.period(from, to),
        period: this.#columns.period(address),
        cause: this.#columns.cause(target, row, address)
      })
    )
    return typed<ReadonlyArray<Step<FactOf<F, K>>>>(steps)
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
    const { kinds, values } = this.#columns
    const changes: Array<Change> = []
    for (let key = 0; key < target.keys.marks.length; key++) {
      const was = this.#winners.value(key)
      const is = this.#others.value(key)
      if (was === is) continue
      const later = this.#winners.row(key) > this.#others.row(key) ? this.#winners : this.#others
      changes.push({
        kind: kinds.name(kindOf(target.keys, key)),
        id: idOf(target.keys, key),
        before: values.get(was),
        after: values.get(is),
        cause: this.#columns.cause(target, later.row(key), later.address(key))
      })
    }
    return typed<ReadonlyArray<Change<FactOf<F, K>>>>(changes)
  }

  /** The civil dates on which the value of any key differs from the day before, as known at an instant; sorted. */
  changeDates(dossier: string, knownAt: Instant): ReadonlyArray<DateCivile> {
    const target = this.#dossiers.get(dossier)
    if (target === undefined) return []
    const { facts, calendar } = this.#columns
    const days = new Set<number>()
    for (const spans of spansByKey(this.#columns, target, this.#known(target, knownAt)))
      for (const day of changingDays(spans, address => facts.word(address + VALUE))) days.add(day)
    return [...days].sort((a, b) => a - b).flatMap(day => calendar.date(day) ?? [])
  }

  /** The instants at which facts of the dossier were recorded, each once, in order. */
  knowledges(dossier: string): ReadonlyArray<Instant> {
    const target = this.#dossiers.get(dossier)
    return target === undefined ? [] : this.#columns.moments(target)
  }

  #write(target: Dossier, type: string, facts: ReadonlyArray<F>): void {
    const { calendar } = this.#columns
    const number = this.#columns.typeNumber(type)
    let written = 0
    for (const fact of facts) {
      const from = calendar.from(fact.period.from)
      const to = calendar.to(fact.period.to)
      // An empty period covers no day: it can answer nothing.
      if (to <= from) continue
      if (written === 0) this.#columns.addMoment(target)
      this.#columns.addFact(target, number, fact, from, to)
      written += 1
    }
    this.#facts += written
  }

  #known(target: Dossier, knownAt: Instant): number {
    return this.#columns.knownFacts(target, this.#columns.calendar.epoch(knownAt))
  }

  #find(winners: Winners, target: Dossier, { on, knownAt }: Point, kind: F['kind'] | undefined): void {
    const { facts, kinds, calendar } = this.#columns
    const count = target.keys.marks.length
    winners.start(count)
    if (kind !== undefined) {
      const asked = kinds.find(kind)
      for (let key = 0; key < count; key++) if (kindOf(target.keys, key) !== asked) winners.leaveOut(key)
    }
    winners.find(facts, target.facts, this.#known(target, knownAt), calendar.day(on))
  }
}

// A kind's facts come out of the columns as they went in: the compiler cannot follow them through numbers.
const typed = <A>(answers: ReadonlyArray<unknown>): A => answers as A
