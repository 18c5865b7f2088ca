/** What a notice owes to the duration of what it ends (G11, M19). */
import * as E from 'fp-ts/Either'
import type { Incoherence } from '../codec'
import { dateIncoherences } from '../dates/coherence'
import { computeDate, frenchUndated } from '../dates/compute'
import type { DateExpression } from '../dates/expression'
import { addDays, addMonths, type DateCivile, dateCivile, firstDate, frenchDate } from '../time/date-civile'
import { type Course, longest, placeOf } from './coherence-of-course'
import { monthsIn } from './course'
import { dateGroundOf, partyLabel } from './dates'

type Found = ReadonlyArray<Incoherence>

const fault = (message: string, ...path: Incoherence['path']): Found => [{ path, message }]

/** Days of the months in which an échéance may fall, in a leap year and in another. */
const days: ReadonlyArray<DateCivile> = [2023, 2024].flatMap(year =>
  Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0')).flatMap(month =>
    ['01', '02', '15', '16', '28'].map(day => dateCivile(`${year}-${month}-${day}`))
  )
)

const firstOfMonths = days.filter(day => day.endsWith('01'))

/** A delay in days, weeks or months alone falls the same way on each day of a month, and never on a day off. */
const samplesFor = ({ offset, to, shift }: DateExpression): ReadonlyArray<DateCivile> =>
  to === undefined && shift === undefined && offset?.unit !== 'working-day' ? firstOfMonths : days

/** Every contradiction, with the path to it. */
export const noticeFaults = (model: Course, notice: NonNullable<Course['notice']>): Found => {
  const { delay, ends, counts, by } = notice
  const path = ['notice', 'delay']
  const anchor = ends === 'echeance' ? 'echeance' : counts
  const own = dateIncoherences(placeOf(model, 'deadline', false))(delay)
  return [
    ...own.map(one => ({ ...one, path: [...path, ...one.path] })),
    ...(delay.from === anchor
      ? []
      : fault(
          ends === 'echeance'
            ? `un préavis pour une échéance se compte depuis elle : "echeance"`
            : `la date qui compte est ${JSON.stringify(anchor)} : le délai se compte depuis elle`,
          ...path,
          'from'
        )),
    ...(delay.from !== anchor || own.length > 0
      ? []
      : ends === 'echeance'
        ? beforeÉchéance(model, delay)
        : afterNotice(model, delay)),
    ...(by?.length === 0 ? fault('liste vide : personne ne donnerait de préavis', 'notice', 'by') : []),
    ...(by ?? []).flatMap((id, i) =>
      model.parties.roles.some(partie => partie.id === id)
        ? by?.indexOf(id) === i
          ? []
          : fault(`répété : ${JSON.stringify(id)}`, 'notice', 'by', i)
        : fault(`partie inconnue : ${JSON.stringify(id)}`, 'notice', 'by', i)
    )
  ]
}

/** The last day of notice comes before the échéance, and within the shortest of the terms that it may end. */
const beforeÉchéance = (model: Course, delay: DateExpression): Found => {
  const { term, renewal } = model.duration
  if (renewal.kind !== 'tacit')
    return fault(
      'un préavis pour une échéance veut une reconduction tacite ; sinon il met fin par son délai : ends "delay"',
      'notice'
    )
  const lengths = [renewal.term, term !== null && 'count' in term ? term : null].flatMap(length =>
    length === null || length.count === 0 ? [] : [monthsIn(length)]
  )
  const shortest = Math.min(...lengths, longest)
  for (const échéance of samplesFor(delay)) {
    const last = computeDate(dateGroundOf(model, () => échéance))(delay)
    if (E.isLeft(last))
      return fault(
        `pour une échéance au ${frenchDate(échéance)}, ce préavis n'a pas de dernier jour : ${frenchUndated(last.left, partyLabel(model))}`,
        'notice',
        'delay'
      )
    if (last.right.date >= échéance)
      return fault(
        `ce préavis pourrait être donné à l'échéance ou après elle : ${last.right.computation}`,
        'notice',
        'delay'
      )
    const start = addMonths(échéance, -shortest)
    if (start > firstDate && last.right.date < start)
      return fault(
        `ce préavis se donnerait avant que commence le terme qu'il finit, au ${frenchDate(start)} : ${last.right.computation}`,
        'notice',
        'delay'
      )
  }
  return []
}

/** The convention goes on until the delay is over, and its first term lasts so long. */
const afterNotice = (model: Course, delay: DateExpression): Found => {
  const { offset } = delay
  if (offset !== undefined && offset.count > 0 && offset.direction === 'before')
    return fault('la convention finirait avant le préavis', 'notice', 'delay', 'offset')
  for (const given of samplesFor(delay)) {
    const last = computeDate(dateGroundOf(model, () => given))(delay)
    if (E.isLeft(last))
      return fault(
        `donné le ${frenchDate(given)}, ce préavis n'a pas de dernier jour : ${frenchUndated(last.left, partyLabel(model))}`,
        'notice',
        'delay'
      )
    if (last.right.date < given)
      return fault(`la convention finirait avant le préavis : ${last.right.computation}`, 'notice', 'delay')
    const end = endOfFirstTerm(model, given)
    if (end !== null && last.right.date >= end)
      return fault(
        `donné au premier jour d'un terme qui finit le ${frenchDate(end)}, ce préavis n'y mettrait pas fin avant : ${last.right.computation}`,
        'notice',
        'delay'
      )
  }
  return []
}

/** The last day of the longest term that is signed on a day; null where it goes on, or has no length. */
const endOfFirstTerm = ({ duration: { term, renewal } }: Course, from: DateCivile): DateCivile | null => {
  if (term === null || !('count' in term) || term.count === 0) return null
  const times = renewal.kind === 'tacit' ? renewal.times : 0
  const each = renewal.kind === 'tacit' ? (renewal.term ?? term) : term
  if (times === null) return null
  const months = monthsIn(term) + times * monthsIn(each)
  return months > longest ? null : addDays(addMonths(from, months), -1)
}
