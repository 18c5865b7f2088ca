import {
  type Adresse,
  civilDateOf,
  civilTimeOf,
  type DateCivile,
  frenchAdresse,
  frenchDate,
  frenchLongDate,
  frenchZone,
  type Instant
} from '@avenant/domain'

/** « 01/03/2017 à 00:00:00 (heure de Paris) »: an instant in a named zone (G3); thousandths only when there are any. */
export const frenchInstant = (at: Instant, zone: string): string => {
  const { day, time } = civilTime(at, zone)
  return `${day} à ${time} (${frenchZone(zone)})`
}

/** « 01/03/2017 00:00:00 », for a cell. */
export const shortInstant = (at: Instant, zone: string): string => {
  const { day, time } = civilTime(at, zone)
  return `${day} ${time}`
}

/** Thousandths only when there are any. */
const civilTime = (at: Instant, zone: string): { readonly day: string; readonly time: string } => ({
  day: frenchDate(civilDateOf(at, zone)),
  time: civilTimeOf(at, zone).replace('.', ',').replace(/,000$/, '')
})

type Known = {
  readonly knownAt: Instant | null
  readonly lastRecordedAt: Instant | null
  readonly zone: string
}

/** « 12 mars 2018, 10 h 05 (heure de Paris) »: for a heading; the exact instant stands in the footer. */
const longInstant = (at: Instant, zone: string): string => {
  const { time } = civilTime(at, zone)
  const [hour = '', minute = ''] = time.split(':')
  const when = time === END_OF_DAY ? 'en fin de journée' : `${Number(hour)} h ${minute}`
  return `${frenchLongDate(civilDateOf(at, zone))}, ${when} (${frenchZone(zone)})`
}

/** A knowledge asked for as a date is the last thousandth of its day. */
const END_OF_DAY = '23:59:59,999'

/** The moment of a knowledge; without one asked for, that of the last thing recorded. Null when nothing is. */
export const whenKnown = ({ knownAt, lastRecordedAt, zone }: Known): string | null => {
  const at = knownAt ?? lastRecordedAt
  return at === null ? null : longInstant(at, zone)
}

/**
 * « État des connaissances au 1er mars 2017, en fin de journée (heure de Paris) »: a knowledge that was asked for. All that is
 * known has no moment, and is not told as an old one: « Tout ce qui est connu ; dernier enregistrement le 12 mars 2018… ».
 */
export const knownAs = (known: Known): string => {
  const when = whenKnown(known)
  if (known.knownAt !== null) return `État des connaissances au ${when}`
  return when === null
    ? "Rien n'est enregistré"
    : `Tout ce qui est connu ; dernier enregistrement de la convention : ${when}`
}

/** To the second, for a footer. */
export const exactlyKnown = ({ knownAt, lastRecordedAt, zone }: Known): ReadonlyArray<string> => [
  ...(knownAt === null ? [] : [`État des connaissances demandé : ${frenchInstant(knownAt, zone)}.`]),
  lastRecordedAt === null
    ? "Rien n'est enregistré pour cette convention."
    : `Dernier enregistrement de la convention pris en compte : ${frenchInstant(lastRecordedAt, zone)}.`
]

export const dateOr = (date: DateCivile | null, otherwise: string): string =>
  date === null ? otherwise : frenchDate(date)

export const adresseOr = (adresse: Adresse | null, otherwise: string): string =>
  adresse === null ? otherwise : frenchAdresse(adresse)

/** As it is usually written: « 219 200 714 00018 ». */
export const frenchSiret = (siret: string): string =>
  siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')

/** « a, b et c ». */
export const andList = (texts: ReadonlyArray<string>): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} et ${texts.at(-1)}`

/** A sentence of ours: a guillemet, a colon, a « n° », an hour, a day and its month, an article stay on one line with theirs. */
export const typographic = (text: string): string =>
  text
    .replace(/(«|n°|N°|\b[Aa]rticle) /g, '$1\u00a0')
    .replace(/ (»|:|;|\?|!)/g, '\u00a0$1')
    .replace(/\b(\d{1,2}) h (?=\d\d\b)/g, '$1\u00a0h\u00a0')
    .replace(DAY_OF_MONTH, '$1\u00a0')

const DAY_OF_MONTH =
  /\b(\d{1,2}|1er) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?:\s|$))/g

/** « 1 établissement », « 5 établissements ». */
export const counted = (count: number, one: string, several: string): string =>
  `${count} ${count < 2 ? one : several}`

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
