/**
 * Acts that were recorded although what they rested on in another dossier was no longer so. Two streams cannot be locked
 * together: an executor decides a delivery on the convention as far as it has seen it, and another may end the convention
 * before the delivery is recorded. The delivery stands then, and is an alert.
 */
import type { Article, DateCivile, Instant, Unmet } from '@avenant/domain'
import type { Dossiers } from '../dossiers'
import { type Evidence, evidenceOf, nameOf } from './asked'
import type { CategoryOf, Standing } from './standing'
import { isBefore, type Told, type ToldByStream } from './told'

/** JSON: instants UTC, what is absent is null. */
export type PremiseAlert = {
  readonly code: 'premise-was-false'
  readonly titre: string
  /** Of what the act needs. */
  readonly article: Article | null
  /** In French. */
  readonly computation: string
  /** What people can do about it, in French. */
  readonly aFaire: string
  /** The event that was recorded all the same. */
  readonly act: Evidence
  /** The first day of what it moved; null: since always, or it moved nothing. */
  readonly from: DateCivile | null
  /** The last event of the other dossier that the decision had seen. */
  readonly seen: number
  /** The event of the other dossier since which it was not so, recorded before the act. */
  readonly because: Evidence
  /** The event since which it is so again, or the act no longer stands; null: it is still to be dealt with. */
  readonly lifted: Evidence | null
}

/** An act, the stream on which it rests, and the last event of it that the decision had seen. */
type Resting = {
  readonly stream: string
  readonly revision: number
  readonly premise: string
  readonly seen: number
}

/** How far each stream is read: the revision of its last event. */
type Cut = (stream: string) => number

export class Premises {
  readonly #dossiers: Dossiers
  readonly #told: ToldByStream
  readonly #categoryOf: CategoryOf
  /** Acts that wait for the event after the last that they had seen, by its stream and revision: few, and soon let go. */
  readonly #waiting = new Map<string, Array<Resting>>()
  /** By the stream of the act, and by that on which it rests. Hardly ever any. */
  readonly #outrun = new Map<string, Array<Resting>>()

  constructor(dossiers: Dossiers, told: ToldByStream, categoryOf: CategoryOf) {
    this.#dossiers = dossiers
    this.#told = told
    this.#categoryOf = categoryOf
  }

  /** Takes an event, once it was told: of the act or of that on which it rests, in any order. */
  take(stream: string, revision: number): void {
    const key = `${stream} ${revision}`
    const waiting = this.#waiting.get(key) ?? []
    this.#waiting.delete(key)
    for (const resting of waiting) this.#place(resting)
    for (const { stream: premise, revision: seen } of this.#told.of(stream)[revision]?.premises ?? [])
      this.#place({ stream, revision, premise, seen })
  }

  /**
   * What is told of the acts of a stream, or of those that rest on it, as known at an instant; in the order in which they
   * came. One whose act no longer stands, or holds since a correction, stays told here, with what lifted it.
   */
  of(stream: string, knownAt: Instant): ReadonlyArray<PremiseAlert> {
    return (this.#outrun.get(stream) ?? []).flatMap(resting => this.#alertOf(resting, knownAt) ?? [])
  }

  /** Whether anything was ever told of them: hardly ever, and known at once. */
  speaksOf(stream: string): boolean {
    return this.#outrun.has(stream)
  }

  /** The alerts that are still to be dealt with on a day. */
  standing(stream: string, { on, knownAt }: { readonly on: DateCivile; readonly knownAt: Instant }) {
    return this.of(stream, knownAt).filter(
      ({ from, lifted }) => lifted === null && (from === null || from <= on)
    )
  }

  #place(resting: Resting): void {
    const { stream, revision, premise, seen } = resting
    const act = this.#told.of(stream)[revision]
    const next = this.#told.of(premise)[seen + 1]
    if (next === undefined) added(this.#waiting, `${premise} ${seen + 1}`, resting)
    else if (act !== undefined && isBefore(next, act)) {
      added(this.#outrun, stream, resting)
      if (premise !== stream) added(this.#outrun, premise, resting)
    }
  }

  #alertOf({ stream, revision, premise, seen }: Resting, knownAt: Instant): PremiseAlert | null {
    const act = this.#told.of(stream)[revision]
    if (act === undefined || act.recordedAt > knownAt) return null
    const atAct = this.#cutAt(act)
    const standing = this.#standing(stream, revision)
    const unmetAt = (upTo: number): Unmet | null =>
      this.#unmet(act, standing, of => (of === premise ? upTo : atAct(of)))
    let first = atAct(premise)
    const unmet = unmetAt(first)
    if (unmet === null) return null
    while (first > 0 && unmetAt(first - 1) !== null) first--
    const cause = this.#told.of(premise)[first]
    if (cause === undefined) return null
    return {
      code: 'premise-was-false',
      titre: 'Acte fondé sur ce qui ne tenait plus',
      article: unmet.because[0]?.article ?? null,
      computation:
        `${nameOf(act.type).nom} : décision prise sur ${premise} vu jusqu'à son événement ${seen} ; ` +
        `son événement ${first}, « ${nameOf(cause.type).nom} », était enregistré avant : ` +
        unmet.because.map(({ sentence }) => sentence).join(' ; '),
      aFaire: unmet.toDo,
      act: toldEvidence(stream, act),
      from: act.movedFrom,
      seen,
      because: toldEvidence(premise, cause),
      lifted: this.#lifting({ stream, premise, act }, knownAt)
    }
  }

  /** Goes back from what is known to where the act does not hold: the event after that has lifted it. */
  #lifting(
    { stream, premise, act }: { readonly stream: string; readonly premise: string; readonly act: Told },
    knownAt: Instant
  ): Evidence | null {
    const later = [stream, premise]
      .flatMap(of => this.#told.of(of).map(event => ({ of, event })))
      .filter(({ event }) => event.recordedAt <= knownAt && isBefore(act, event))
      .toSorted((a, b) => (isBefore(b.event, a.event) ? -1 : 1))
    let lifted: Evidence | null = null
    for (const { of, event } of later) {
      const cut = this.#cutAt(event)
      if (this.#unmet(act, this.#standing(stream, cut(stream)), cut) !== null) return lifted
      lifted = toldEvidence(of, event)
    }
    return lifted
  }

  /** Reads each stream as far as it was recorded when an event was, that event included. */
  #cutAt(event: Told): Cut {
    return stream => this.#told.of(stream).findLastIndex(other => !isBefore(event, other))
  }

  #standing(stream: string, revision: number): Standing | null {
    return this.#categoryOf(stream)?.stand(this.#told.of(stream).slice(0, revision + 1)) ?? null
  }

  /** Why the acts of an event do not hold upon other dossiers that are read so far. */
  #unmet(act: Told, standing: Standing | null, cut: Cut): Unmet | null {
    return standing?.unmet(act.revision, stream => this.#dossiers.linesOf(stream, cut(stream))) ?? null
  }
}

const toldEvidence = (stream: string, { acteur, reason, ...told }: Told): Evidence =>
  evidenceOf(stream, { ...told, acteur: acteur.kind, ...(reason === null ? {} : { reason }) })

const added = <K, V>(known: Map<K, Array<V>>, key: K, value: V): void => {
  const values = known.get(key)
  if (values === undefined) known.set(key, [value])
  else values.push(value)
}
