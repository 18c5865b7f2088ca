/** `/a-faire`: the échéances of a range of days and the alerts of the day, for all or for one party. */
import { firstDate, frenchDate, maxDate, NonBlank, oneOf, struct } from '@avenant/domain'
import {
  deadlinesIcs,
  type For,
  lastDayOfNextMonth,
  ofUrgency,
  type TodoAsked,
  todo,
  todoCsv,
  todoDeadlines,
  urgencies,
  yearsAround
} from '@avenant/projections'
import type * as t from 'io-ts'
import { Day } from './day'
import { PageNumber, pageNumber } from './page-number'
import { screen, type Visit } from './screen'

const TodoParams = struct(
  'à faire',
  {},
  {
    du: Day,
    au: Day,
    qui: NonBlank,
    nature: oneOf('nature', ['a-faire', 'possible', 'de-soi']),
    quoi: oneOf('urgence', urgencies),
    page: PageNumber
  }
)
type TodoParams = t.TypeOf<typeof TodoParams>

const askedOf = ({ frame }: Visit, { du, au, qui, nature, quoi, page }: TodoParams): TodoAsked => {
  const { on } = frame.point
  return {
    from: du ?? null,
    since: du ?? yearsAround(on).from,
    urgency: quoi ?? null,
    to: au ?? maxDate(lastDayOfNextMonth(on), du ?? on),
    asked: forWhom(frame, qui),
    nature: nature ?? null,
    page: pageNumber(page)
  }
}

/** Who acts for one party finds what is asked of it, until he asks for all. */
const forWhom = ({ visitor: { partie } }: Visit['frame'], qui: string | undefined): For => {
  if (partie !== null && (qui === undefined || qui === 'moi')) return { who: 'moi', ...partie }
  return qui === undefined || qui === 'tous' || qui === 'moi'
    ? { who: 'tous' }
    : { who: 'partie', label: qui }
}

export const todoScreen = screen({
  path: '/a-faire',
  params: TodoParams,
  faults: ({ du, au }) =>
    du !== undefined && au !== undefined && au < du
      ? [{ path: 'au', message: `ce jour précède le premier jour demandé, le ${frenchDate(du)}` }]
      : [],
  questions: (visit, params) => {
    const { point, knownAt } = visit.frame
    const { from, to } = askedOf(visit, params)
    return {
      // What is late is so however long ago its day was.
      deadlines: { ask: 'deadlines', from: from ?? firstDate, to, on: point.on, knownAt },
      register: { ask: 'register', on: point.on, knownAt }
    }
  },
  page: (visit, answers, params) => todo(visit.frame, answers, askedOf(visit, params)),
  files: {
    csv: {
      type: 'text/csv',
      name: 'a-faire.csv',
      write: (visit, answers, params) =>
        todoCsv(answers, { ...askedOf(visit, params), on: visit.frame.point.on })
    },
    ics: {
      type: 'text/calendar',
      name: 'a-faire.ics',
      write: (visit, { deadlines }, params) => {
        const asked = askedOf(visit, params)
        return deadlinesIcs(ofUrgency(todoDeadlines(deadlines, asked), asked.urgency, visit.frame.point.on))
      }
    }
  }
})
