/** Who may use which role where under a convention: the matrix persons × establishments × roles (G16). */
import {
  attributionOf,
  type ConventionId,
  type ConventionModel,
  type DateCivile,
  type HabilitationId,
  type Instant,
  type ModelGiven,
  type PersonneId,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import { UNLESS_DENOUNCED } from '../annexes/term'
import type { Point } from '../bitemporal'
import type { At, On } from './asked'
import { type Condition, conventionCheck, type Use } from './conditions'
import { type LastOpen, lastOpen } from './last-open'
import type { LastRecorded } from './last-recorded'
import {
  habilitationsOf,
  type Lines,
  type ModelOfDossier,
  modelOfConvention,
  modelsOfHabilitation,
  ruledOn
} from './lines'
import { type ListedAccess, listedAccesses } from './listed-accesses'
import { type Carried, carriedBy } from './may-act'
import { renewsUnlessDenounced } from './reserve'
import {
  type DeclarationsOpen,
  declarationsOpen,
  frenchExceptions,
  isOpen,
  type Reason,
  reasonsOf,
  stillDeclaring,
  unknownModel,
  waysUnder
} from './ways'

export type AccessAsked = {
  readonly conventionId: ConventionId
  /** The one cell of which the answer says why; absent or null: none. */
  readonly cell?: AskedCell | null
} & (On | At)

type AskedCell = {
  readonly personneId: PersonneId
  readonly etablissementId?: ÉtablissementId | null
  readonly role: StableId
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Access = {
  readonly conventionId: ConventionId
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** Of the convention and the habilitations under it, as known then; null: nothing was recorded. */
  readonly lastRecordedAt: Instant | null
  /** In which an instant has its day; Paris while the model is unknown. */
  readonly zone: string
  /** Null when the convention or its model is unknown; there are no cells then. */
  readonly model: ModelGiven | null
  /** Whether the convention is in force that day, and what says so: without it nobody may act. */
  readonly convention: Condition
  /** In French, for people. */
  readonly sentence: string
  /** Under which models the habilitations of `personnes` are. */
  readonly models: ReadonlyArray<ModelOfDossier>
  /** Who holds a role that day, or has asked for an habilitation; by their names as of the day, null when not known. */
  readonly personnes: ReadonlyArray<{
    readonly personneId: PersonneId
    readonly nom: string | null
    readonly prenom: string | null
    readonly habilitationIds: ReadonlyArray<HabilitationId>
  }>
  /** Those of the annexe that day. */
  readonly etablissements: ReadonlyArray<{
    readonly etablissementId: ÉtablissementId
    readonly nom: string | null
  }>
  /** In the model's order. */
  readonly roles: ReadonlyArray<{ readonly role: StableId; readonly label: string }>
  /**
   * One for each person, establishment, and role that exists for the nature of the establishment; then for each person and
   * role that is held on no establishment.
   */
  readonly cells: ReadonlyArray<AccessCell>
  /** Each habilitation under the convention, in the order of the names of their persons: its state that day, and what says so. */
  readonly habilitations: ReadonlyArray<ListedAccess>
  /** Why, for the one cell that was asked for; null where none was, or where there is no such cell. */
  readonly cell: AccessWhy | null
}

/** Each way in which she might, with each condition of it; the first alone that she may, where there is one. */
export type AccessWhy = Pick<
  AccessCell,
  'personneId' | 'etablissementId' | 'role' | 'answer' | 'declarations'
> & {
  /** Since when she may, or until when she might, as known; null: on no day of the convention until then. */
  readonly lastOpen: LastOpen | null
  readonly ways: ReadonlyArray<Carried>
}

export type AccessCell = {
  readonly personneId: PersonneId
  /** Null: for the convention as a whole. */
  readonly etablissementId: ÉtablissementId | null
  readonly role: StableId
  readonly answer: 'oui' | 'non'
  /** Under which habilitation she may; null when she may not. */
  readonly habilitationId: HabilitationId | null
  /** Each condition that fails; none when she may. */
  readonly reasons: ReadonlyArray<Reason>
  /** Where she may not: the declarations of years that are over which she may still give by this role (P25). */
  readonly declarations: ReadonlyArray<DeclarationsOpen>
}

export const access =
  (lines: Lines, last: LastRecorded) =>
  (asked: AccessAsked): Access => {
    const { conventionId } = asked
    const { model, point } = ruledOn(lines, conventionId, asked)
    const knownAt = 'at' in asked ? asked.at : (asked.knownAt ?? null)
    const lastRecordedAt = last({ knownAt: point.knownAt, conventionId, sees: null })
    const zone = model?.zone ?? 'Europe/Paris'
    const head = { conventionId, on: point.on, knownAt, lastRecordedAt, zone }
    if (model === null) {
      const convention = unknownModel(lines, asked, point).checks[0].tell()
      return {
        ...head,
        model: null,
        convention,
        sentence: sentenceOf(convention, [], false),
        models: [],
        personnes: [],
        etablissements: [],
        roles: [],
        cells: [],
        habilitations: [],
        cell: null
      }
    }
    const convention = conventionCheck(lines, model, conventionId, point).tell()
    const found = foundOn(lines, conventionId, point)
    const seats = [
      ...found.etablissements.flatMap(({ etablissementId, nature }) =>
        rolesFor(model, nature).map(role => ({ etablissementId, role }))
      ),
      ...model.roles.flatMap(({ id: role, onEtablissement }) =>
        onEtablissement ? [] : [{ etablissementId: null, role }]
      )
    ]
    const roles = model.roles.map(({ id, label }) => ({ role: id, label }))
    const years = declarationsOpen(lines, conventionId, point)
    const cells = found.personnes.flatMap(({ personneId }) =>
      seats.map(seat => cellOf(lines, { conventionId, personneId, ...seat }, asked, years))
    )
    return {
      ...head,
      model: modelOfConvention(lines, conventionId, point),
      convention,
      sentence: sentenceOf(convention, cells, renewsUnlessDenounced(lines, conventionId, point)),
      models: found.personnes.flatMap(({ habilitationIds }) =>
        habilitationIds.flatMap(id => modelsOfHabilitation(lines, id, point.knownAt))
      ),
      personnes: found.personnes,
      etablissements: found.etablissements.map(({ etablissementId, nom }) => ({ etablissementId, nom })),
      roles,
      cells,
      habilitations: listedAccesses(lines, conventionId, point),
      cell: whyOf(lines, asked, cells)
    }
  }

/** Who may act, and if nobody may: why, and for which declarations alone somebody still may. Of an unknown convention neither. */
const sentenceOf = (
  { condition, holds, computation, event }: Condition,
  cells: ReadonlyArray<AccessCell>,
  renews: boolean
): string => {
  const open = cells.filter(({ answer }) => answer === 'oui')
  const exceptions = frenchExceptions(cells.flatMap(({ declarations }) => declarations))
  if (condition === 'modele' && event === null) return `Il ne peut pas être répondu : ${computation}.`
  if (open.length === 0) return `Personne ne peut agir${exceptions}${holds ? '' : ` : ${computation}`}.`
  const count = new Set(open.map(({ personneId }) => personneId)).size
  return `${count} ${count < 2 ? 'personne peut' : 'personnes peuvent'} agir${renews ? `, ${UNLESS_DENOUNCED}` : ''}.`
}

const whyOf = (
  lines: Lines,
  { conventionId, cell, ...when }: AccessAsked,
  cells: ReadonlyArray<AccessCell>
): AccessWhy | null => {
  if (cell == null) return null
  const { personneId, etablissementId = null, role } = cell
  const found = cells.find(
    one => one.personneId === personneId && one.etablissementId === etablissementId && one.role === role
  )
  if (found === undefined) return null
  const use = { conventionId, personneId, etablissementId, role }
  const ways = waysUnder(lines, use, when, null)
  return {
    personneId,
    etablissementId,
    role,
    answer: found.answer,
    declarations: found.declarations,
    lastOpen: lastOpen(lines, use, ruledOn(lines, conventionId, when).point),
    ways: ways.map(carriedBy)
  }
}

type Nature = NonNullable<ConventionModel['roles'][number]['natures']>[number]

const rolesFor = ({ roles }: ConventionModel, nature: Nature | null): ReadonlyArray<StableId> =>
  roles.flatMap(({ id, natures, onEtablissement }) =>
    onEtablissement && (natures === null || nature === null || natures.includes(nature)) ? [id] : []
  )

const cellOf = (
  lines: Lines,
  use: Use,
  asked: On | At,
  years: ReadonlyArray<DeclarationsOpen>
): AccessCell => {
  const { personneId, etablissementId, role } = use
  const ways = waysUnder(lines, use, asked, null)
  const open = ways.find(isOpen)
  return {
    personneId,
    etablissementId,
    role,
    answer: open === undefined ? 'non' : 'oui',
    habilitationId: open?.habilitationId ?? null,
    reasons: open === undefined ? ways.flatMap(reasonsOf) : [],
    declarations: open === undefined ? stillDeclaring(lines, use, asked, years) : []
  }
}

/** The establishments of the annexe, and whoever holds a role or has asked for an habilitation; each by its id. */
const foundOn = (lines: Lines, conventionId: ConventionId, point: Point) => {
  const { convention } = lines.dossiers
  const noms = new Map(
    convention.at(conventionId, point, 'etablissement').map(({ id, value }) => [id, value])
  )
  const personnes = new Map(
    convention.at(conventionId, point, 'personne').map(({ id, value }) => [id, value])
  )
  const holders = convention
    .at(conventionId, point, 'attribution')
    .map(({ id }) => attributionOf(id).personneId)
  const asked = lines.directory.personnesUnder(conventionId)
  return {
    personnes: [...new Set([...holders, ...asked])].sort().flatMap(personneId => {
      const habilitationIds = habilitationsOf(lines, conventionId, personneId, point)
      if (habilitationIds.length === 0 && !holders.includes(personneId)) return []
      const { nom = null, prenom = null } = personnes.get(personneId) ?? {}
      return [{ personneId, nom, prenom, habilitationIds }]
    }),
    etablissements: convention
      .at(conventionId, point, 'inscription')
      // The id of the line of an establishment is the establishment's.
      .map(({ id }) => id as ÉtablissementId)
      .sort()
      .map(etablissementId => ({
        etablissementId,
        nom: noms.get(etablissementId)?.nom ?? null,
        nature: noms.get(etablissementId)?.nature ?? null
      }))
  }
}
