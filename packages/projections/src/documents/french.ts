import { type Adresse, type DateCivile, frenchAdresse, frenchDate, type Instant } from '@avenant/domain'

/** « 01/03/2017 à 00:00:00 (heure de Paris) »: an instant in a named zone (G3); thousandths only when there are any. */
export const frenchInstant = (at: Instant, zone: string): string => {
  const { day, time } = civilTime(at, zone)
  return `${day} à ${time} (${frenchZone(zone)})`
}

const frenchZone = (zone: string): string => (zone === 'Europe/Paris' ? 'heure de Paris' : `fuseau ${zone}`)

/** « 01/03/2017 00:00:00 », for a cell. */
export const shortInstant = (at: Instant, zone: string): string => {
  const { day, time } = civilTime(at, zone)
  return `${day} ${time}`
}

const civilTime = (at: Instant, zone: string): { readonly day: string; readonly time: string } => {
  const date = new Date(at)
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23'
    })
      .formatToParts(date)
      .map(({ type, value }) => [type, value])
  )
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  const thousandths = date.getUTCMilliseconds()
  return {
    day: `${part('day')}/${part('month')}/${part('year')}`,
    time:
      `${part('hour')}:${part('minute')}:${part('second')}` +
      (thousandths === 0 ? '' : `,${String(thousandths).padStart(3, '0')}`)
  }
}

type Known = {
  readonly knownAt: Instant | null
  readonly lastRecordedAt: Instant | null
  readonly zone: string
}

/** « telles que connues le … »; without a date of knowledge, by the last thing that was recorded. */
export const knownAs = (known: Known): string =>
  known.knownAt === null && known.lastRecordedAt === null
    ? "sans rien d'enregistré"
    : `telles que connues ${whenKnown(known)}`

/** The moment alone. A knowledge asked for as a date is the last thousandth of its day, and is told as that day. */
export const whenKnown = ({ knownAt, lastRecordedAt, zone }: Known): string => {
  if (knownAt === null)
    return lastRecordedAt === null
      ? 'avant tout enregistrement'
      : `au dernier enregistrement, le ${frenchInstant(lastRecordedAt, zone)}`
  const { day, time } = civilTime(knownAt, zone)
  return time === '23:59:59,999'
    ? `en fin de journée du ${day} (${frenchZone(zone)})`
    : `le ${frenchInstant(knownAt, zone)}`
}

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

/** A sentence of ours: a guillemet, a colon, a « n° » never stands alone at an end of a line. */
export const typographic = (text: string): string =>
  text.replace(/(«|n°|N°|article) /g, '$1\u00a0').replace(/ (»|:|;|\?|!)/g, '\u00a0$1')
