/** What the plane of a dossier is drawn from, whichever aggregate it is of. */
import {
  attributionOf,
  type ConventionId,
  conventionAggregate,
  type Effet,
  frenchCount,
  type HabilitationId,
  habilitationAggregate,
  type Label,
  requestStepNames
} from '@avenant/domain'
import type { Area, Change, Point } from '../bitemporal'
import type { ConventionFact, HabilitationFact } from '../dossiers'
import { conventionSays, habilitationSays, type Lines } from './lines'

export type Planed = {
  readonly zone: string
  readonly areas: ReadonlyArray<Area>
  readonly changes: (before: Point, after: Point) => ReadonlyArray<Pick<Change, 'kind' | 'id' | 'cause'>>
  readonly kinds: Readonly<Record<string, { readonly label: Label; readonly describes?: string } | undefined>>
  /** Whether a line says that something is there. */
  readonly isThere: (kind: string, id: string, point: Point) => boolean
  readonly summary: (point: Point) => Summary
}

/** `rien`: nothing is known; `attente`: not yet; `vigueur`: it has effect; `fin`: no longer. */
export type PlaneStatus = 'rien' | 'attente' | 'vigueur' | 'fin'

/** How a dossier stands at a point, in French. */
type Summary = { readonly status: PlaneStatus; readonly sentence: string }

/** Null: it is of no aggregate. */
export const planedBy = (lines: Lines, dossier: string): Planed | null => {
  const { convention, habilitation } = lines.dossiers
  const conventionId = idIn<ConventionId>(dossier, conventionAggregate.category)
  const habilitationId = idIn<HabilitationId>(dossier, habilitationAggregate.category)
  if (conventionId !== null)
    return {
      zone: zoneOf(lines, conventionAggregate.category, conventionId),
      areas: convention.areas(conventionId),
      changes: (before, after) => convention.changes(conventionId, before, after),
      kinds: conventionAggregate.kinds,
      isThere: (kind, id, point) =>
        convention.factOn(conventionId, { kind: kind as ConventionFact['kind'], id }, point)?.value != null,
      summary: point => summaryOfConvention(lines, conventionId, point)
    }
  return habilitationId === null
    ? null
    : {
        zone: zoneOf(lines, habilitationAggregate.category, habilitationId),
        areas: habilitation.areas(habilitationId),
        changes: (before, after) => habilitation.changes(habilitationId, before, after),
        kinds: habilitationAggregate.kinds,
        isThere: (kind, id, point) =>
          habilitation.factOn(habilitationId, { kind: kind as HabilitationFact['kind'], id }, point)?.value !=
          null,
        summary: point => summaryOfHabilitation(lines, habilitationId, point)
      }
}

// The store has read the id of the dossier.
const idIn = <Id extends string>(dossier: string, category: string): Id | null =>
  dossier.startsWith(`${category}-`) ? (dossier.slice(category.length + 1) as Id) : null

/** That of the last of its models that this service knows; where it knows none, that of France (G3). */
export const zoneOf = ({ dossiers, modelOf }: Lines, category: string, id: string): string =>
  dossiers
    .modelsOf(category, id)
    .map(modelOf)
    .findLast(model => model !== null)?.zone ?? 'Europe/Paris'

const NOTHING: Summary = { status: 'rien', sentence: 'rien de connu' }

const states: Readonly<Record<Effet['status'], Summary>> = {
  projet: { status: 'attente', sentence: 'en projet' },
  'a-venir': { status: 'attente', sentence: 'à venir' },
  'en-vigueur': { status: 'vigueur', sentence: 'en vigueur' },
  terminee: { status: 'fin', sentence: 'terminée' }
}

const summaryOfConvention = (lines: Lines, id: ConventionId, point: Point): Summary => {
  const effet = conventionSays(lines, id, 'effet', '', point)?.value
  if (effet == null) return NOTHING
  const { convention } = lines.dossiers
  const holders = new Set(
    convention.at(id, point, 'attribution').map(held => attributionOf(held.id).personneId)
  )
  const listed = convention.at(id, point, 'inscription').length
  const { status, sentence } = states[effet.status]
  return {
    status,
    sentence: `${sentence} ; ${frenchCount(holders.size, 'personne')} avec un rôle, ${frenchCount(listed, 'établissement')}`
  }
}

const summaryOfHabilitation = (lines: Lines, id: HabilitationId, point: Point): Summary => {
  const says = <K extends Parameters<typeof habilitationSays>[2]>(kind: K) =>
    habilitationSays(lines, id, kind, point)?.value ?? null
  const state = stateOfAccess(says)
  if (state.status !== 'vigueur') return state
  const roles = says('roles') ?? []
  return { ...state, sentence: `${state.sentence} ; ${frenchCount(roles.length, 'rôle')}` }
}

type Says = <K extends Parameters<typeof habilitationSays>[2]>(
  kind: K
) => NonNullable<ReturnType<typeof habilitationSays<K>>>['value']

const stateOfAccess = (says: Says): Summary => {
  if (says('fermeture') !== null) return { status: 'fin', sentence: 'accès fermé' }
  if (says('depart') !== null) return { status: 'fin', sentence: 'mission terminée' }
  if (says('blocage') !== null) return { status: 'attente', sentence: 'accès bloqué' }
  if (says('delivrance') !== null) return { status: 'vigueur', sentence: 'accès délivré' }
  const demande = says('demande')
  if (demande === null) return NOTHING
  return demande.status === 'refusee'
    ? { status: 'fin', sentence: 'demande refusée' }
    : { status: 'attente', sentence: `demande en cours : ${requestStepNames[demande.step]}` }
}
