/** One opening for every question over conventions and habilitations, fed from one journal. */
import {
  type ConventionId,
  conventionAggregate,
  findModel,
  type HabilitationId,
  habilitationAggregate,
  type Instant,
  type Models,
  type Recorded
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type AnnexesQuestions, annexesOver } from '../annexes/annexes-index'
import type { AppendFault } from '../bitemporal'
import { type Dossiers, everyDossier } from '../dossiers'
import { Uses } from '../dossiers/uses'
import type { Projection } from '../projection'
import { type Access, type AccessAsked, access } from './access'
import { SharedKeys } from './across/shared-keys'
import type { At, Sees } from './asked'
import { type Census, type CensusAsked, census } from './census'
import { type Connections, type ConnectionsAsked, connections } from './connections'
import { type Course, type CourseAsked, course } from './course'
import { deadlines } from './deadlines'
import { agendaOver } from './deadlines/agenda'
import type { Deadlines, DeadlinesAsked } from './deadlines/answer'
import { Directory } from './directory'
import { type History, type HistoryAsked, history } from './history'
import { type Holders, type HoldersAsked, holders } from './holders'
import { type Identifiers, identifiers } from './identifiers'
import { Inactivities } from './inactivity'
import { lastRecorded } from './last-recorded'
import { type Letter, type LetterAsked, letter } from './letter'
import type { Lines } from './lines'
import { type MayAct, type MayActAsked, mayAct } from './may-act'
import { type Plane, type PlaneAsked, plane } from './plane'
import { Premises } from './premises'
import { type Register, type RegisterAsked, register } from './register'
import { type Search, type SearchAsked, search } from './search'
import { categoriesOf } from './standing'
import { ToldByStream } from './told'
import { type UnusedAccess, type UnusedSoon, unusedAccesses, unusedSoon } from './unused'
import { type UsesToKeep, usesBefore } from './uses-kept'

export type DossiersIndex = AnnexesQuestions & {
  /**
   * Takes one recorded event: those of a stream in order, streams in any order. One that comes again, or of another
   * aggregate's stream, changes nothing. On a fault the index is as before: the event is still to be taken.
   */
  readonly append: (recorded: Recorded) => E.Either<AppendFault, DossiersIndex>
  /**
   * Whether a person may use a role on an establishment, or each condition that fails (G16). Microseconds; milliseconds
   * where a role is unknown, which each convention is asked for.
   *
   * @param sees whose conventions may have spoken of an id for who asks; absent or null: each
   */
  readonly mayAct: (asked: MayActAsked, sees?: Sees | null) => MayAct
  /** The matrix persons × establishments × roles of one convention, by the same conditions (G16). */
  readonly access: (asked: AccessAsked) => Access
  /** Every convention, or one, on a date, as known at a moment; of those that are not seen, nothing, also where they meet others. */
  readonly register: (asked: RegisterAsked, sees?: Sees | null) => Register
  /** Every échéance of a range of days, and what is still to be done about each (G6). */
  readonly deadlines: (asked: DeadlinesAsked, sees?: Sees | null) => Deadlines
  /**
   * The acts of one dossier, of a convention and its habilitations, or of every dossier, in the order of effect or of
   * recording, of all days or of some; of every dossier, those alone that are seen.
   */
  readonly history: (asked: HistoryAsked, sees?: ((dossier: string) => boolean) | null) => History
  /** From when to when a convention goes, and the point at which it stands as it was signed. */
  readonly course: (asked: CourseAsked) => Course
  /** Over which days each convention is in force, and each habilitation under it is open. */
  readonly census: (asked: CensusAsked) => Census
  /** Which conventions a text is about, by each spelling that the journal knows. */
  readonly search: (asked: SearchAsked) => Search
  /** On which days, and from which recording on, a dossier says what, and by which acts. */
  readonly plane: (asked: PlaneAsked) => Plane
  /** Who holds which role where at two points: since when, from when on it is known, by which act. */
  readonly holders: (asked: HoldersAsked) => Holders
  /** Which accesses are, or were, blocked since nobody uses them, by an instant (P14): what an engine records of it. */
  readonly unused: (asked: At) => ReadonlyArray<UnusedAccess>
  /** Which ones will be unless they are used, where the model's day to be reminded of it has come. */
  readonly unusedSoon: (asked: At) => ReadonlyArray<UnusedSoon>
  /** What a retention keeps of the connections that were recorded before an instant: the first one of each day (A1). */
  readonly usesBefore: (before: Instant) => ReadonlyArray<UsesToKeep>
  /** Those of one habilitation, day by day, what remains of what is gone, and what was made of them (A1). */
  readonly connections: (asked: ConnectionsAsked) => Connections
  /** What the Caf writes about an act of an habilitation, or about a block for want of use. */
  readonly letter: (asked: LetterAsked) => Letter
  /** What was removed from the store since: that it was is all that is known of it from now on. */
  readonly forgetConnections: (before: Instant) => void
  /** Which persons, establishments and roles the journal has ever spoken of. */
  readonly identifiers: () => Identifiers
  /** Where a dossier stands, by its stream; null for one of which nothing is recorded. */
  readonly standingOf: (dossier: string) => DossierStanding | null
}

export type DossierStanding = {
  /** Its own id for a convention; for an habilitation each convention under which it was ever asked for. */
  readonly conventions: ReadonlyArray<ConventionId>
  /** Each that was ever asked for under a convention; of an habilitation, its own id. */
  readonly habilitations: ReadonlyArray<HabilitationId>
  /** Of its last event. */
  readonly revision: number
}

/**
 * An empty index, under the models that the service knows: no question fails, and each answer is plain JSON. Throws a
 * `TypeError` when two models have the same id and version, which is a programmer's error.
 *
 * @example
 * const index = dossiersIndex(shippedModels)
 * for (const recorded of journal) index.append(recorded)
 * index.mayAct({ personneId, etablissementId, role, at: instant('2018-03-01T09:00:00Z') }).answer // 'oui'
 */
export const dossiersIndex = (models: Models): DossiersIndex => {
  const sharedKeys = new SharedKeys()
  // The store has read the id of the stream.
  const dossiers = everyDossier((id, facts) => sharedKeys.take(id as ConventionId, facts))
  const directory = new Directory()
  const told = new ToldByStream(dossiers)
  const categoryOf = categoriesOf(models)
  const premises = new Premises(dossiers, told, categoryOf)
  const uses = new Uses()
  const inactivities = new Inactivities(dossiers, uses)
  const lines: Lines = { dossiers, directory, inactivities, modelOf: findModel(models) }

  const append = (recorded: Recorded): E.Either<AppendFault, DossiersIndex> => {
    if (uses.take(recorded)) return E.right(index)
    return E.map((appended: string) => {
      if (appended !== 'appended') return index
      told.take(recorded)
      premises.take(recorded.stream, recorded.revision)
      directory.take(recorded)
      return index
    })(dossiers.append(recorded))
  }

  const { pendingAt, ...annexes } = annexesOver(
    { facts: dossiers.convention, modelsOf: id => dossiers.modelsOf('convention', id) },
    models
  )
  const agenda = agendaOver(lines, pendingAt, told)
  const last = lastRecorded(lines, told)
  const index: DossiersIndex = {
    append,
    ...annexes,
    mayAct: mayAct(lines, premises),
    access: access(lines, last),
    register: register(lines, premises, sharedKeys, agenda, last),
    deadlines: deadlines(lines, agenda, last),
    history: history(lines, categoryOf, told, premises),
    course: course(lines),
    census: census(lines),
    search: search(lines, told),
    plane: plane(lines, told),
    holders: holders(lines, annexes),
    unused: unusedAccesses(lines),
    unusedSoon: unusedSoon(lines),
    usesBefore: usesBefore(lines, uses),
    connections: connections(lines, uses, asked => index.history(asked)),
    letter: letter(lines, asked => index.history(asked)),
    forgetConnections: before => uses.forget(before),
    identifiers: identifiers(lines),
    standingOf: standingIn(dossiers, directory)
  }
  return index
}

/** An id that no stream of an aggregate begins with is not known to its lines. */
const standingIn =
  ({ convention, habilitation }: Dossiers, directory: Directory) =>
  (dossier: string): DossierStanding | null => {
    // What is recorded under an id has been read by its codec.
    const conventionId = idIn(dossier, conventionAggregate) as ConventionId
    const habilitationId = idIn(dossier, habilitationAggregate) as HabilitationId
    const [ofConvention, ofHabilitation] = [
      convention.revisionOf(conventionId),
      habilitation.revisionOf(habilitationId)
    ]
    if (ofConvention >= 0)
      return {
        conventions: [conventionId],
        habilitations: directory.habilitationsUnder(conventionId),
        revision: ofConvention
      }
    return ofHabilitation < 0
      ? null
      : {
          conventions: directory.conventionsAbove(habilitationId),
          habilitations: [habilitationId],
          revision: ofHabilitation
        }
  }

const idIn = (dossier: string, { category }: { readonly category: string }): string =>
  dossier.startsWith(`${category}-`) ? dossier.slice(category.length + 1) : ''

/** The same as a projection, for what feeds several of them from one journal. */
export const dossiersProjection = (models: Models): Projection<DossiersIndex, AppendFault> => ({
  name: 'dossiers',
  version: 1,
  initial: () => dossiersIndex(models),
  apply: (index, recorded) => index.append(recorded)
})
