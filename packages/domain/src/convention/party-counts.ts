/** Of each role, on every day in force, no fewer parties than the model asks for, and no more (P1). */
import type { Look } from '../dossier/look'
import { newRefusals } from '../dossier/reasons'
import type { ConventionModel } from '../model/model'
import { type Named, named } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { isEmpty } from '../time/period'
import { sameValue } from '../timeline'
import { type Ground, inForceOf } from './ground'
import { roleIn } from './parties'
import { isPartyOn } from './stays'

type Counted = { readonly role: Named; readonly count: number; readonly on: DateCivile }

const tooFew = refusal(
  'parties-too-few',
  ({ role, count, min, on }: Counted & { readonly min: number }) =>
    `il ne resterait que ${count} partie${count > 1 ? 's' : ''} le ${frenchDate(on)} : ${role.label}, ${min} au moins`
)
const tooMany = refusal(
  'parties-too-many',
  ({ role, count, max, on }: Counted & { readonly max: number }) =>
    `il y aurait ${count} parties le ${frenchDate(on)} : ${role.label}, ${max} au plus`
)

/** Only what is newly broken refuses, with the first day on which it is. */
export const partyCountRefusals = ({ model, others, after }: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const [was, is] = [others.ground, after.ground]
  if (sameValue(was.stays, is.stays) && sameValue(inForceOf(was), inForceOf(is))) return []
  return newRefusals(breaches(model, is), breaches(model, was))
}

const breaches = (model: ConventionModel, ground: Ground): ReadonlyArray<AnyRefusal> => {
  const inForce = inForceOf(ground)
  if (inForce === null || isEmpty(inForce)) return []
  const { stays } = ground
  const days = stays
    .flatMap(({ arrival, departure }) => [arrival.on, departure?.on ?? null])
    .filter(
      day =>
        day !== null &&
        (inForce.from === null || inForce.from <= day) &&
        (inForce.to === null || day < inForce.to)
    )
  return model.parties.roles.flatMap(role => {
    const { min, max } = role
    const ofRole = stays.filter(({ partie }) => roleIn(model, partie)?.id === role.id)
    const counted = days
      .toSorted()
      .flatMap(on => (on === null ? [] : [{ on, count: ofRole.filter(stay => isPartyOn(stay, on)).length }]))
    const few = counted.find(({ count }) => count < min)
    const many = max === null ? undefined : counted.find(({ count }) => count > max)
    return [
      ...(few === undefined ? [] : [tooFew('', { role: named(role), ...few, min }, model.parties.article)]),
      ...(many === undefined || max === null
        ? []
        : [tooMany('', { role: named(role), ...many, max }, model.parties.article)])
    ]
  })
}
