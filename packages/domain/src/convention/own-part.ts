/** Notices that end the part of their party alone, and those that end the convention all the same (M19). */
import type { ModelOn } from '../dossier/look'
import type { ConventionModel } from '../model/model'
import type { PartyRole } from '../model/parties'
import { frenchArticle } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import type { Ending } from './effect'
import { everyPartie, type Ground } from './ground'
import { countedOn, endByNotice, modelOfNotice } from './notices'
import { roleIn } from './parties'
import { isPartyOn, type Passage, type Stay } from './stays'
import type { Effect } from './values'

/** The role of a party whose notice ends its own part; null: it ends the convention. */
const ownPart = (model: ConventionModel, ground: Ground, partie: string): PartyRole | null => {
  const known = everyPartie(ground).find(({ id }) => id === partie)
  const role = known === undefined ? null : roleIn(model, known)
  return role?.noticeEnds === 'own-part' ? role : null
}

/** The parts that notices end, each from the échéance on, or once its delay is over. */
export const noticeDepartures = (version: ModelOn, ground: Ground, effect: Effect): ReadonlyArray<Passage> =>
  ground.endings.flatMap(ending => {
    if (ending.kind !== 'notice') return []
    const model = modelOfNotice(version, ending)
    if (ownPart(model, ground, ending.partie) === null) return []
    const due = endByNotice(model, effect, ending)
    const { place, partie: id } = ending
    return due === null
      ? []
      : [
          {
            kind: 'leave',
            id,
            on: due.date,
            agreedOn: countedOn(model, ending).counted,
            place,
            why: {
              status: 'preavis',
              computation: due.computation,
              article: model.notice?.article ?? model.duration.article
            }
          }
        ]
  })

/** What ends the convention: of the notices that end their own part, those after which too few parties remain. */
export const endingsOf = (version: ModelOn, ground: Ground): ReadonlyArray<Ending> =>
  ground.endings.flatMap((ending): ReadonlyArray<Ending> => {
    if (ending.kind !== 'notice') return [ending]
    const role = ownPart(modelOfNotice(version, ending), ground, ending.partie)
    if (role === null) return [ending]
    const on = ground.stays.find(({ departure }) => departure?.place === ending.place)?.departure?.on
    const because = on === undefined ? null : tooFewOn(version(on), ground.stays, role, on)
    return because === null ? [] : [{ ...ending, because }]
  })

/** Why the convention does not go on without who leaves on a day, under the version of that day; null: it does. */
const tooFewOn = (
  model: ConventionModel,
  stays: ReadonlyArray<Stay>,
  role: PartyRole,
  on: DateCivile
): string | null => {
  const { id, label, min } = model.parties.roles.find(known => known.id === role.id) ?? role
  const left = stays.filter(stay => isPartyOn(stay, on))
  const count = left.filter(({ partie }) => roleIn(model, partie)?.id === id).length
  const cited = `(${frenchArticle(model.parties.article)})`
  if (count < min) return `il n'en resterait que ${count} au lieu de ${min} au moins : ${label} ${cited}`
  return left.length > 1 ? null : `il ne resterait qu'une partie ${cited}`
}
