/** How the parts of an expression of a date are said in French. */
import { frenchMonths } from '../time/date-civile'
import type { AnchorName, AskedAnchor, DayOfMonth, Landing, Offset } from './expression'

/** `le gestionnaire` for `gestionnaire`, as the model labels its parties. */
export type PartyLabel = (party: string) => string

const nouns: Readonly<Record<AnchorName, string>> = {
  'first-signature': 'la première signature',
  'last-signature': 'la dernière signature',
  effect: "la prise d'effet",
  echeance: "l'échéance",
  end: 'la fin',
  recording: "l'enregistrement",
  receipt: 'la réception',
  dispatch: "l'envoi",
  departure: 'le départ',
  notification: 'la notification',
  'last-use': 'la dernière utilisation',
  request: 'la demande',
  'password-change': 'le changement du mot de passe',
  occurrence: 'la survenance',
  stated: 'la date indiquée'
}

export const frenchAnchor = (anchor: AskedAnchor, partyLabel: PartyLabel): string =>
  anchor.from === 'party-signature' ? `la signature ${ofNoun(partyLabel(anchor.party))}` : nouns[anchor.from]

/** « du gestionnaire », « de la Caf », « des communes ». */
const ofNoun = (noun: string): string => contracted('de', noun, { le: 'du', les: 'des' })

/** « au départ », « à la dernière signature ». */
export const atNoun = (noun: string): string => contracted('à', noun, { le: 'au', les: 'aux' })

const contracted = (
  preposition: string,
  noun: string,
  { le, les }: { readonly le: string; readonly les: string }
): string =>
  noun.startsWith('le ')
    ? `${le}${noun.slice(2)}`
    : noun.startsWith('les ')
      ? `${les}${noun.slice(3)}`
      : `${preposition} ${noun}`

const units: Readonly<Record<Offset['unit'], { readonly one: string; readonly more: string }>> = {
  day: { one: 'jour', more: 'jours' },
  'working-day': { one: 'jour ouvré', more: 'jours ouvrés' },
  week: { one: 'semaine', more: 'semaines' },
  month: { one: 'mois', more: 'mois' },
  year: { one: 'an', more: 'ans' }
}

const unitOf = ({ unit, count }: Offset, saturdays: boolean): string => {
  const { one, more } = units[unit]
  const name = count > 1 ? more : one
  return saturdays ? name.replace('ouvré', 'ouvrable') : name
}

/** « 15 jours »; where Saturday is worked, « 5 jours ouvrables ». */
export const frenchLength = (offset: Offset, saturdays: boolean): string =>
  `${offset.count} ${unitOf(offset, saturdays)}`

const numbers = [
  'zéro',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze'
]
const moreNumbers = ['douze', 'treize', 'quatorze', 'quinze', 'seize']

/** « quinze jours », « une semaine », « 45 jours ». */
export const lengthInWords = (offset: Offset, saturdays: boolean): string => {
  const { unit, count } = offset
  const number = [...numbers, ...moreNumbers][count] ?? String(count)
  return `${unit === 'week' && count === 1 ? 'une' : number} ${unitOf(offset, saturdays)}`
}

/** « 1er septembre », « dernier jour de février »; months are counted from 1. */
export const frenchDayOfMonth = (day: DayOfMonth, month: number): string => {
  const name = frenchMonths[month - 1] ?? String(month)
  return day === 'last' ? `dernier jour ${ofMonth(name)}` : `${ordinal(day)} ${name}`
}

const ordinal = (day: number): string => (day === 1 ? '1er' : String(day))
const ofMonth = (name: string): string => (/^[ao]/.test(name) ? `d'${name}` : `de ${name}`)

/** « le 1er du mois suivant la dernière signature », « la première fin de juin ou de décembre après l'effet ». */
export const frenchLanding = ({ day, months, side }: Landing, noun: string): string => {
  const isEnd = day === 'last'
  const the = isEnd ? 'la' : 'le'
  const target =
    months === undefined
      ? isEnd
        ? 'fin de mois'
        : `${ordinal(day)} du mois`
      : oneOfThem(
          months.map(month =>
            isEnd ? `fin ${ofMonth(frenchMonths[month - 1] ?? '')}` : frenchDayOfMonth(day, month)
          )
        )
  const [first, last] = isEnd ? ['la première', 'la dernière'] : ['le premier', 'le dernier']
  switch (side) {
    case 'same':
      return months === undefined
        ? `${the} ${isEnd ? 'fin' : ordinal(day)} du mois ${ofNoun(noun)}`
        : `${the} ${target} de l'année ${ofNoun(noun)}`
    case 'after':
      return day === 1 && months === undefined
        ? `le 1er du mois suivant ${noun}`
        : `${first} ${target} après ${noun}`
    case 'on-or-after':
      return `${first} ${target} à compter ${ofNoun(noun)}`
    case 'before':
      return `${last} ${target} avant ${noun}`
    case 'on-or-before':
      return `${last} ${target}, au plus tard ${atNoun(noun)}`
  }
}

const oneOfThem = (list: ReadonlyArray<string>): string =>
  list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} ou ${list.at(-1)}`
