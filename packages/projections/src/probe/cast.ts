/** Who and what a model needs to be played, invented from the model alone: parties, persons, establishments, seats. */
import type { ConventionModel, Role } from '@avenant/domain'

export type Seat = {
  readonly role: string
  readonly personneId: string
  /** Null: for the convention as a whole. */
  readonly etablissementId: string | null
  readonly rang: 'titulaire' | 'suppleant'
}

export type Listed = { readonly etablissementId: string; readonly nature: string }

export type Cast = {
  readonly listed: ReadonlyArray<Listed>
  readonly seats: ReadonlyArray<Seat>
}

const adresse = { voie: '1 rue des Essais', codePostal: '92000', commune: 'ESSAI' }

/** Invented persons are named by their ids alone: a mail of example.fr reaches nobody. */
export const identified = (personneId: string, nom = `ESSAI ${personneId.toUpperCase()}`) => ({
  personneId,
  personne: { nom, prenom: 'Dominique', fonction: null, mail: `${personneId}@example.fr`, telephone: null }
})

type PartyRole = ConventionModel['parties']['roles'][number]

export const representantOf = (i: number): string => `represente-${i + 1}`

/** A party that is invented: the one of its role, or one of several. */
export type Party = {
  readonly id: string
  readonly label: string
  readonly role: PartyRole
  /** The index of its role in the model. */
  readonly of: number
}

/** Of each role as many parties as it asks for, and one at least; one more where they may leave. */
export const partiesOf = ({ parties: { roles } }: ConventionModel): ReadonlyArray<Party> =>
  roles.flatMap((role, of) =>
    Array.from({ length: Math.min(countOf(role), mostSeats) }, (_, n) => partyOf(role, of, n))
  )

const countOf = ({ min, max, leaves, noticeEnds }: PartyRole): number =>
  leaves || noticeEnds === 'own-part' ? Math.min(min + 1, max ?? min + 1) : Math.max(min, 1)

/** The party of a role that comes after so many others. */
export const partyOf = (role: PartyRole, of: number, n: number): Party => {
  const { id, label, max } = role
  return max === 1 ? { id, label, role, of } : { id: `${id}-${n + 1}`, label: `${label}, ${n + 1}`, role, of }
}

export const partieOf = ({ id, label, role: { id: role, nature } }: Party, representant: string) => ({
  id,
  ...(role === id ? {} : { role }),
  representant: { personneId: representant, qualite: 'Représentant' },
  ...(nature === 'natural' ? { domicile: adresse } : { denomination: label, siege: adresse })
})

/** The sheet of the gestionnaire; its numbers pass the checks of their kinds, and are nobody's. */
export const ficheOf = ({ fiche, parties: { roles } }: ConventionModel) => {
  const i = Math.max(
    roles.findIndex(({ acteur }) => acteur === 'partenaire'),
    0
  )
  const nature = fiche?.natures[0]
  return {
    caf: 'ESSAI',
    departement: 'Essai',
    codeInsee: '092',
    numeroGestionnaire: '1',
    nature: { asWritten: nature?.label ?? 'autre', normalised: nature?.id ?? 'autre' },
    representantLegal: representantOf(i),
    ...(roles[i]?.nature === 'natural'
      ? { domicile: adresse }
      : { denomination: 'GESTIONNAIRE', siret: '21920071400018', adresse })
  }
}

/** A number of nine digits, that no establishment has. */
const firstSias = 900_000_000

export const etablissementOf = (nature: string, n: number, nom = `ETABLISSEMENT ${n}`) => ({
  nom,
  numeroSias: String(firstSias + n),
  adresse,
  nature,
  financeParLaCaf: true
})

/** The establishments that the model needs and admits, and the seats that it must have. */
export const castOf = (model: ConventionModel): Cast => {
  const listed = listedOf(model)
  return { listed, seats: model.roles.flatMap((role, i) => seatsOf(role, i, listed)) }
}

/** So many establishments as the minima of the convention ask for; then one of each nature, while its caps admit it. */
const listedOf = ({ etablissements, roles }: ConventionModel): ReadonlyArray<Listed> => {
  const natures = (etablissements?.natures ?? []).map(({ id }) => id)
  const listed: Array<Listed> = []
  const add = (nature: string) => listed.push({ etablissementId: `e-${listed.length + 1}`, nature })
  for (const role of roles) {
    const needed = role.onEtablissement ? role.minPerConvention / capacityOf(role) : 0
    const possible = natures.filter(nature => isOf(role, nature))
    while (placesOf(role, listed).length < Math.min(needed, mostSeats)) {
      const free = possible.filter(nature => hasRoomFor(roles, nature, listed))
      const next = free.find(nature => !listed.some(one => one.nature === nature)) ?? free[0]
      if (next === undefined) break
      add(next)
    }
  }
  for (const nature of natures)
    if (!listed.some(one => one.nature === nature) && hasRoomFor(roles, nature, listed)) add(nature)
  return listed
}

export const isOf = ({ onEtablissement, natures }: Role, nature: string): boolean =>
  onEtablissement && (natures === null || natures.some(id => id === nature))

/** Whether the caps of the convention admit one more establishment of a nature, with the roles that it must have. */
const hasRoomFor = (roles: ReadonlyArray<Role>, nature: string, listed: ReadonlyArray<Listed>): boolean =>
  roles.every(
    role =>
      !isOf(role, nature) ||
      role.capPerConvention === null ||
      (placesOf(role, listed).length + 1) * role.min <= role.capPerConvention
  )

/** Where a role may be held: on each of these establishments that it is for, or on none. */
const placesOf = (role: Role, listed: ReadonlyArray<Listed>): ReadonlyArray<Seat['etablissementId']> =>
  role.onEtablissement
    ? listed.flatMap(({ etablissementId, nature }) => (isOf(role, nature) ? [etablissementId] : []))
    : [null]

/** The rang of the holder who comes after so many: titulaires first, as many as the model admits. */
const rangAfter = ({ capByRang }: Role, count: number): Seat['rang'] =>
  capByRang?.titulaire != null && count >= capByRang.titulaire ? 'suppleant' : 'titulaire'

/** Past it a model is not played, but told. */
export const mostSeats = 300

/**
 * The seats of a role that a convention over these establishments starts with: the minimum of each, those that are missing
 * from the minimum of the convention, and one at least, so that somebody holds it.
 */
const seatsOf = (role: Role, i: number, listed: ReadonlyArray<Listed>): ReadonlyArray<Seat> => {
  const places = placesOf(role, listed)
  const counts = new Map(places.map(place => [place, role.min]))
  const total = () => [...counts.values()].reduce((sum, count) => sum + count, 0)
  const capacity = Math.min(capacityOf(role), mostSeats)
  const wanted = Math.min(Math.max(role.minPerConvention, 1), mostSeats)
  for (const place of places)
    while (total() < wanted && (counts.get(place) ?? 0) < capacity)
      counts.set(place, (counts.get(place) ?? 0) + 1)
  return places.flatMap(place =>
    Array.from({ length: Math.min(counts.get(place) ?? 0, mostSeats) }, (_, n) => seatOf(role, i, place, n))
  )
}

/** The seat of a role that is taken after so many others of the same establishment, by a person who holds no other. */
export const seatOf = (role: Role, i: number, etablissementId: Seat['etablissementId'], n: number): Seat => ({
  role: role.id,
  etablissementId,
  personneId: ['p', i + 1, ...(etablissementId === null ? [] : [etablissementId]), n + 1].join('-'),
  rang: rangAfter(role, n)
})

/** How many may hold a role of one establishment. */
export const capacityOf = ({ cap, capByRang }: Role): number => {
  const { titulaire, suppleant } = capByRang ?? { titulaire: null, suppleant: null }
  const byRang = titulaire === null || suppleant === null ? Number.POSITIVE_INFINITY : titulaire + suppleant
  return Math.min(cap ?? Number.POSITIVE_INFINITY, byRang)
}

/** The same model under another version: what an avenant may adopt without losing anything. */
export const otherVersionOf = (model: ConventionModel): ConventionModel => ({
  ...model,
  version: model.version < Number.MAX_SAFE_INTEGER ? model.version + 1 : model.version - 1
})
