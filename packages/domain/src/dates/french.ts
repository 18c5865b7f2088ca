/** An expression of a date, in French, for documents. */
import { frenchLongDate } from '../time/date-civile'
import type { Calendars } from './calendar'
import type { DateExpression } from './expression'
import {
  atNoun,
  frenchAnchor,
  frenchDayOfMonth,
  frenchLanding,
  lengthInWords,
  type PartyLabel
} from './words'

/** What names the parties and the calendars of an expression. */
export type DateNames = { readonly calendars: Calendars; readonly partyLabel: PartyLabel }

/**
 * A date as a clause says it. A bound is said when it is stated: « au plus tard le 31 mars de l'année suivante », « avant le 12
 * octobre »; without one, the date is that very day.
 *
 * @example
 * frenchDateExpression(names)({ from: 'echeance', offset: { unit: 'month', count: 3, direction: 'before' } })
 * // "trois mois avant l'échéance"
 */
export const frenchDateExpression =
  (names: DateNames) =>
  (expression: DateExpression): string =>
    [bounded(unbound(names, expression), expression), shiftOf(names, expression)].join('')

/** A date without its bound, « à la dernière signature », then as a noun, « la dernière signature », then with each bound. */
type Phrase = {
  readonly when: string
  readonly noun: string
  readonly strictlyBefore: string
  readonly atTheLatest: string
}

const day = (text: string): Phrase => ({
  when: text,
  noun: text,
  strictlyBefore: `avant ${text}`,
  atTheLatest: `au plus tard ${text}`
})

const noun = (text: string): Phrase => ({
  ...day(text),
  when: atNoun(text),
  atTheLatest: `au plus tard ${atNoun(text)}`
})

const unbound = (names: DateNames, expression: DateExpression): Phrase => {
  const start = startOf(names, expression)
  const after = offsetFrom(names, expression, start)
  return expression.to === undefined ? after : day(frenchLanding(expression.to, after.noun))
}

const startOf = (names: DateNames, expression: DateExpression): Phrase => {
  switch (expression.from) {
    case 'date':
      return day(`le ${frenchLongDate(expression.date)}`)
    case 'day':
      return day(
        `le ${frenchDayOfMonth(expression.day, expression.month)}${yearOf(expression.yearsAfter ?? 0)}`
      )
    case 'latest':
    case 'earliest': {
      const [limit, which] =
        expression.from === 'latest'
          ? ['au plus tôt', 'la plus tardive']
          : ['au plus tard', 'la plus précoce']
      const dates = expression.of.map(frenchDateExpression(names))
      return {
        ...noun(`${which} de ces dates (${dates.join(' ; ')})`),
        when: dates.join(`, ${limit} `)
      }
    }
    default:
      return noun(frenchAnchor(expression, names.partyLabel))
  }
}

const yearOf = (yearsAfter: number): string => {
  if (yearsAfter === 0) return ''
  if (yearsAfter === 1) return " de l'année suivante"
  if (yearsAfter === -1) return " de l'année précédente"
  return ` de l'année N${yearsAfter > 0 ? '+' : '−'}${Math.abs(yearsAfter)}`
}

const offsetFrom = (names: DateNames, { offset }: DateExpression, start: Phrase): Phrase => {
  if (offset === undefined || offset.count === 0) return start
  const saturdays = offset.unit === 'working-day' && (names.calendars(offset.calendar)?.saturdays ?? false)
  const isAfter = offset.direction === 'after'
  const when = `${lengthInWords(offset, saturdays)} ${isAfter ? 'après' : 'avant'} ${start.noun}`
  return {
    when,
    noun: `la date située ${when}`,
    strictlyBefore: `${isAfter ? 'moins' : 'plus'} de ${when}`,
    atTheLatest: `au plus tard ${when}`
  }
}

const bounded = ({ when, strictlyBefore, atTheLatest }: Phrase, { bound }: DateExpression): string =>
  bound === undefined ? when : bound === 'exclusive' ? strictlyBefore : atTheLatest

const shiftOf = ({ calendars }: DateNames, { shift }: DateExpression): string => {
  if (shift === undefined) return ''
  const worked = calendars(shift.calendar)?.saturdays === true ? 'ouvrable' : 'ouvré'
  return `, reporté au jour ${worked} ${shift.to === 'next' ? 'suivant' : 'précédent'}`
}
