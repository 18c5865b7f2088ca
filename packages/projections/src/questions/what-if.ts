/** What a command would change, told on the dossiers as its events would leave them: nothing is recorded. */
import {
  addDays,
  type ConventionId,
  civilDateOf,
  type DateCivile,
  type Instant,
  type Models,
  type PersonneId,
  type Recorded,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Differences } from '../annexes/differences'
import type { AppendFault } from '../bitemporal'
import type { Access, AccessCell } from './access'
import { justBefore, nameOf } from './asked'
import type { Deadline } from './deadlines/answer'
import { type DossiersIndex, dossiersIndex } from './dossiers-index'

export type WhatIfAsked = {
  readonly conventionId: ConventionId
  /** The day on which it is asked what changes; null: that of `at`, in the zone of the model. */
  readonly on: DateCivile | null
  /** When it would be recorded: after every event of the journal. */
  readonly at: Instant
  /** The events of the convention, and of the habilitations under it, as they are recorded. */
  readonly journal: ReadonlyArray<Recorded>
  /** Those that the command would record, at that instant. */
  readonly events: ReadonlyArray<Recorded>
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type WhatIf = {
  readonly conventionId: ConventionId
  readonly on: DateCivile
  /** What would be recorded, in its order; nothing where the effect already holds (G13). */
  readonly events: ReadonlyArray<{
    readonly dossier: string
    readonly type: string
    readonly nom: string
    readonly data: unknown
  }>
  /** Of the annexes of that day. */
  readonly differences: Differences
  /** What each person could do that day and could not, or the other way. */
  readonly access: ReadonlyArray<AccessDifference>
  /** Of the five years from that day on. */
  readonly deadlines: ReadonlyArray<DeadlineDifference>
}

export type AccessDifference = {
  readonly personneId: PersonneId
  readonly nom: string | null
  readonly prenom: string | null
  /** Null: for the convention as a whole. */
  readonly etablissementId: ÉtablissementId | null
  readonly etablissement: string | null
  readonly role: StableId
  readonly label: string
  /** Null: there is no such cell. */
  readonly before: AccessCell['answer'] | null
  readonly after: AccessCell['answer'] | null
  /** Why she could not any more, or still not. */
  readonly reasons: AccessCell['reasons']
}

/** One that comes (`before` is null), goes (`after` is null), or is no longer the same. */
export type DeadlineDifference = { readonly before: Deadline | null; readonly after: Deadline | null }

/** Of the days over which deadlines are compared. */
const FIVE_YEARS = 1826

/** A fault of the journal is told as an index tells it. */
export const whatIf =
  (models: Models) =>
  ({ conventionId, on, at, journal, events }: WhatIfAsked): E.Either<AppendFault, WhatIf> => {
    const index = dossiersIndex(models)
    const known = (on: DateCivile) => ({
      access: index.access({ conventionId, on }),
      deadlines: index.deadlines({ from: on, to: addDays(on, FIVE_YEARS), on, conventionId }).deadlines
    })
    return pipe(
      E.traverseArray(index.append)(journal),
      E.map(() => on ?? dayOf(index, conventionId, at)),
      E.bindTo('on'),
      E.bind('before', ({ on }) => E.right(known(on))),
      E.chainFirst(() => E.traverseArray(index.append)(events)),
      E.bind('after', ({ on }) => E.right(known(on))),
      E.map(({ on, before, after }) => ({
        conventionId,
        on,
        events: events.map(({ stream: dossier, type, data }) => ({
          dossier,
          type,
          nom: nameOf(type).nom,
          data
        })),
        differences: index.differences(conventionId, { on, knownAt: justBefore(at) }, { on }),
        access: accessDifferences(before.access, after.access),
        deadlines: deadlineDifferences(before.deadlines, after.deadlines)
      }))
    )
  }

/** What zone it is in is said by the convention; of a new one nobody knows yet. */
const dayOf = (index: DossiersIndex, conventionId: ConventionId, at: Instant): DateCivile =>
  civilDateOf(at, index.describe(conventionId, { on: civilDateOf(at, 'UTC') }).zone)

const accessDifferences = (before: Access, after: Access): ReadonlyArray<AccessDifference> => {
  const [was, is] = [cellsOf(before), cellsOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): ReadonlyArray<AccessDifference> => {
    const [one, other] = [was.get(key), is.get(key)]
    const cell = other ?? one
    // A cell that comes with a no changes nothing for anybody.
    if (cell === undefined || (one?.answer ?? 'non') === (other?.answer ?? 'non')) return []
    const { personneId, etablissementId, role } = cell
    return [
      {
        ...namedIn([after, before], cell),
        personneId,
        etablissementId,
        role,
        before: one?.answer ?? null,
        after: other?.answer ?? null,
        reasons: other?.reasons ?? []
      }
    ]
  })
}

const cellsOf = ({ cells }: Access): ReadonlyMap<string, AccessCell> =>
  new Map(cells.map(cell => [JSON.stringify([cell.personneId, cell.etablissementId, cell.role]), cell]))

/** By the names of the first answer that knows them. */
const namedIn = (
  answers: ReadonlyArray<Access>,
  { personneId, etablissementId, role }: AccessCell
): Pick<AccessDifference, 'nom' | 'prenom' | 'etablissement' | 'label'> => {
  const personne = answers.flatMap(({ personnes }) => personnes).find(one => one.personneId === personneId)
  return {
    nom: personne?.nom ?? null,
    prenom: personne?.prenom ?? null,
    etablissement:
      answers
        .flatMap(({ etablissements }) => etablissements)
        .find(one => one.etablissementId === etablissementId)?.nom ?? null,
    label: answers.flatMap(({ roles }) => roles).find(one => one.role === role)?.label ?? role
  }
}

const deadlineDifferences = (
  before: ReadonlyArray<Deadline>,
  after: ReadonlyArray<Deadline>
): ReadonlyArray<DeadlineDifference> => {
  const [was, is] = [byIdentity(before), byIdentity(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(key => {
    const [one = null, other = null] = [was.get(key), is.get(key)]
    return one !== null && other !== null && saidOf(one) === saidOf(other)
      ? []
      : [{ before: one, after: other }]
  })
}

const byIdentity = (deadlines: ReadonlyArray<Deadline>): ReadonlyMap<string, Deadline> =>
  new Map(
    deadlines.map(deadline => {
      const { dossier, kind, subject, occurrence } = deadline
      return [JSON.stringify([dossier, kind, subject, occurrence]), deadline]
    })
  )

/** What it says to people: not which event of its dossier was the last. */
const saidOf = ({ label, nature, who, due, computation, done, late, remarque }: Deadline): string =>
  JSON.stringify([label, nature, who, due, computation, done?.on ?? null, late, remarque])
