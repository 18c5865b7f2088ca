/** What the effect, the duration, the notice and the changes of a model owe to each other (G11). */
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import type { Incoherence } from '../codec'
import { type DatePlace, dateIncoherences } from '../dates/coherence'
import { computeDate, frenchUndated } from '../dates/compute'
import type { DateExpression } from '../dates/expression'
import { addMonths, type DateCivile, dateCivile, firstDate, frenchDate } from '../time/date-civile'
import { type Length, monthsIn } from './course'
import { calendarsIn, dateGroundOf, partyLabel } from './dates'
import type { ModelShape } from './shape'

/** What is read of a model. */
type Course = Pick<
  t.TypeOf<typeof ModelShape>,
  'zone' | 'calendars' | 'parties' | 'effect' | 'duration' | 'notice' | 'termination' | 'changes'
>

type Found = ReadonlyArray<Incoherence>

/** Every contradiction, with the path to it. */
export const course = (model: Course): Found => [
  ...effect(model),
  ...term(model),
  ...renewal(model),
  ...(model.notice === null ? [] : noticeFaults(model, model.notice)),
  ...changes(model),
  ...noEnd(model)
]

const fault = (message: string, ...path: Incoherence['path']): Found => [{ path, message }]

const signatures = ['first-signature', 'last-signature', 'party-signature']

const effect = (model: Course): Found => {
  const { from } = model.effect
  return from === 'declared' ? [] : dated(model, from, ['effect', 'from'], signatures)
}

const term = (model: Course): Found => {
  const { term } = model.duration
  const path = ['duration', 'term']
  if (term === null) return []
  return 'count' in term ? lengthFaults(term, path) : dated(model, term, path, ['effect', ...signatures])
}

/** What contradicts itself in a date, and the days from which it is counted that nobody would ever know. */
export const dated = (
  model: Course,
  expression: DateExpression,
  path: Incoherence['path'],
  known: ReadonlyArray<string>,
  place: DatePlace = placeOf(model, 'event', true)
): Found => [
  ...dateIncoherences(place)(expression).map(one => ({
    ...one,
    path: [...path, ...one.path]
  })),
  ...unknownAnchors(expression, known).map(one => ({ ...one, path: [...path, ...one.path] }))
]

export const placeOf = (
  { zone, calendars, parties }: Course,
  use: DatePlace['use'],
  isYearly: boolean
): DatePlace => ({
  calendars: calendarsIn({ calendars }),
  parties: parties.roles.map(({ id }) => id),
  zone,
  use,
  isYearly
})

const unknownAnchors = (expression: DateExpression, known: ReadonlyArray<string>): Found => {
  switch (expression.from) {
    case 'date':
    case 'day':
      return []
    case 'latest':
    case 'earliest':
      return expression.of.flatMap((one, i) =>
        unknownAnchors(one, known).map(({ path, message }) => ({ message, path: ['of', i, ...path] }))
      )
    default:
      return known.includes(expression.from)
        ? []
        : fault(
            `rien n'en donne la date ici : ${JSON.stringify(expression.from)} ; valeurs admises : date, day, ${known.join(', ')}`,
            'from'
          )
  }
}

/** A century: a date and a delay stay within the calendar. */
const longest = 1_200

const lengthFaults = (length: Length, path: Incoherence['path']): Found => [
  ...(length.count === 0 ? fault('durée nulle', ...path, 'count') : []),
  ...(monthsIn(length) > longest
    ? fault(`plus d'un siècle : ${monthsIn(length)} mois`, ...path, 'count')
    : [])
]

const renewal = ({ duration: { term, renewal } }: Course): Found => {
  if (renewal.kind === 'none') return []
  const path = ['duration', 'renewal']
  const length = renewal.term ?? (term !== null && 'count' in term ? term : null)
  const months = length === null ? 0 : monthsIn(length)
  return [
    ...(renewal.times === 0
      ? fault('0 fois : sans renouvellement, "kind" est "none"', ...path, 'times')
      : []),
    ...((renewal.times ?? 0) * months > longest && months <= longest
      ? fault(`plus d'un siècle : ${renewal.times} × ${months} mois`, ...path, 'times')
      : []),
    ...(renewal.term === null ? [] : lengthFaults(renewal.term, [...path, 'term'])),
    ...(length === null ? fault('un renouvellement veut la durée de chaque terme', ...path, 'term') : [])
  ]
}

/** Days of the months in which an échéance may fall, in a leap year and in another. */
const échéances: ReadonlyArray<DateCivile> = [2023, 2024].flatMap(year =>
  Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0')).flatMap(month =>
    ['01', '02', '15', '16', '28'].map(day => dateCivile(`${year}-${month}-${day}`))
  )
)

const noticeFaults = (model: Course, notice: NonNullable<Course['notice']>): Found => {
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
        : afterNotice(delay)),
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
  for (const échéance of échéances) {
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

const afterNotice = ({ offset }: DateExpression): Found =>
  offset !== undefined && offset.count > 0 && offset.direction === 'before'
    ? fault('la convention finirait avant le préavis', 'notice', 'delay', 'offset')
    : []

const changes = ({ duration, changes }: Course): Found => {
  const isExpress = duration.renewal.kind === 'express'
  const path = ['changes', 'kinds', 'renewal']
  return [
    ...(isExpress && (changes?.kinds.renewal ?? null) === null
      ? fault("un renouvellement exprès veut l'acte qui le fait", ...path)
      : []),
    ...(!isExpress && (changes?.kinds.renewal ?? null) !== null
      ? fault('la durée ne connaît pas de renouvellement exprès : duration.renewal', ...path)
      : []),
    ...(changes?.avenantEffect?.when === 'last-signature' && changes.avenantEffect.mayBePast
      ? fault(
          "un avenant qui prend effet à la dernière signature n'a pas d'effet passé",
          'changes',
          'avenantEffect',
          'mayBePast'
        )
      : [])
  ]
}

/** Nothing would ever end it: neither a term, nor a notice, nor a termination. */
const noEnd = ({ effect, duration: { term, renewal }, notice, termination }: Course): Found => {
  const isEndless =
    renewal.kind === 'tacit' ? renewal.times === null : effect.from !== 'declared' && term === null
  return isEndless && notice === null && termination === null
    ? fault("rien n'y met fin : ni terme, ni préavis, ni résiliation", 'duration')
    : []
}
