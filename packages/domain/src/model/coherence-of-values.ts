/** What each value of a model must be wherever it stands: words said once, delays and days that dates can write, sources. */
import type { Incoherence } from '../codec'
import { Delay } from '../dates/delay'
import { overseasCalendars } from '../dates/shipped-calendars'
import { Article } from '../refusal'

type Path = Incoherence['path']

/** Items of a list that say again what an earlier one says under a key. */
export const repeated = <K extends string>(
  list: ReadonlyArray<{ readonly [key in K]: string | number }>,
  path: Path,
  key: K
): ReadonlyArray<Incoherence> =>
  list.flatMap((item, i) => {
    const first = list.findIndex(other => other[key] === item[key])
    return first < i
      ? [
          {
            path: [...path, i, key],
            message: `répété : ${JSON.stringify(String(item[key]))} est déjà ${path.join('.')}[${first}]`
          }
        ]
      : []
  })

/** A century: a date and a delay stay within the calendar. */
const longest: Readonly<Record<Delay['unit'], number>> = { day: 36_525, month: 1_200 }

export const tooLong = (path: Path, count: number, unit: Delay['unit']): ReadonlyArray<Incoherence> =>
  count > longest[unit]
    ? [{ path, message: `plus d'un siècle : ${count} ${unit === 'day' ? 'jours' : 'mois'}` }]
    : []

/** Each object inside a value, with the path to it. */
const objectsIn = (value: unknown, path: Path = []): ReadonlyArray<readonly [object, Path]> => {
  if (typeof value !== 'object' || value === null) return []
  const entries: ReadonlyArray<readonly [string | number, unknown]> = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return [[value, path], ...entries.flatMap(([key, inner]) => objectsIn(inner, [...path, key]))]
}

/** A delay of a model from overseas is carried by a calendar from there, or its own public holiday would be a working day. */
export const holidays = (model: unknown, zone: string): ReadonlyArray<Incoherence> => {
  const calendars: ReadonlyArray<string> | undefined = overseasCalendars[zone]
  if (calendars === undefined) return []
  return objectsIn(model).flatMap(([value, path]) =>
    Delay.is(value) && value.shift !== 'none' && !calendars.includes(value.shift)
      ? [
          {
            path: [...path, 'shift'],
            message: `le calendrier ${JSON.stringify(value.shift)} n'est pas celui du fuseau du modèle : ${calendars.join(' ou ')}`
          }
        ]
      : []
  )
}

/** Articles of a text that the model does not say it cites: those left from the model that it was written from. */
export const foreign = (model: unknown, sources: ReadonlyArray<string>): ReadonlyArray<Incoherence> =>
  objectsIn(model).flatMap(([value, path]) =>
    Article.is(value) && !sources.includes(value.source)
      ? [
          {
            path: [...path, 'source'],
            message: `${JSON.stringify(value.source)} n'est ni la source du modèle, ni l'une des autres qu'il cite`
          }
        ]
      : []
  )
