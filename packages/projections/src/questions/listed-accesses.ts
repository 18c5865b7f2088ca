/** Each habilitation under a convention on a day: whose, for what, in which state, since when, and what says so. */
import {
  attributionId,
  type ConventionId,
  type ConventionModel,
  type DateCivile,
  frenchDate,
  type HabilitationId,
  labelOf,
  type PersonneId,
  requestStepNames,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import type { Point } from '../bitemporal'
import { type AccessAlert, accessAlerts } from './access-alerts'
import { accessChecks } from './access-conditions'
import {
  type Check,
  type Condition,
  type ConditionName,
  conventionCheck,
  roleChecks,
  type Use
} from './conditions'
import { habilitationSays, type Lines, nameOfÉtablissement, personneNamed, ruledOn } from './lines'

/**
 * Of several states the first: `fermee`, by a departure or by the Caf; `demandee`, `refusee`; `hors-convention`: the convention is
 * not in force; `bloquee`, by the Caf; `inutilisee`: blocked for want of use; `mot-de-passe-a-changer`; `sans-role`: nothing
 * closes it, and the annexe gives its person none of its roles; `ouverte`.
 */
export type AccessState =
  | 'fermee'
  | 'demandee'
  | 'refusee'
  | 'hors-convention'
  | 'bloquee'
  | 'inutilisee'
  | 'mot-de-passe-a-changer'
  | 'sans-role'
  | 'ouverte'

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type ListedAccess = {
  readonly habilitationId: HabilitationId
  readonly personneId: PersonneId
  /** As of the day, in the annexe or, without one, in the request; null while none is known. */
  readonly nom: string | null
  readonly prenom: string | null
  readonly fonction: string | null
  /** Those that it covers; `tenu`: the annexe gives her the role there that day. */
  readonly roles: ReadonlyArray<{
    readonly role: StableId
    readonly label: string
    /** Null: for the convention as a whole. */
    readonly etablissementId: ÉtablissementId | null
    readonly nom: string | null
    readonly tenu: boolean
  }>
  readonly etat: AccessState
  /** The first of the days in a row on which it is in that state, by what is known; null: since always. */
  readonly depuis: DateCivile | null
  /** In French, for people: « ouverte depuis le 24/02/2017 ». */
  readonly sentence: string
  /** The condition that says the state, with its article, its computation and its event. */
  readonly constat: Condition
  /** What else closes it that day. */
  readonly autres: ReadonlyArray<Condition>
  /**
   * Through when it stays open without use: « dernière utilisation 23/02/2017 + 45 jours = 09/04/2017 »; null where it is not
   * open, or the model counts no days.
   */
  readonly utilisation: Condition | null
  /** What closes nothing, and is to be dealt with. */
  readonly alertes: ReadonlyArray<AccessAlert>
}

/** In the order of the names of their persons; a request of a later day is not there yet. */
export const listedAccesses = (
  lines: Lines,
  conventionId: ConventionId,
  point: Point
): ReadonlyArray<ListedAccess> =>
  lines.directory
    .habilitationsUnder(conventionId)
    .flatMap(id => listed(lines, conventionId, id, point) ?? [])
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)))

const keyOf = ({ nom, prenom, habilitationId }: ListedAccess): string =>
  JSON.stringify([nom ?? '', prenom ?? '', habilitationId])
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const listed = (
  lines: Lines,
  conventionId: ConventionId,
  id: HabilitationId,
  point: Point
): ListedAccess | null => {
  const state = stateOn(lines, conventionId, id, point)
  if (state === null) return null
  const { model, etat, check, checks, personneId, uses } = state
  const personne = personneNamed(lines, id, { conventionId, personneId }, point)
  const depuis = sinceWhen(lines, conventionId, id, point, state)
  const constat = check.tell()
  return {
    habilitationId: id,
    personneId,
    nom: personne?.nom ?? null,
    prenom: personne?.prenom ?? null,
    fonction: personne?.fonction ?? null,
    roles: uses.map(use => {
      const { role, etablissementId } = use
      return {
        role,
        label: labelOf(model.roles, role),
        etablissementId,
        nom:
          etablissementId === null ? null : nameOfÉtablissement(lines, conventionId, etablissementId, point),
        tenu: notHeld(lines, model, use, point) === null
      }
    }),
    etat,
    depuis,
    sentence: sentenceOf(lines, id, point, etat, depuis),
    constat,
    autres: checks.flatMap(other => (other.holds || other === check ? [] : [other.tell()])),
    utilisation:
      etat === 'ouverte'
        ? (checks.find(({ condition }) => condition === 'inactivite')?.tell() ?? null)
        : null,
    alertes: accessAlerts(lines, model, id, point)
  }
}

type State = {
  readonly model: ConventionModel
  readonly etat: AccessState
  /** What says it. */
  readonly check: Check
  readonly checks: ReadonlyArray<Check>
  readonly personneId: PersonneId
  readonly uses: ReadonlyArray<Use>
}

/** Null: on that day nothing is asked for under the convention, or its model is unknown. */
const stateOn = (
  lines: Lines,
  conventionId: ConventionId,
  id: HabilitationId,
  point: Point
): State | null => {
  const { model } = ruledOn(lines, conventionId, point)
  const sujet = habilitationSays(lines, id, 'sujet', point)?.value
  const demande = habilitationSays(lines, id, 'demande', point)?.value
  if (model === null || sujet?.conventionId !== conventionId || demande == null) return null
  const { personneId } = sujet
  const asked = habilitationSays(lines, id, 'roles', point)?.value ?? []
  const uses = asked.map(({ role, etablissementId = null }) => ({
    conventionId,
    personneId,
    role,
    etablissementId
  }))
  const [first] = uses
  if (first === undefined) return null
  const checks = [
    conventionCheck(lines, model, conventionId, point),
    ...accessChecks(lines, model, first, id, point).filter(({ condition }) => condition !== 'role-habilite')
  ]
  const of = (name: ConditionName) => checks.find(({ condition }) => condition === name)
  const state = { model, checks, personneId, uses }
  for (const [condition, etat] of closing) {
    const check = of(condition)
    if (check === undefined || check.holds) continue
    const isRefused = etat === 'demandee' && demande.status === 'refusee'
    return { ...state, etat: isRefused ? 'refusee' : etat, check }
  }
  const delivery = of('habilitation')
  if (delivery === undefined) return null
  // One role that is held is enough, and most often the first.
  const missing = notHeld(lines, model, first, point)
  return missing === null || uses.some(use => notHeld(lines, model, use, point) === null)
    ? { ...state, etat: 'ouverte', check: delivery }
    : { ...state, etat: 'sans-role', check: missing }
}

/** What keeps a person from holding a role there, the convention itself apart; null: she holds it. */
const notHeld = (lines: Lines, model: ConventionModel, use: Use, point: Point): Check | null =>
  roleChecks(lines, model, use, point).find(({ condition, holds }) => condition !== 'convention' && !holds) ??
  null

/** Which condition closes an access first, and how that is called. */
const closing: ReadonlyArray<readonly [ConditionName, AccessState]> = [
  ['fermeture', 'fermee'],
  ['habilitation', 'demandee'],
  ['convention', 'hors-convention'],
  ['blocage', 'bloquee'],
  ['inactivite', 'inutilisee'],
  ['mot-de-passe', 'mot-de-passe-a-changer']
]

/**
 * The first of the days in a row on which the state is the same, for the same reason. It changes on no other day than those on
 * which one of its lines does, so each of these is asked as the day itself is, the last one first.
 */
const sinceWhen = (
  lines: Lines,
  conventionId: ConventionId,
  id: HabilitationId,
  point: Point,
  now: State
): DateCivile | null => {
  let since: DateCivile | null = null
  for (const day of changesBy(lines, conventionId, id, point, now)) {
    const then = stateOn(lines, conventionId, id, { ...point, on: day })
    if (then === null || reasonOf(then) !== reasonOf(now)) return since
    since = day
  }
  return since
}

/**
 * An open access is open for whatever reason; one that is not, for what its line says: a correction that says the same again
 * changes nothing.
 */
const reasonOf = ({ etat, check }: State): string =>
  JSON.stringify([etat, etat === 'ouverte' || etat === 'sans-role' ? null : check.value])

/** A lifting begins the days without use anew, and may be of no recorded block. */
const followed = [
  'demande',
  'delivrance',
  'blocage',
  'levee',
  'mot-de-passe',
  'depart',
  'fermeture',
  'sujet',
  'roles'
] as const

/** The days on which a line of it changes, through the day asked, the last one first. */
const changesBy = (
  { dossiers: { convention, habilitation }, inactivities }: Lines,
  conventionId: ConventionId,
  id: HabilitationId,
  point: Point,
  { model, etat, personneId, uses }: State
): ReadonlyArray<DateCivile> => {
  const { on, knownAt } = point
  // What closes an access does so whoever holds which role.
  const held = etat === 'ouverte' || etat === 'sans-role' ? uses : []
  const steps = [
    ...followed.flatMap(kind => habilitation.line(id, { kind, id: '' }, knownAt)),
    ...(['effet', 'model'] as const).flatMap(kind =>
      convention.line(conventionId, { kind, id: '' }, knownAt)
    ),
    ...held.flatMap(({ role, etablissementId }) => [
      ...convention.line(
        conventionId,
        { kind: 'attribution', id: attributionId({ personneId, role, etablissementId }) },
        knownAt
      ),
      ...(etablissementId === null
        ? []
        : convention.line(conventionId, { kind: 'inscription', id: etablissementId }, knownAt))
    ])
  ]
  const days = [
    ...steps.flatMap(({ span: { from, to } }) => [from, to]),
    ...inactivities.blocksOf(model, id, point).map(({ from }) => from)
  ].flatMap(day => (day === null || day > on ? [] : [day]))
  return [...new Set(days)].sort().reverse()
}

const sentenceOf = (
  lines: Lines,
  id: HabilitationId,
  point: Point,
  etat: AccessState,
  depuis: DateCivile | null
): string => {
  const since = depuis === null ? '' : ` depuis le ${frenchDate(depuis)}`
  switch (etat) {
    case 'fermee':
      return `fermée${since}`
    case 'demandee': {
      const demande = habilitationSays(lines, id, 'demande', point)?.value
      const step = demande?.status === 'en-cours' ? demande.step : 'requested'
      return `demandée, à l'étape « ${requestStepNames[step]} »${since}`
    }
    case 'refusee':
      return `refusée${since}`
    case 'hors-convention':
      return `sans effet${since} : la convention n'est pas en vigueur`
    case 'bloquee':
      return `bloquée par la Caf${since}`
    case 'inutilisee':
      return `bloquée${since} faute d'utilisation`
    case 'mot-de-passe-a-changer':
      return `délivrée, mot de passe à changer${since}`
    case 'sans-role':
      return `délivrée, sans aucun rôle tenu${since}`
    case 'ouverte':
      return `délivrée et ouverte${since}`
  }
}
