/** What the questions read: the lines of conventions and habilitations, and which dossiers speak of whom and what. */
import {
  type ConventionId,
  type ConventionModel,
  type ConventionValues,
  conventionStream,
  covers,
  type HabilitationId,
  type HabilitationValues,
  habilitationStream,
  type Instant,
  type ModelGiven,
  modelGiven,
  modelsGiven,
  type Period,
  type PersonneId,
  type ÉtablissementId
} from '@avenant/domain'
import { denominationOf } from '../annexes/names'
import type { Point } from '../bitemporal'
import type { HeldFact } from '../bitemporal/held-fact'
import type { Dossiers } from '../dossiers'
import { type At, type Evidence, evidenceOf, type On, pointOf } from './asked'
import type { Directory } from './directory'
import type { Inactivities } from './inactivity'

/** What a line says on a day, and the event that says so. A null value: an event says that it no longer holds. */
export type Said<Value> = {
  readonly value: Value | null
  readonly event: () => Evidence
  /** The days around it on which it says the same. */
  readonly span: () => Period
} | null

export type Lines = {
  readonly dossiers: Dossiers
  readonly directory: Directory
  readonly inactivities: Inactivities
  readonly modelOf: (ref: ConventionValues['model']) => ConventionModel | null
}

export const conventionSays = <K extends keyof ConventionValues>(
  { dossiers }: Lines,
  conventionId: ConventionId,
  kind: K,
  id: string,
  point: Point
): Said<ConventionValues[K]> =>
  saidBy(
    conventionStream(conventionId),
    // The codec of the kind has read the values of its lines.
    dossiers.convention.factOn(conventionId, { kind, id }, point) as HeldFact<
      K,
      ConventionValues[K] | null
    > | null,
    () => spanIn(dossiers.convention.line(conventionId, { kind, id }, point.knownAt), point)
  )

export const habilitationSays = <K extends keyof HabilitationValues>(
  { dossiers }: Lines,
  habilitationId: HabilitationId,
  kind: K,
  point: Point
): Said<HabilitationValues[K]> =>
  saidBy(
    habilitationStream(habilitationId),
    // The codec of the kind has read the values of its lines.
    dossiers.habilitation.factOn(habilitationId, { kind, id: '' }, point) as HeldFact<
      K,
      HabilitationValues[K] | null
    > | null,
    () => spanIn(dossiers.habilitation.line(habilitationId, { kind, id: '' }, point.knownAt), point)
  )

/** A person as of a day, as in the annexe or, without one, in the request: whom it names there is a line by her id. */
export const personneNamed = (
  lines: Lines,
  habilitationId: HabilitationId,
  { conventionId, personneId }: HabilitationValues['sujet'],
  point: Point
): ConventionValues['personne'] | null => {
  const inAnnexe = conventionSays(lines, conventionId, 'personne', personneId, point)?.value
  if (inAnnexe != null) return inAnnexe
  const fact = lines.dossiers.habilitation.factOn(habilitationId, { kind: 'personne', id: personneId }, point)
  return fact?.kind === 'personne' ? fact.value : null
}

const saidBy = <Value>(
  stream: string,
  fact: HeldFact<string, Value | null> | null,
  span: () => Period
): Said<Value> =>
  fact === null ? null : { value: fact.value, event: () => evidenceOf(stream, fact.cause), span }

const spanIn = (steps: ReadonlyArray<{ readonly span: Period }>, { on }: Point): Period =>
  steps.find(({ span }) => covers(span)(on))?.span ?? { from: null, to: null }

/** The model of a convention: null when nothing is known of the convention, or nobody gave this service its model. */
export const modelUnder = (
  lines: Lines,
  conventionId: ConventionId,
  point: Point
): ConventionModel | null => {
  const ref = conventionSays(lines, conventionId, 'model', '', point)?.value
  return ref == null ? null : lines.modelOf(ref)
}

/** The model of the day that is meant, and that point: the zone is one in every version of a convention's model. */
export const ruledOn = (
  lines: Lines,
  conventionId: ConventionId,
  when: On | At
): { readonly model: ConventionModel | null; readonly point: Point } => {
  const inUtc = pointOf(when, null)
  const zoned = modelUnder(lines, conventionId, inUtc)
  const point = pointOf(when, zoned)
  return { model: point.on === inUtc.on ? zoned : modelUnder(lines, conventionId, point), point }
}

/** A version of a model under which a dossier is answered, and whether the model given is the one that it recorded. */
export type ModelOfDossier = ModelGiven & {
  /** Its stream: `habilitation-h-1`. */
  readonly dossier: string
}

/** That of a convention at a point; null when nothing is known of it. */
export const modelOfConvention = (
  lines: Lines,
  conventionId: ConventionId,
  point: Point
): ModelOfDossier | null => {
  const ref = conventionSays(lines, conventionId, 'model', '', point)?.value
  if (ref == null) return null
  const dossier = conventionStream(conventionId)
  const recorded = lines.dossiers.modelsOf('convention', conventionId)
  return { dossier, ...modelGiven(dossier, recorded, ref, lines.modelOf(ref), point.knownAt) }
}

/** Those that an habilitation has recorded by a moment. */
export const modelsOfHabilitation = (
  lines: Lines,
  habilitationId: HabilitationId,
  knownAt: Instant
): ReadonlyArray<ModelOfDossier> => {
  const dossier = habilitationStream(habilitationId)
  const recorded = lines.dossiers.modelsOf('habilitation', habilitationId)
  return modelsGiven(dossier, recorded, lines.modelOf, knownAt).map(given => ({ dossier, ...given }))
}

/** The habilitations of a person under a convention, as known at a moment. */
export const habilitationsOf = (
  lines: Lines,
  conventionId: ConventionId,
  personneId: PersonneId,
  point: Point
): ReadonlyArray<HabilitationId> =>
  lines.directory.habilitationsOf(conventionId, personneId).filter(id => {
    const sujet = habilitationSays(lines, id, 'sujet', point)?.value
    return sujet?.conventionId === conventionId && sujet.personneId === personneId
  })

/** A party by its name as of a day: a natural person by her own. Null while none is known. */
export const nameOfPartie = (
  lines: Lines,
  conventionId: ConventionId,
  partieId: string,
  point: Point
): string | null => {
  const partie = conventionSays(lines, conventionId, 'partie', partieId, point)?.value
  if (partie == null) return null
  if (partie.denomination !== undefined) return partie.denomination
  const { personneId } = partie.representant
  const personne = conventionSays(lines, conventionId, 'personne', personneId, point)?.value
  return denominationOf(new Map(personne == null ? [] : [[personneId, personne]]), partie)
}

/** « CHARAIRE », or the identifier while no name is known. */
export const nameOfÉtablissement = (
  lines: Lines,
  conventionId: ConventionId,
  etablissementId: ÉtablissementId,
  point: Point
): string =>
  conventionSays(lines, conventionId, 'etablissement', etablissementId, point)?.value?.nom ?? etablissementId
