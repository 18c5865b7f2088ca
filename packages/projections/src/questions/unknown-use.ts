/** What of a use no dossier has ever spoken of: to a slip of the pen nothing is answered, and least of all « no ». */
import type { ConventionId, Instant } from '@avenant/domain'
import type { Sees } from './asked'
import type { Use } from './conditions'
import type { Lines } from './lines'

/** The keys of a use, as it is asked. */
export type UseKey = 'personneId' | 'etablissementId' | 'role'

type Spoken = {
  readonly knownAt: Instant
  /** Whose conventions alone have spoken for who asks; null: each. */
  readonly sees: Sees | null
}

/** The keys whose id no dossier had spoken of by a moment. */
export const unknownIn = (
  lines: Lines,
  { personneId, etablissementId, role }: Omit<Use, 'conventionId'>,
  { knownAt, sees }: Spoken
): ReadonlyArray<UseKey> => {
  const { dossiers, directory } = lines
  const some = (among: Iterable<ConventionId>, speaks: (id: ConventionId) => boolean): boolean => {
    for (const id of among) if ((sees === null || sees(id)) && speaks(id)) return true
    return false
  }
  const tells = (id: ConventionId, kind: 'personne' | 'inscription', of: string): boolean =>
    dossiers.convention.timeline(id, { kind, id: of }, knownAt).length > 0
  const asksFor = (id: ConventionId): boolean =>
    directory
      .habilitationsOf(id, personneId)
      .some(of => dossiers.habilitation.lastRecorded(of, knownAt) !== null)
  // Of a model that this service was not given nobody can say which roles it has.
  const hasRole = (id: ConventionId): boolean =>
    dossiers.convention
      .timeline(id, { kind: 'model', id: '' }, knownAt)
      .some(
        ({ value }) => value != null && (lines.modelOf(value)?.roles.some(one => one.id === role) ?? true)
      )
  const places =
    etablissementId === null ? directory.conventions : directory.conventionsListing(etablissementId)
  const isListed = etablissementId === null || some(places, id => tells(id, 'inscription', etablissementId))
  return [
    ...(some(directory.conventionsNaming(personneId), id => tells(id, 'personne', personneId) || asksFor(id))
      ? []
      : (['personneId'] as const)),
    ...(isListed ? [] : (['etablissementId'] as const)),
    // The conventions of the establishment have mostly the role, and spare the others.
    ...(some(places, hasRole) || some(directory.conventions, hasRole) ? [] : (['role'] as const))
  ]
}

/** « de la personne p-9 ni du rôle « lecture » ». */
export const ofUnknown = (
  { personneId, etablissementId, role }: Omit<Use, 'conventionId'>,
  keys: ReadonlyArray<UseKey>
): string => {
  const told: Readonly<Record<UseKey, string>> = {
    personneId: `de la personne ${personneId}`,
    etablissementId: `de l'établissement ${etablissementId}`,
    role: `du rôle « ${role} »`
  }
  return keys.map(key => told[key]).join(' ni ')
}
