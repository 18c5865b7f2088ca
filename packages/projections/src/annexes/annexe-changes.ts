/** What differs of what annexes show, put together from what differs of the lines that they are made of. */
import {
  attributionOf,
  type ConventionValues,
  type DateCivile,
  differenceSentence,
  type Facts,
  type Names,
  type Period,
  type PersonneId,
  type Rang,
  Section,
  signatureId,
  type Told
} from '@avenant/domain'
import type { Cause, Change, Held } from '../bitemporal'
import type { ConventionFact } from '../dossiers'
import { alertKey, alertKinds } from './alerts'
import type { Annexes } from './answer'
import type { Alerte, AnnexesDocument, PendingDescription } from './description'
import { type EffetLines, stepOn } from './end'
import { heldIn, kindOf, kinds } from './held-facts'
import { nameOf, namesOf } from './naming'
import { type OtherDays, pendingKinds } from './pending'

/** One of the two answers compared, in its three forms. */
export type Side = {
  readonly annexes: Annexes
  readonly document: AnnexesDocument
  readonly lines: EffetLines
  /** The days around that of this side over which a line says the same; null where it says nothing. */
  readonly spanOf: OtherDays['spanOf']
  /** The events that say what a line says on any day. */
  readonly causesOf: (kind: string, id: string) => ReadonlyArray<Cause>
  /** Who a person was on another day (G19). */
  readonly personneOn: (
    id: PersonneId,
    on: DateCivile
  ) => { readonly value: ConventionValues['personne'] | null; readonly cause: Cause } | null
}

/**
 * What a difference is about. An establishment that has left the annexes has no value, though its name is known; an
 * attribution has its rang; an alert is computed, and is no line.
 */
type AnnexeValues = Omit<ConventionValues, 'inscription' | 'attribution' | 'rang' | 'adhesion'> & {
  readonly attribution: { readonly rang: Rang }
  readonly alerte: Alerte
}

export type AnnexeChange = Change<Facts<AnnexeValues>>

/** `changes`: the lines that differ between the two points. */
export const annexeChanges = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<AnnexeChange> => [
  // Who comes or goes is told by the party itself, under its name.
  ...assembled(
    before,
    after,
    changes.filter(({ kind }) => kind !== 'adhesion')
  ),
  ...toldOtherwise(before, after),
  ...movedPending(before, after, changes),
  ...changedAlerts(before, after, changes)
]

/** That a thing is there and what describes it are two lines, as the kinds say: each pair is one change. */
const assembled = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<AnnexeChange> => {
  const done = new Set<string>()
  return changes.flatMap((change): ReadonlyArray<AnnexeChange> => {
    const { id } = change
    const pair = pairs.find(
      ({ presence, description }) => change.kind === presence || change.kind === description
    )
    // A change of what is no pair is one of the kinds that annexes tell as they are.
    if (pair === undefined) return [change as AnnexeChange]
    const { presence, description } = pair
    if (done.has(`${description}/${id}`)) return []
    done.add(`${description}/${id}`)
    const [was = null, is = null] = [before, after].map(
      ({ annexes }) => heldIn(annexes, description).find(held => held.id === id)?.value
    )
    if (was === is) return []
    const telling = was === null || is === null ? presence : description
    const { cause } = changes.find(other => other.kind === telling && other.id === id) ?? change
    return [annexeChange({ kind: description, id, before: was, after: is, cause })]
  })
}

const pairs = Object.entries(kinds).flatMap(([description, { describes: presence }]) =>
  presence === undefined ? [] : [{ presence, description }]
)

/** Who has a role is told by the role, with the rang; any other line by its own kind. */
const annexeChange = ({
  kind,
  before,
  after,
  ...change
}: Omit<Change, 'kind'> & { readonly kind: string }): AnnexeChange => {
  const withRang = (rang: unknown) => (rang === null ? null : { rang })
  const told =
    kind === 'rang'
      ? { kind: 'attribution', before: withRang(before), after: withRang(after) }
      : { kind, before, after }
  // Kind and values are those of one line: the compiler does not follow them together.
  return { ...told, ...change } as AnnexeChange
}

/**
 * Lines that both sides hold with one value, and that their kind tells otherwise: a dérogation of which the end was moved,
 * a signature under the name that its signatory had (G19).
 */
const toldOtherwise = (before: Side, after: Side): ReadonlyArray<AnnexeChange> => {
  const names = namesOf([after.annexes, before.annexes])
  return Object.keys(kinds).flatMap(kind =>
    heldByBoth(before, after, kind).flatMap(({ was, is }) => {
      const [one, other] = [comingIn(before, was, names), comingIn(after, is, names)]
      if (one.sentence === other.sentence && JSON.stringify(one.span) === JSON.stringify(other.span))
        return []
      const cause = latest([...one.causes, ...other.causes])
      return [annexeChange({ kind, id: is.id, before: was.value, after: is.value, cause })]
    })
  )
}

/** How a line is told as it comes, over which days where its kind tells them, and by which events it is told so. */
const comingIn = (side: Side, { kind, id, value, cause }: Held, names: Names) => {
  const causes = [cause]
  let span: Period | null = null
  const line: Told<unknown> = {
    id,
    value,
    until: () => {
      span = side.spanOf(kind, id)
      causes.push(...side.causesOf(kind, id))
      return span?.to ?? null
    },
    personneOn: (personneId, on) => {
      const known = side.personneOn(personneId, on)
      if (known !== null) causes.push(known.cause)
      return nameOf(personneId, known?.value)
    }
  }
  return { sentence: differenceSentence(kindOf(kind), null, line, names), span, causes }
}

/** Modifications that wait on both sides, and no longer for the same act, or the same parties. */
const movedPending = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<AnnexeChange> =>
  heldByBoth(before, after, 'modification').flatMap(({ was, is }) => {
    const { kind, id } = is
    const [one, other] = [before, after].map(({ document }) => pendingIn(document, id))
    if (JSON.stringify(one) === JSON.stringify(other)) return []
    const signed = after.annexes.facts.signature.filter(
      signature => signature.id === signatureId(signature.value.partie, id)
    )
    const causes = [...signed.map(({ cause }) => cause), ...causesOf(changes, pendingKinds)]
    const cause = latest(causes.length === 0 ? [was.cause, is.cause] : causes)
    return [annexeChange({ kind, id, before: was.value, after: is.value, cause })]
  })

export const pendingIn = ({ enAttente }: AnnexesDocument, id: string): PendingDescription | undefined =>
  enAttente.find(({ modificationId }) => modificationId === id)

/** Alerts that one of the documents shows alone. A gap in coverage is told by who came, or left, unless the model asks otherwise. */
const changedAlerts = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<AnnexeChange> => {
  const isAdopted = changes.some(({ kind }) => kind === 'model')
  const [were, are] = [before, after].map(({ document }) => alertsIn(document, isAdopted))
  return [...new Set([...(were?.keys() ?? []), ...(are?.keys() ?? [])])].flatMap(
    (id): ReadonlyArray<AnnexeChange> => {
      const [was = null, is = null] = [were?.get(id), are?.get(id)]
      const alerte = is ?? was
      if (alerte === null || (was === null) === (is === null)) return []
      const causes = causesOf(changes, alertKinds[alerte.code])
      return causes.length === 0
        ? []
        : [{ kind: 'alerte', id, before: was, after: is, cause: latest(causes) }]
    }
  )
}

const alertsIn = ({ alertes }: AnnexesDocument, withGaps: boolean): ReadonlyMap<string, Alerte> =>
  new Map(
    alertes.flatMap(alerte =>
      alerte.code === 'role-not-covered' && !withGaps ? [] : [[alertKey(alerte), alerte]]
    )
  )

const causesOf = (
  changes: ReadonlyArray<Change<ConventionFact>>,
  kinds: ReadonlyArray<ConventionFact['kind']>
): ReadonlyArray<Cause> => changes.flatMap(({ kind, cause }) => (kinds.includes(kind) ? [cause] : []))

/** The event that was recorded last. */
const latest = ([first, ...others]: ReadonlyArray<Cause>): Cause => {
  if (first === undefined) throw new TypeError('a change without a cause')
  return others.reduce((a, b) => (b.revision > a.revision ? b : a), first)
}

/** The lines of a kind that both sides hold with one value. */
const heldByBoth = (
  before: Side,
  after: Side,
  kind: string
): ReadonlyArray<{ readonly was: Held; readonly is: Held }> => {
  const known = new Map(heldIn(before.annexes, kind).map(held => [held.id, held]))
  return heldIn(after.annexes, kind).flatMap(is => {
    const was = known.get(is.id)
    // Equal values are the same.
    return was === undefined || was.value !== is.value ? [] : [{ was, is }]
  })
}

/** Annexes that come into force at once (`after`), or cease to be (`before`): each of their lines comes or goes, section by section. */
export const contentOf = (annexes: Annexes, side: 'before' | 'after'): ReadonlyArray<AnnexeChange> => {
  if (annexes.status !== 'en-vigueur') return []
  const holders = new Set<string>(annexes.facts.attribution.map(({ id }) => attributionOf(id).personneId))
  return contentKinds
    .flatMap(kind => heldIn(annexes, kind))
    .filter(({ kind, id }) => kind !== 'personne' || holders.has(id))
    .map(({ kind, id, value, cause }) =>
      annexeChange({ kind, id, before: null, after: null, cause, [side]: value })
    )
}

const contentKinds = Section.values.flatMap(section =>
  Object.keys(kinds).filter(kind => kinds[kind]?.section === section)
)

/** Of the days on which two lines say otherwise, the one that was recorded last: an end, its breach, or its withdrawal. */
export const latestOn = (before: EffetLines, after: EffetLines): AnnexeChange | null => {
  const changes = (['effet', 'manquement'] as const).flatMap(kind =>
    [...before[kind], ...after[kind]].flatMap(({ span: { from } }): ReadonlyArray<AnnexeChange> => {
      const [was, is] = [stepOn<AnyStep>(before[kind], from), stepOn<AnyStep>(after[kind], from)]
      const causes = [was, is].flatMap(step => (step === undefined ? [] : [step.cause]))
      return causes.length === 0 || was?.value === is?.value
        ? []
        : [
            // Kind and values are those of one line.
            {
              kind,
              id: '',
              before: was?.value ?? null,
              after: is?.value ?? null,
              cause: latest(causes)
            } as AnnexeChange
          ]
    })
  )
  const [last = null] = changes.toSorted((a, b) => b.cause.revision - a.cause.revision)
  return last
}

type AnyStep = EffetLines['effet'][number] | EffetLines['manquement'][number]

/** A line of a side, as its kind tells it. */
export const toldIn = (
  { personneOn, spanOf }: Side,
  kind: string,
  id: string,
  value: unknown
): Told<unknown> => ({
  id,
  value,
  until: () => spanOf(kind, id)?.to ?? null,
  personneOn: (personneId, on) => nameOf(personneId, personneOn(personneId, on)?.value)
})
