/** What differs of what annexes show, put together from what differs of the lines that they are made of. */
import {
  attributionOf,
  type ConventionValues,
  type DateCivile,
  type Facts,
  type PersonneId,
  type Rang,
  signatureId
} from '@avenant/domain'
import type { Cause, Change } from '../bitemporal'
import type { ConventionFact } from '../dossiers'
import { alertKey } from './alerts'
import type { Annexes } from './answer'
import type { Alerte, AnnexesDocument, PendingDescription } from './description'
import { type EffetLines, stepOn } from './end'

/** One of the two answers compared, in its three forms. */
export type Side = {
  readonly annexes: Annexes
  readonly document: AnnexesDocument
  readonly lines: EffetLines
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
type AnnexeValues = Omit<ConventionValues, 'inscription' | 'attribution' | 'rang'> & {
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
  ...assembled(before, after, changes),
  ...movedDérogations(before, after),
  ...renamedSignatories(before, after),
  ...movedPending(before, after, changes),
  ...changedAlerts(before, after, changes)
]

/** Presence and name are two lines, and so are role and rang: each pair is one change. */
const assembled = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<AnnexeChange> => {
  const done = new Set<string>()
  const once = (key: string): boolean => !done.has(key) && done.add(key).size > 0
  return changes.flatMap((change): ReadonlyArray<AnnexeChange> => {
    const { kind, id } = change
    switch (kind) {
      case 'inscription':
      case 'etablissement': {
        if (!once(`etablissement/${id}`)) return []
        const [was, is] = [before, after].map(side => établissementOn(side, id))
        const cause = causeOf(changes, was === null || is === null ? 'inscription' : 'etablissement', id)
        return was === is || was === undefined || is === undefined
          ? []
          : [{ kind: 'etablissement', id, before: was, after: is, cause: cause ?? change.cause }]
      }
      case 'attribution':
      case 'rang': {
        if (!once(`attribution/${id}`)) return []
        const [was, is] = [before, after].map(side => attributionOn(side, id))
        const cause = causeOf(changes, was === null || is === null ? 'attribution' : 'rang', id)
        return was?.rang === is?.rang || was === undefined || is === undefined
          ? []
          : [{ kind: 'attribution', id, before: was, after: is, cause: cause ?? change.cause }]
      }
      default:
        return [change]
    }
  })
}

const établissementOn = ({ annexes: { facts } }: Side, id: string): AnnexeValues['etablissement'] | null =>
  facts.etablissement.find(held => held.id === id)?.value ?? null

const attributionOn = ({ annexes: { facts } }: Side, id: string): AnnexeValues['attribution'] | null => {
  const rang = facts.rang.find(held => held.id === id)?.value
  return rang === undefined ? null : { rang }
}

const causeOf = (
  changes: ReadonlyArray<Change<ConventionFact>>,
  kind: ConventionFact['kind'],
  id: string
): Cause | undefined => changes.find(change => change.kind === kind && change.id === id)?.cause

/** Dérogations that both sides hold alike, whose first or last day a correction moved. */
const movedDérogations = (before: Side, after: Side): ReadonlyArray<AnnexeChange> =>
  heldByBoth(before, after, 'derogation').map(({ was, is }) => ({
    kind: 'derogation',
    id: is.id,
    before: was.value,
    after: is.value,
    cause: latest([was.cause, is.cause])
  }))

/** Who signed stands under the name of that day: it may have been corrected, and the signature itself not (G19). */
const renamedSignatories = (before: Side, after: Side): ReadonlyArray<AnnexeChange> =>
  heldByBoth(before, after, 'signature').flatMap(({ was, is }) => {
    const [one, other] = [before, after].map(({ document }) => signatoriesIn(document, is.id))
    if (one === other) return []
    const { signataire, parDelegationDe, signedOn } = is.value
    const causes = [before, after].flatMap(({ personneOn }) =>
      [signataire, parDelegationDe].flatMap(id =>
        id === null ? [] : (personneOn(id, signedOn)?.cause ?? [])
      )
    )
    return [
      {
        kind: 'signature',
        id: is.id,
        before: was.value,
        after: is.value,
        cause: latest(causes.length === 0 ? [was.cause, is.cause] : causes)
      }
    ]
  })

const signatoriesIn = ({ convention }: AnnexesDocument, id: string): string => {
  const signature = convention?.parties.find(partie => partie.id === id)?.signature
  return JSON.stringify([signature?.signataire, signature?.parDelegationDe])
}

/** Modifications that wait on both sides, and no longer for the same act, or the same parties. */
const movedPending = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<AnnexeChange> =>
  heldByBoth(before, after, 'modification').flatMap(({ was, is }) => {
    const [one, other] = [before, after].map(({ document }) => pendingIn(document, is.id))
    if (JSON.stringify(one) === JSON.stringify(other)) return []
    const signed = after.annexes.facts.signature.filter(
      ({ value: { partie }, id }) => id === signatureId(partie, is.value.modificationId)
    )
    const causes = [...signed.map(({ cause }) => cause), ...causesOf(changes, PENDING)]
    return [
      {
        kind: 'modification',
        id: is.id,
        before: was.value,
        after: is.value,
        cause: latest(causes.length === 0 ? [was.cause, is.cause] : causes)
      }
    ]
  })

/** What a modification waits for depends on who has which name and which role. */
const PENDING = ['effet', 'signature', 'personne', 'attribution', 'etablissement'] as const

export const pendingIn = ({ enAttente }: AnnexesDocument, id: string): PendingDescription | undefined =>
  enAttente.find(({ modificationId }) => modificationId === id)

/** Alerts that one of the documents shows alone. A gap in coverage is told by who came, or left. */
const changedAlerts = (
  before: Side,
  after: Side,
  changes: ReadonlyArray<Change<ConventionFact>>
): ReadonlyArray<AnnexeChange> => {
  const [were, are] = [before, after].map(({ document }) => alertsIn(document))
  return [...new Set([...(were?.keys() ?? []), ...(are?.keys() ?? [])])].flatMap(
    (id): ReadonlyArray<AnnexeChange> => {
      const [was = null, is = null] = [were?.get(id), are?.get(id)]
      const alerte = is ?? was
      if (alerte === null || (was === null) === (is === null)) return []
      const causes = causesOf(changes, ALERTS[alerte.code])
      return causes.length === 0
        ? []
        : [{ kind: 'alerte', id, before: was, after: is, cause: latest(causes) }]
    }
  )
}

const alertsIn = ({ alertes }: AnnexesDocument): ReadonlyMap<string, Alerte> =>
  new Map(alertes.flatMap(alerte => (alerte.code === 'role-not-covered' ? [] : [[alertKey(alerte), alerte]])))

/** The lines that each alert is computed from. */
const ALERTS = {
  'role-not-covered': ['attribution', 'inscription'],
  'shared-mailbox': ['personne', 'attribution', 'model'],
  'mailbox-already-used': ['personne', 'attribution', 'model'],
  'named-date-differs': ['date-nommee', 'signature', 'model']
} as const satisfies Readonly<Record<Alerte['code'], ReadonlyArray<ConventionFact['kind']>>>

const causesOf = (
  changes: ReadonlyArray<Change<ConventionFact>>,
  kinds: ReadonlyArray<ConventionFact['kind']>
): ReadonlyArray<Cause> => changes.flatMap(({ kind, cause }) => (kinds.includes(kind) ? [cause] : []))

/** The one recorded last; of none there is no change to explain. */
const latest = ([first, ...others]: ReadonlyArray<Cause>): Cause => {
  if (first === undefined) throw new TypeError('a change without a cause')
  return others.reduce((a, b) => (b.revision > a.revision ? b : a), first)
}

/** The facts of a kind that both sides hold with one value. */
const heldByBoth = <K extends 'derogation' | 'signature' | 'modification'>(
  before: Side,
  after: Side,
  kind: K
): ReadonlyArray<{ readonly was: Annexes['facts'][K][number]; readonly is: Annexes['facts'][K][number] }> =>
  after.annexes.facts[kind].flatMap(is => {
    const was = before.annexes.facts[kind].find(({ id }) => id === is.id)
    // Equal values are the same.
    return was === undefined || was.value !== is.value ? [] : [{ was, is }]
  })

/** All that annexes in force hold, as if it had just come (`after`) or gone (`before`). */
export const contentOf = (annexes: Annexes, side: 'before' | 'after'): ReadonlyArray<AnnexeChange> => {
  if (annexes.status !== 'en-vigueur') return []
  const { etablissement, personne, attribution, rang, 'non-respect': nonRespect, derogation } = annexes.facts
  const rangs = new Map(rang.map(({ id, value }) => [id, value]))
  const holders = new Set<string>(attribution.map(({ id }) => attributionOf(id).personneId))
  return [
    ...etablissement,
    ...personne.filter(({ id }) => holders.has(id)),
    ...attribution.map(({ kind, id, cause }) => ({ kind, id, cause, value: { rang: rangs.get(id) } })),
    ...nonRespect,
    ...derogation
  ].map(
    ({ kind, id, value, cause }) =>
      // Kind and value are those of one fact: the compiler does not follow them together.
      ({ kind, id, before: null, after: null, cause, [side]: value }) as AnnexeChange
  )
}

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
