/** Of each role, on every day in force, no fewer parties than the version of that day asks for, and no more (P1). */
import type { Look, ModelOn } from '../dossier/look'
import { newRefusals } from '../dossier/reasons'
import { frenchCount } from '../french-count'
import { roleOfPartie } from '../identity/partie'
import { type Named, named } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import { type DateCivile, frenchDate, maxDate } from '../time/date-civile'
import { isEmpty } from '../time/period'
import { sameValue } from '../timeline'
import { type Ground, inForceOf } from './ground'
import { isPartyOn } from './stays'

type Counted = { readonly role: Named; readonly count: number; readonly on: DateCivile }

const tooFew = refusal(
  'parties-too-few',
  ({ role, count, min, on }: Counted & { readonly min: number }) =>
    `il n'y aurait que ${frenchCount(count, 'partie')} le ${frenchDate(on)} : ${role.label}, ${min} au moins`
)
const tooMany = refusal(
  'parties-too-many',
  ({ role, count, max, on }: Counted & { readonly max: number }) =>
    `il y aurait ${count} parties le ${frenchDate(on)} : ${role.label}, ${max} au plus`
)

/** Only what is newly broken refuses, with the first day on which it is. */
export const partyCountRefusals = (look: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const [was, is] = [look.others.ground, look.after.ground]
  const isAsBefore =
    sameValue(was.stays, is.stays) &&
    sameValue(was.adoptions, is.adoptions) &&
    sameValue(inForceOf(was), inForceOf(is))
  return isAsBefore ? [] : newRefusals(breaches(look.modelAfter, is), breaches(look.modelBefore, was))
}

/** Each of a role once, at its first day. */
const breaches = (version: ModelOn, ground: Ground): ReadonlyArray<AnyRefusal> => {
  const found = new Map<string, AnyRefusal>()
  for (const on of changeDays(ground)) {
    const { roles, article } = version(on).parties
    const there = ground.stays.filter(stay => isPartyOn(stay, on))
    for (const role of roles) {
      const { min, max } = role
      const count = there.filter(({ partie }) => roleOfPartie(partie) === role.id).length
      const counted = { role: named(role), count, on }
      const told = [
        ...(count < min ? [tooFew('', { ...counted, min }, article)] : []),
        ...(max !== null && count > max ? [tooMany('', { ...counted, max }, article)] : [])
      ]
      for (const one of told) {
        const key = `${one.code}/${role.id}`
        if (!found.has(key)) found.set(key, one)
      }
    }
  }
  return [...found.values()]
}

/** The days in force on which others are party, or another version rules. */
const changeDays = (ground: Ground): ReadonlyArray<DateCivile> => {
  const inForce = inForceOf(ground)
  if (inForce === null || isEmpty(inForce)) return []
  const { from, to } = inForce
  const passages = ground.stays.flatMap(({ arrival, departure }) => [arrival.on, departure?.on ?? null])
  // What is adopted before the first day in force rules on it.
  const adopted = ground.adoptions.map(adoption =>
    from === null ? adoption.from : maxDate(from, adoption.from)
  )
  return [...passages, ...adopted]
    .flatMap(day =>
      day !== null && (from === null || from <= day) && (to === null || day < to) ? [day] : []
    )
    .toSorted()
}
