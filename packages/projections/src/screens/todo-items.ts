/** What is to be done over every convention that one sees: échéances and alerts, each with how urgent it is. */
import type { Article, ConventionId, DateCivile, StableId } from '@avenant/domain'
import type { Evidence } from '../questions/asked'
import type { Deadline, Deadlines } from '../questions/deadlines/answer'
import type { Register, RegisterLine } from '../questions/register'
import { lastDayOfNextMonth, monthEnd } from './days'
import { dossierName } from './evidence'

/**
 * In the order of their urgency: a day of this month is nearer than a doubt. The day of `sans-suite` is over, somebody owed it, and
 * nothing that is recorded says whether it was done. `fait` and `passe` ask for nothing any more.
 */
export const urgencies = [
  'retard',
  'mois',
  'alerte',
  'suivant',
  'plus-tard',
  'sans-date',
  'sans-suite',
  'fait',
  'passe'
] as const
export type Urgency = (typeof urgencies)[number]

export type TodoItem = {
  readonly urgency: Urgency
  /** The same item keeps its key when its day moves. */
  readonly key: string
  readonly conventionId: ConventionId
  /** The last day in time; null for an alert, and for what has no day of its own. */
  readonly due: DateCivile | null
  readonly label: string
  /** Who must act, or may. */
  readonly who: ReadonlyArray<string>
  readonly nature: Deadline['nature'] | 'alerte'
  readonly doneOn: DateCivile | null
  readonly isLate: boolean
  readonly computation: string
  readonly article: Article | null
  /** What people can do about it, or what there is to know of how it ends. */
  readonly more: string | null
  readonly event: Evidence | null
}

/** Whose items are asked for. */
export type For =
  | { readonly who: 'tous' }
  /** Those of one party. */
  | { readonly who: 'moi'; readonly conventionId: ConventionId; readonly partie: StableId }
  /** Those of every party of a label: « la Caf ». */
  | { readonly who: 'partie'; readonly label: string }

/** Which of the answer are shown. */
export type TodoFilter = {
  readonly asked: For
  /** Only what is owed, what is possible, or what comes by itself; null: all. An alert is owed: somebody has to see to it. */
  readonly nature: Deadline['nature'] | null
  /** What asks for nothing any more is shown from this day on; what is late, whatever its day. */
  readonly since: DateCivile
}

/** The échéances of those whose items are asked for. */
export const todoDeadlines = (
  { deadlines, ...head }: Deadlines,
  { asked, nature, since }: TodoFilter
): Deadlines => ({
  ...head,
  deadlines: deadlines.filter(
    deadline =>
      (deadline.due === null || deadline.due >= since || deadline.state === 'en-retard') &&
      (nature === null || deadline.nature === nature) &&
      isFor(asked)(deadline)
  )
})

/** The échéances of one urgency on a day; null: all. */
export const ofUrgency = (
  { deadlines, ...head }: Deadlines,
  urgency: Urgency | null,
  on: DateCivile
): Deadlines => ({
  ...head,
  deadlines: urgency === null ? deadlines : deadlines.filter(deadline => urgencyOf(deadline, on) === urgency)
})

export const todoItems = (
  answer: Deadlines,
  { conventions }: Register,
  { on, asked, nature, since }: TodoFilter & { readonly on: DateCivile }
): ReadonlyArray<TodoItem> => {
  const items = [
    ...todoDeadlines(answer, { asked, nature, since }).deadlines.map(deadline => itemOf(deadline, on)),
    ...(nature === null || nature === 'a-faire' ? conventions : [])
      .filter(({ conventionId }) => asked.who !== 'moi' || asked.conventionId === conventionId)
      .flatMap(alertsOf)
  ]
  return items.toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency))
}

const isFor =
  (asked: For) =>
  ({ who, conventionId }: Deadline): boolean =>
    asked.who === 'tous' ||
    (asked.who === 'moi'
      ? conventionId === asked.conventionId && who.some(({ partie }) => partie === asked.partie)
      : who.some(({ label }) => label === asked.label))

const itemOf = (deadline: Deadline, on: DateCivile): TodoItem => {
  const { dossier, kind, subject, occurrence, conventionId, due, label, who, nature, done, late } = deadline
  const { computation, article, remarque, event } = deadline
  return {
    urgency: urgencyOf(deadline, on),
    key: [dossierName(dossier), kind, subject, occurrence].join('/'),
    conventionId,
    due,
    label,
    who: who.map(({ label, denomination }) => denomination ?? label),
    nature,
    doneOn: done?.on ?? null,
    isLate: late,
    computation,
    article,
    more: remarque,
    event: done?.event ?? event
  }
}

const urgencyOf = ({ due, done, late, nature }: Deadline, on: DateCivile): Urgency => {
  if (done !== null) return 'fait'
  if (late) return 'retard'
  if (due === null) return 'sans-date'
  if (due < on) return nature === 'a-faire' ? 'sans-suite' : 'passe'
  if (due <= monthEnd(on)) return 'mois'
  return due <= lastDayOfNextMonth(on) ? 'suivant' : 'plus-tard'
}

const alertsOf = ({
  conventionId,
  constats,
  premisses,
  recoupements
}: RegisterLine): ReadonlyArray<TodoItem> => [
  ...premisses.map(({ titre, computation, article, aFaire, act }) =>
    alert(conventionId, { titre, computation, article, more: aFaire, event: act })
  ),
  ...recoupements.map(({ titre, computation, article, aFaire, events }) =>
    alert(conventionId, { titre, computation, article, more: aFaire, event: events.at(-1) ?? null })
  ),
  ...constats.map(({ titre, computation, article }) =>
    alert(conventionId, { titre, computation, article, more: null, event: null })
  )
]

type Told = Pick<TodoItem, 'computation' | 'article' | 'more' | 'event'> & { readonly titre: string }

const alert = (conventionId: ConventionId, { titre, ...told }: Told): TodoItem => ({
  ...told,
  urgency: 'alerte',
  key: `${conventionId}/${titre}/${told.computation}`,
  conventionId,
  due: null,
  label: titre,
  who: [],
  nature: 'alerte',
  doneOn: null,
  isLate: false
})
