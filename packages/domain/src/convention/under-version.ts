/**
 * What a running convention cannot be under a version of its model: each day, what it holds is provided for by the version
 * of that day. Whichever act would leave it otherwise is refused, and nothing is lost in silence (G11).
 */
import { everyLine } from '../dossier/derive'
import type { Touched } from '../dossier/dossier'
import type { Look } from '../dossier/look'
import { isAlike } from '../dossier/reasons'
import { factKey } from '../fact'
import type { ÉtablissementId } from '../identity/ids'
import { roleOfPartie } from '../identity/partie'
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import { labels, type Named, named, notProvided } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { isEmpty, span } from '../time/period'
import { ficheFaults, scopeFaults } from './change-kinds'
import type { Ground } from './ground'
import { type ConventionState, lineOf, valueOn } from './lines'
import { partieNatureRefusals } from './named-parties'
import { ficheMissing } from './refusals'
import { adoptionDays, daysWithin, roleOn } from './seats'
import { attributionOf } from './values'

const versionWithout = refusal(
  'version-without',
  ({
    model: { id, version },
    on,
    because
  }: {
    readonly model: ModelRef
    readonly on: DateCivile | null
    readonly because: AnyRefusal
  }) => `sous ${id} version ${version}${on === null ? '' : `, au ${frenchDate(on)}`} : ${because.sentence}`
)
const roleHeld = refusal(
  'role-held',
  ({
    role,
    personneId,
    etablissementId,
    known
  }: {
    readonly role: string
    readonly personneId: string
    /** Null: on none. */
    readonly etablissementId: string | null
    readonly known: ReadonlyArray<Named>
  }) =>
    `${personneId} tient le rôle « ${role} »${etablissementId === null ? '' : ` sur ${etablissementId}`}, qui n'y existe pas ainsi ; ` +
    `rôles : ${labels(known)}`
)
const partieThere = refusal(
  'partie-not-provided',
  ({ partie, known }: { readonly partie: string; readonly known: ReadonlyArray<Named> }) =>
    `la partie « ${partie} » n'est pas prévue ; parties : ${labels(known)}`
)

/** On a day, under its version of the model. */
type Day = {
  readonly dossier: ConventionState
  readonly model: ConventionModel
  readonly on: DateCivile | null
}
type Check = (day: Day, id: string) => ReadonlyArray<AnyRefusal>

const inScope: Check = ({ dossier, model, on }, id) => {
  const etablissementId = id as ÉtablissementId
  const etablissement = valueOn(dossier, 'etablissement', id, on)
  return etablissement === null || valueOn(dossier, 'inscription', id, on) === null
    ? []
    : scopeFaults(model, { etablissementId, etablissement }, part => part)
}

const derogating =
  (kind: 'derogation' | 'non-respect'): Check =>
  ({ dossier, model, on }, id) =>
    model.derogations === null && valueOn(dossier, kind, id, on) !== null
      ? [notProvided('derogation', model.duration.article)]
      : []

/** What each line asks of a version, by its kind; of the model itself, what every convention under it has. */
const checks: Readonly<Record<string, Check>> = {
  attribution: ({ dossier, model, on }, id) => {
    const { role, personneId, etablissementId } = attributionOf(id)
    const isProvided = roleOn(model, role)?.onEtablissement === (etablissementId !== null)
    return valueOn(dossier, 'attribution', id, on) === null || isProvided
      ? []
      : [
          roleHeld(
            '',
            { role, personneId, etablissementId, known: model.roles.map(named) },
            model.parties.article
          )
        ]
  },
  inscription: inScope,
  etablissement: inScope,
  fiche: ({ dossier, model, on }) => {
    const fiche = valueOn(dossier, 'fiche', '', on)
    return fiche === null ? [] : ficheFaults(model, fiche, '')
  },
  partie: ({ dossier, model, on }, id) => {
    const partie = valueOn(dossier, 'partie', id, on)
    const { roles, article } = model.parties
    if (partie === null) return []
    return roles.some(role => role.id === roleOfPartie(partie))
      ? partieNatureRefusals(model, partie, '')
      : [partieThere('', { partie: id, known: roles.map(named) }, article)]
  },
  derogation: derogating('derogation'),
  'non-respect': derogating('non-respect'),
  model: ({ dossier, model, on }) => [
    ...(model.fiche?.required === true && valueOn(dossier, 'fiche', '', on) === null
      ? [ficheMissing('', null, model.fiche.article)]
      : []),
    // Those that were delivered stand in dossiers of their own, and would be under no rule.
    ...(model.habilitation === null ? [notProvided('habilitation', model.parties.article)] : [])
  ]
}

/** What the version of some day does not provide for, and did before the act: each is told once, at its first day. */
export const unprovidedRefusals = (look: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const adopted = adoptionDays(look)
  if (adopted.length === 0) return []
  return touchedParts(look).flatMap(part => {
    const { kind, id, period } = part
    const check = checks[kind]
    if (check === undefined || isEmpty(period)) return []
    const found = daysWithin(period, [...adopted, ...changesOf(look, part)]).flatMap(on =>
      newFaults(look, check, id, on).map(because => ({ on, because }))
    )
    return found
      .filter(({ because }, i) => found.findIndex(other => isAlike(other.because, because)) === i)
      .map(({ on, because }) => {
        const { id: modelId, version } = look.modelAfter(on)
        const path = look.pathOf(part) || look.pathOf({ kind: 'model', id: '' })
        const facts = { model: { id: modelId, version }, on, because }
        return versionWithout(path, facts, because.article, because.computation)
      })
  })
}

/** The lines that move, and where the model does every other: each over the days on which it is to be looked at. */
const touchedParts = ({ after, moved }: Look<Ground>): ReadonlyArray<Touched> => {
  const parts = new Map<string, Touched>()
  const add = (part: Touched): void => {
    const key = factKey(part)
    const known = parts.get(key) ?? part
    parts.set(key, { kind: part.kind, id: part.id, period: span(known.period, part.period) })
  }
  for (const part of moved) {
    add(part)
    if (part.kind !== 'model') continue
    for (const { kind, id } of everyLine(after)) add({ kind, id, period: part.period })
  }
  return [...parts.values()]
}

/** The days on which a line changes, and those on which that does on which it is read. */
const changesOf = ({ after }: Look<Ground>, { kind, id }: Touched): ReadonlyArray<DateCivile | null> =>
  (kind === 'inscription' || kind === 'etablissement' ? ['inscription', 'etablissement'] : [kind]).flatMap(
    // Days alone are read of them.
    read => lineOf(after, read as 'inscription', id).map(({ from }) => from)
  )

/** Of a day that is under the opening version before the act and with it, the acts say by themselves what is wrong. */
const newFaults = (
  { opening, modelBefore, modelAfter, others, after }: Look<Ground>,
  check: Check,
  id: string,
  on: DateCivile | null
): ReadonlyArray<AnyRefusal> => {
  const [was, is] = [modelBefore(on), modelAfter(on)]
  if (was === opening && is === opening) return []
  const before = check({ dossier: others, model: was, on }, id)
  return check({ dossier: after, model: is, on }, id).filter(
    fault => !before.some(other => isAlike(other, fault))
  )
}
