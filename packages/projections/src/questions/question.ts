/** The questions by their names, as JSON asks them: a scenario, an address of the web, a command line. */
import {
  ConventionId,
  Count,
  coherent,
  conventionAggregate,
  DateCivile,
  HabilitationId,
  habilitationAggregate,
  Instant,
  NonBlank,
  nullable,
  oneOf,
  PersonneId,
  StableId,
  struct,
  tagged,
  text,
  ÉtablissementId
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { AnnexesDocument } from '../annexes/description'
import type { Differences } from '../annexes/differences'
import { oneWay } from '../one-way'
import type { Access } from './access'
import type { Sees } from './asked'
import type { Census } from './census'
import type { Connections } from './connections'
import type { Course } from './course'
import type { Deadlines } from './deadlines/answer'
import type { DossiersIndex } from './dossiers-index'
import type { History } from './history'
import type { Holders } from './holders'
import type { Letter } from './letter'
import type { MayAct } from './may-act'
import type { Plane } from './plane'
import type { Register } from './register'
import type { Search } from './search'

const aggregates = [conventionAggregate, habilitationAggregate]

/** The stream of a dossier: one of another category would be answered as one of which nothing is recorded. */
const Dossier: t.Type<string, unknown, unknown> = text('dossier', input =>
  aggregates.some(({ category }) => input.startsWith(`${category}-`) && input.length > category.length + 1)
    ? E.right(input)
    : E.left(`attendu : ${aggregates.map(({ category, idKey }) => `${category}-<${idKey}>`).join(' ou ')}`)
)

const knownAt = { knownAt: nullable(Instant) }
const asOf = struct('point', { on: DateCivile }, knownAt)

/**
 * Reads a question, with what else stands beside it in `more`: a scenario says there what must be answered. Each is on a
 * civil date, as known at a moment; who may act is asked there or, instead, at an instant.
 */
export const questionWith = <More extends t.Props>(more: More) => {
  const onOrAt = <Ask extends string, R extends t.Props, O extends t.Props>(
    ask: Ask,
    required: R,
    optional: O
  ) =>
    oneWay(
      'at',
      struct(ask, { ask: t.literal(ask), ...required, at: Instant }, { ...optional, ...more }),
      struct(ask, { ask: t.literal(ask), ...required, on: DateCivile }, { ...optional, ...knownAt, ...more })
    )
  return tagged('Question', 'ask', {
    annexes: struct(
      'annexes',
      { ask: t.literal('annexes'), conventionId: ConventionId, on: DateCivile },
      { ...knownAt, ...more }
    ),
    differences: struct(
      'differences',
      { ask: t.literal('differences'), conventionId: ConventionId, before: asOf, after: asOf },
      more
    ),
    'may-act': onOrAt(
      'may-act',
      { personneId: PersonneId, role: StableId },
      // Without an establishment: a role that is held on none.
      { etablissementId: nullable(ÉtablissementId), declarationsOf: nullable(Count) }
    ),
    access: onOrAt(
      'access',
      { conventionId: ConventionId },
      {
        cell: nullable(
          struct(
            'cell',
            { personneId: PersonneId, role: StableId },
            { etablissementId: nullable(ÉtablissementId) }
          )
        )
      }
    ),
    register: struct(
      'register',
      { ask: t.literal('register'), on: DateCivile },
      { conventionId: nullable(ConventionId), ...knownAt, ...more }
    ),
    deadlines: coherent(
      struct(
        'deadlines',
        { ask: t.literal('deadlines'), from: DateCivile, to: DateCivile },
        { on: nullable(DateCivile), conventionId: nullable(ConventionId), ...knownAt, ...more }
      ),
      ({ from, to }) =>
        to < from ? [{ path: ['to'], message: `précède le premier jour demandé, ${from}` }] : []
    ),
    // Without a dossier: of every one.
    history: coherent(
      struct(
        'history',
        { ask: t.literal('history'), order: oneOf('ordre', ['effect', 'recording']) },
        {
          dossier: nullable(Dossier),
          withHabilitations: nullable(t.boolean),
          from: nullable(DateCivile),
          to: nullable(DateCivile),
          ...knownAt,
          ...more
        }
      ),
      ({ from = null, to = null }) =>
        from !== null && to !== null && to < from
          ? [{ path: ['to'], message: `précède le premier jour demandé, ${from}` }]
          : []
    ),
    connections: coherent(
      struct(
        'connections',
        { ask: t.literal('connections'), habilitationId: HabilitationId, on: DateCivile },
        { from: nullable(DateCivile), to: nullable(DateCivile), ...knownAt, ...more }
      ),
      ({ from = null, to = null }) =>
        from !== null && to !== null && to < from
          ? [{ path: ['to'], message: `précède le premier jour demandé, ${from}` }]
          : []
    ),
    // Of an act, by its place in the habilitation; or of the block for want of use that holds on a day.
    letter: oneWay(
      'on',
      struct(
        'letter',
        { ask: t.literal('letter'), habilitationId: HabilitationId, on: DateCivile },
        { ...knownAt, ...more }
      ),
      struct(
        'letter',
        { ask: t.literal('letter'), habilitationId: HabilitationId, act: Count },
        { ...knownAt, ...more }
      )
    ),
    course: struct(
      'course',
      { ask: t.literal('course'), conventionId: ConventionId },
      { ...knownAt, ...more }
    ),
    census: struct('census', { ask: t.literal('census') }, { ...knownAt, ...more }),
    search: struct(
      'search',
      { ask: t.literal('search'), text: NonBlank, among: oneOf('parmi', ['dossiers', 'personnes']) },
      { ...knownAt, ...more }
    ),
    plane: struct(
      'plane',
      { ask: t.literal('plane'), dossier: Dossier },
      { until: nullable(Instant), ...more }
    ),
    holders: struct(
      'holders',
      { ask: t.literal('holders'), conventionId: ConventionId, before: asOf, after: asOf },
      more
    )
  })
}

export const Question = questionWith({})
export type Question = t.TypeOf<typeof Question>

/** What answers each question. */
export type Answers = {
  readonly annexes: AnnexesDocument
  readonly differences: Differences
  readonly 'may-act': MayAct
  readonly access: Access
  readonly register: Register
  readonly deadlines: Deadlines
  readonly history: History
  readonly connections: Connections
  readonly letter: Letter
  readonly course: Course
  readonly census: Census
  readonly search: Search
  readonly plane: Plane
  readonly holders: Holders
}

type QuestionOf<Ask extends keyof Answers> = Extract<Question, { readonly ask: Ask }>

const answers: {
  readonly [A in keyof Answers]: (
    index: DossiersIndex,
    question: QuestionOf<A>,
    sees: Sees | null
  ) => Answers[A]
} = {
  annexes: (index, question) => index.describe(question.conventionId, question),
  differences: (index, { conventionId, before, after }) => index.differences(conventionId, before, after),
  'may-act': (index, question, sees) => index.mayAct(question, sees),
  access: (index, question) => index.access(question),
  register: (index, question, sees) => index.register(question, sees),
  deadlines: (index, question, sees) => index.deadlines(question, sees),
  history: (index, question, sees) =>
    index.history(
      question,
      // An habilitation that was asked for under another convention too tells of that one.
      sees === null
        ? null
        : dossier => {
            const { conventions = [] } = index.standingOf(dossier) ?? {}
            return conventions.length > 0 && conventions.every(id => sees(id))
          }
    ),
  connections: (index, question) => index.connections(question),
  letter: (index, question) => index.letter(question),
  course: (index, question) => index.course(question),
  census: (index, question, sees) => {
    const { conventions, ...head } = index.census(question)
    return { ...head, conventions: seenOf(conventions, sees) }
  },
  search: (index, question, sees) => {
    const { found, ...head } = index.search(question)
    return { ...head, found: seenOf(found, sees) }
  },
  plane: (index, question) => index.plane(question),
  holders: (index, question) => index.holders(question)
}

const seenOf = <Line extends { readonly conventionId: ConventionId }>(
  lines: ReadonlyArray<Line>,
  sees: Sees | null
): ReadonlyArray<Line> => (sees === null ? lines : lines.filter(({ conventionId }) => sees(conventionId)))

/**
 * The answer to a question, as the index gives it.
 *
 * @param sees of which conventions an answer over several of them tells; the others are for it as if they were not there.
 *   Null: of each. Who may ask about one dossier is not asked here.
 */
export const answered = <Ask extends keyof Answers>(
  index: DossiersIndex,
  question: { readonly ask: Ask } & QuestionOf<Ask>,
  sees: Sees | null = null
): Answers[Ask] => answers[question.ask](index, question, sees)
