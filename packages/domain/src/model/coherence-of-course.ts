/** What the effect, the duration, the notice and the changes of a model owe to each other (G11). */
import type * as t from 'io-ts'
import type { Incoherence } from '../codec'
import { type DatePlace, dateIncoherences } from '../dates/coherence'
import type { DateExpression } from '../dates/expression'
import { type Length, monthsIn } from './course'
import { calendarsIn } from './dates'
import type { ModelShape } from './shape'

/** What is read of a model. */
export type Course = Pick<
  t.TypeOf<typeof ModelShape>,
  'zone' | 'calendars' | 'parties' | 'effect' | 'duration' | 'notice' | 'termination' | 'changes'
>

type Found = ReadonlyArray<Incoherence>

/** Every contradiction, with the path to it. */
export const course = (model: Course): Found => [
  ...effect(model),
  ...term(model),
  ...renewal(model),
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
export const longest = 1_200

const lengthFaults = (length: Length, path: Incoherence['path']): Found => [
  ...(length.count === 0 ? fault('durée nulle', ...path, 'count') : []),
  ...(monthsIn(length) > longest
    ? fault(`plus d'un siècle : ${monthsIn(length)} mois`, ...path, 'count')
    : [])
]

const renewal = ({ effect, duration: { term, renewal } }: Course): Found => {
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
    ...(length === null ? fault('un renouvellement veut la durée de chaque terme', ...path, 'term') : []),
    ...(length !== null && term === null && effect.from !== 'declared'
      ? fault('rien ne se renouvelle sans un premier terme', 'duration', 'term')
      : [])
  ]
}

const changes = ({ effect, duration, changes }: Course): Found => {
  const isExpress = duration.renewal.kind === 'express'
  const path = ['changes', 'kinds', 'renewal']
  return [
    ...(isExpress && (changes?.kinds.renewal ?? null) === null
      ? fault("un renouvellement exprès veut l'acte qui le fait", ...path)
      : []),
    ...(!isExpress && (changes?.kinds.renewal ?? null) !== null
      ? fault('la durée ne connaît pas de renouvellement exprès : duration.renewal', ...path)
      : []),
    ...(changes?.kinds.prolongation != null && isWithoutTerm({ effect, duration })
      ? fault("la convention n'a pas de fin à reporter", 'changes', 'kinds', 'prolongation')
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

/** It has no end of its own: it renews itself without limit, or nothing says how long it lasts. */
const isWithoutTerm = ({ effect, duration: { term, renewal } }: Pick<Course, 'effect' | 'duration'>) =>
  renewal.kind === 'tacit' ? renewal.times === null : effect.from !== 'declared' && term === null

/** Nothing would ever end it: neither a term, nor a notice, nor a termination. */
const noEnd = (model: Course): Found =>
  isWithoutTerm(model) && model.notice === null && model.termination === null
    ? fault("rien n'y met fin : ni terme, ni préavis, ni résiliation", 'duration')
    : []
