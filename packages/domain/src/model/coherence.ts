/** What a convention model's parts owe to each other, so that no decision meets a model that contradicts itself (G11). */
import * as E from 'fp-ts/Either'
import type { Incoherence } from '../codec'
import { Delay } from '../dates/delay'
import { overseasCalendars } from '../dates/shipped-calendars'
import { Article } from '../refusal'
import { parseDateCivile } from '../time/date-civile'

/** What is read of a model. */
type Parts = {
  readonly source: string
  readonly zone: string
  readonly otherSources: ReadonlyArray<string>
  readonly parties: ReadonlyArray<{ readonly id: string }>
  readonly roles: ReadonlyArray<{ readonly id: string; readonly cap: number | null; readonly min: number }>
  readonly duration: { readonly months: number | null; readonly renewal: 'none' | 'tacit' }
  readonly notice: { readonly delay: Delay } | null
  readonly habilitation: {
    readonly steps: ReadonlyArray<{ readonly step: string }>
    readonly endOfMission: { readonly delay: Delay | null }
  }
  readonly annexes: ReadonlyArray<{ readonly numero: number }>
  readonly declarations?: { readonly lastDay: YearDay }
}

type YearDay = { readonly month: number; readonly day: number; readonly yearsAfter: number }

/** Every contradiction, with the path to it. */
export const incoherences = (model: Parts): ReadonlyArray<Incoherence> => [
  ...parties(model),
  ...roles(model),
  ...duration(model),
  ...steps(model),
  ...dayOfYear(model),
  ...holidays(model, overseasCalendars[model.zone], []),
  ...foreign(model, [model.source, ...model.otherSources], []),
  ...repeated(model.annexes, 'annexes', 'numero', ({ numero }) => String(numero))
]

const parties = ({ parties }: Parts): ReadonlyArray<Incoherence> => [
  ...(parties.length === 0 ? [{ path: ['parties'], message: 'aucune partie : personne ne signerait' }] : []),
  ...repeated(parties, 'parties', 'id', ({ id }) => id)
]

const roles = ({ roles }: Parts): ReadonlyArray<Incoherence> => [
  ...repeated(roles, 'roles', 'id', ({ id }) => id),
  ...roles.flatMap(({ cap, min }, i) =>
    cap !== null && min > cap
      ? [{ path: ['roles', i, 'min'], message: `au moins ${min} et au plus ${cap} : personne n'y satisfait` }]
      : []
  )
]

const duration = ({
  duration: { months, renewal },
  notice,
  habilitation
}: Parts): ReadonlyArray<Incoherence> => [
  ...(months === 0 ? [{ path: ['duration', 'months'], message: 'durée nulle' }] : []),
  ...(renewal === 'tacit' && months === null
    ? [{ path: ['duration', 'months'], message: 'une reconduction tacite veut la durée du terme' }]
    : []),
  ...(notice !== null && renewal !== 'tacit'
    ? [{ path: ['notice'], message: 'un préavis veut une reconduction tacite' }]
    : []),
  ...tooLong(['duration', 'months'], months, 'month'),
  ...(notice === null ? [] : tooLong(['notice', 'delay', 'count'], notice.delay.count, notice.delay.unit)),
  ...(habilitation.endOfMission.delay === null
    ? []
    : tooLong(
        ['habilitation', 'endOfMission', 'delay', 'count'],
        habilitation.endOfMission.delay.count,
        habilitation.endOfMission.delay.unit
      ))
]

/** A century: a date and a delay stay within the calendar. */
const longest: Readonly<Record<Delay['unit'], number>> = { day: 36_525, month: 1_200 }

const tooLong = (
  path: Incoherence['path'],
  count: number | null,
  unit: Delay['unit']
): ReadonlyArray<Incoherence> =>
  count !== null && count > longest[unit]
    ? [{ path, message: `plus d'un siècle : ${count} ${unit === 'day' ? 'jours' : 'mois'}` }]
    : []

const steps = ({ habilitation: { steps } }: Parts): ReadonlyArray<Incoherence> => [
  ...(steps[0]?.step === 'requested'
    ? []
    : [{ path: ['habilitation', 'steps'], message: 'la première étape est « requested »' }]),
  ...(steps.at(-1)?.step === 'delivered'
    ? []
    : [{ path: ['habilitation', 'steps'], message: 'la dernière étape est « delivered »' }]),
  ...repeated(steps, 'steps', 'step', ({ step }) => step).map(({ path, message }) => ({
    path: ['habilitation', ...path],
    message
  }))
]

/** It must exist in every year, and stay near the year that it is counted from. */
const dayOfYear = ({ declarations }: Parts): ReadonlyArray<Incoherence> => {
  if (declarations === undefined) return []
  const { month, day, yearsAfter } = declarations.lastDay
  const path = ['declarations', 'lastDay']
  const common = `2001-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return [
    ...(E.isRight(parseDateCivile(common))
      ? []
      : [{ path, message: `ce jour n'existe pas chaque année : ${day}/${month}` }]),
    ...(yearsAfter > 100
      ? [{ path: [...path, 'yearsAfter'], message: `plus d'un siècle : ${yearsAfter} ans` }]
      : [])
  ]
}

const repeated = <T>(
  list: ReadonlyArray<T>,
  name: string,
  key: string,
  of: (item: T) => string
): ReadonlyArray<Incoherence> =>
  list.flatMap((item, i) => {
    const first = list.findIndex(other => of(other) === of(item))
    return first < i
      ? [{ path: [name, i, key], message: `répété : ${JSON.stringify(of(item))} est déjà ${name}[${first}]` }]
      : []
  })

/** A delay of a model from overseas is carried by a calendar from there, or its own public holiday would be a working day. */
const holidays = (
  value: unknown,
  calendars: ReadonlyArray<string> | undefined,
  path: Incoherence['path']
): ReadonlyArray<Incoherence> => {
  if (calendars === undefined || typeof value !== 'object' || value === null) return []
  if (Delay.is(value))
    return value.shift === 'none' || calendars.includes(value.shift)
      ? []
      : [
          {
            path: [...path, 'shift'],
            message: `le calendrier ${JSON.stringify(value.shift)} n'est pas celui du fuseau du modèle : ${calendars.join(' ou ')}`
          }
        ]
  return entriesOf(value).flatMap(([key, inner]) => holidays(inner, calendars, [...path, key]))
}

/** An index of a list, or a key of an object. */
const entriesOf = (value: object): ReadonlyArray<readonly [string | number, unknown]> =>
  Array.isArray(value) ? [...value.entries()] : Object.entries(value)

/** Articles of a text that the model does not say it cites: those left from the model that it was written from. */
const foreign = (
  value: unknown,
  sources: ReadonlyArray<string>,
  path: Incoherence['path']
): ReadonlyArray<Incoherence> => {
  if (Array.isArray(value)) return value.flatMap((item, i) => foreign(item, sources, [...path, i]))
  if (Article.is(value))
    return sources.includes(value.source)
      ? []
      : [
          {
            path: [...path, 'source'],
            message: `${JSON.stringify(value.source)} n'est ni la source du modèle, ni l'une des autres qu'il cite`
          }
        ]
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => foreign(inner, sources, [...path, key]))
    : []
}
