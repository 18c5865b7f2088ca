/** The questions over the network: by their addresses, or as JSON that is posted. */

import { decode, type Fault, habilitationStream } from '@avenant/domain'
import { type Answers, Question } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type { Answering } from '../answering'
import type { AskFault } from '../faults'
import type { AskOptions } from '../questions'
import { conventionIdIn, dossierAt } from './dossiers'
import { writingOf } from './format'
import { type Clock, knowledgeFaults } from './knowledge'
import { atLeastIn, common, notFound, type Params, type Problem, problemOf, wrongInput } from './problem'
import { mayView, type Visitor } from './visitor'

/** What an address asks: `/conventions/psu-1/annexes?on=2017-08-31`. Null: nothing. */
export const questionAt = (path: ReadonlyArray<string>, params: Params): Params | null => {
  const [first, id, last, ...others] = path
  if (others.length > 0) return null
  if (first === 'conventions' && last !== undefined) return ofConvention(id ?? '', last, params)
  if (first === 'habilitations' && last === 'history')
    return { order: 'effect', ...params, ask: 'history', dossier: `habilitations/${id}` }
  if (first === 'habilitations' && last === 'connections')
    return { ...params, ask: 'connections', habilitationId: id }
  if (first === 'habilitations' && last === 'letter') return letterAt(id ?? '', params)
  return id === undefined && (first === 'register' || first === 'deadlines')
    ? { ...params, ask: first }
    : null
}

/** The place of an act is a number, and an address has texts alone. */
const letterAt = (habilitationId: string, { act, ...params }: Params): Params => ({
  ...params,
  ...(act === undefined ? {} : { act: typeof act === 'string' && /^\d{1,9}$/.test(act) ? Number(act) : act }),
  ask: 'letter',
  habilitationId
})

const ofConvention = (conventionId: string, ask: string, params: Params): Params | null => {
  if (ask === 'annexes' || ask === 'access') return { ...params, ask, conventionId }
  if (ask === 'history') return { order: 'effect', ...params, ask, dossier: `conventions/${conventionId}` }
  if (ask === 'deadlines') return { ...params, ask, conventionId }
  if (ask !== 'differences') return null
  const { from, to = from, knownAt, knownFrom = knownAt, knownTo = knownAt, ...others } = params
  return {
    ...others,
    ask,
    conventionId,
    before: { on: from, ...(knownFrom === undefined ? {} : { knownAt: knownFrom }) },
    after: { on: to, ...(knownTo === undefined ? {} : { knownAt: knownTo }) }
  }
}

/** The parameters of an address, each once. */
export const paramsOf = (search: URLSearchParams): E.Either<Problem, Params> => {
  const names = [...search.keys()]
  const twice = names.filter((name, i) => names.indexOf(name) !== i)
  return twice.length > 0
    ? E.left(wrongInput([...new Set(twice)].map(path => ({ path, message: 'donné deux fois' }))))
    : // A name of every object's own is one of this object alone.
      E.right(Object.assign(Object.create(null), Object.fromEntries(search)))
}

type Asking = {
  readonly accept: string | null
  /** Until when anything is known. */
  readonly clock: Clock
  /** How a fault is told of what was written; absent: by its path in the question. */
  readonly faultOf?: (fault: Fault) => Fault
}

export const answerTo = async (
  avenant: Answering,
  visitor: Visitor,
  { format = null, atLeast = null, ...asked }: Params & { readonly format?: string | null },
  { accept, clock, faultOf = fault => fault }: Asking
): Promise<E.Either<Problem, Response>> => {
  const reached = atLeastIn({ atLeast })
  if (E.isLeft(reached)) return reached
  const { dossier } = asked
  const named = typeof dossier === 'string' ? dossierAt(dossier) : undefined
  if (named === null)
    return E.left(
      wrongInput([{ path: 'dossier', message: 'attendu : conventions/<id> ou habilitations/<id>' }])
    )
  const decoded = decode(Question)(named === undefined ? asked : { ...asked, dossier: named })
  const faults = E.isLeft(decoded) ? decoded.left : knowledgeFaults(decoded.right, clock)
  return faults.length > 0 || E.isLeft(decoded)
    ? E.left(wrongInput(eachOnce(faults.map(faultOf))))
    : answerAs(avenant, visitor, decoded.right, { format, accept, reached: reached.right })
}

/** What one parameter says of two points is told once. */
const eachOnce = (faults: ReadonlyArray<Fault>): ReadonlyArray<Fault> =>
  faults.filter(
    ({ path, message }, i) => faults.findIndex(one => one.path === path && one.message === message) === i
  )

type QuestionOf<Ask extends keyof Answers> = Extract<Question, { readonly ask: Ask }>

/** How an answer is written, and what it holds at least. */
type Answered = {
  readonly format: string | null
  readonly accept: string | null
  readonly reached: AskOptions
}

const answerAs = async <Ask extends keyof Answers>(
  avenant: Answering,
  visitor: Visitor,
  question: { readonly ask: Ask } & QuestionOf<Ask>,
  { format, accept, reached }: Answered
): Promise<E.Either<Problem, Response>> => {
  const writing = writingOf(question.ask, format, accept)
  if (E.isLeft(writing)) return writing
  const seen = await answerSeen<Ask>(avenant, visitor, question, reached)
  if (E.isLeft(seen)) return seen
  const { answer, revision } = seen.right
  const { type, write } = writing.right
  const etag = revision === null ? {} : { etag: `"${revision}"` }
  return E.right(new Response(write(answer), { headers: { ...common, 'content-type': type, ...etag } }))
}

/** What a visitor may see of an answer, and the revision of the one dossier that it is about; null for several. */
type Seen<Answer> = { readonly answer: Answer; readonly revision: number | null }

export const answerSeen = async <Ask extends keyof Answers>(
  avenant: Answering,
  visitor: Visitor,
  question: { readonly ask: Ask } & QuestionOf<Ask>,
  reached: AskOptions = {}
): Promise<E.Either<Problem, Seen<Answers[Ask]>>> => {
  const { dossierOf, seen = whole }: Viewing<Ask> = viewings[question.ask]
  const dossier = dossierOf(question)
  const standing = dossier === null ? E.right(null) : await avenant.standingOf(dossier, reached)()
  if (E.isLeft(standing)) return E.left(problemOf(standing.left))
  // One that he may not see, and one that is not there, are told alike.
  if (dossier !== null && (standing.right === null || !mayView(visitor, standing.right.conventions)))
    return E.left(notFound)
  const { sees } = visitor
  const asking = avenant.ask(question, sees === 'all' ? reached : { ...reached, sees })
  // The answer is of the question that is asked.
  const answer = (await asking()) as E.Either<AskFault, Answers[Ask]>
  if (E.isLeft(answer)) return E.left(problemOf(answer.left))
  const shown = sees === 'all' ? answer.right : seen(answer.right, sees)
  if (shown === null) return E.left(notFound)
  return E.right({ answer: shown, revision: standing.right?.revision ?? null })
}

type Sees = (conventionId: string) => boolean

/** Who may see of an answer what. Of one over several conventions each is told those that he sees, by the question itself. */
type Viewing<Ask extends keyof Answers> = {
  /** The one dossier that the question is about: who may see it sees the whole answer. */
  readonly dossierOf: (question: QuestionOf<Ask>) => string | null
  /** What is seen of an answer that may name other dossiers; null: nothing. Absent: all. */
  readonly seen?: (answer: Answers[Ask], sees: Sees) => Answers[Ask] | null
}

const ofConventionAsked = ({ conventionId }: { readonly conventionId: string }): string =>
  `convention-${conventionId}`

const ofMaybeConvention = ({ conventionId }: { readonly conventionId?: string | null }): string | null =>
  conventionId == null ? null : ofConventionAsked({ conventionId })

const whole = <Answer>(answer: Answer): Answer => answer

const viewings: { readonly [Ask in keyof Answers]: Viewing<Ask> } = {
  annexes: { dossierOf: ofConventionAsked },
  differences: { dossierOf: ofConventionAsked },
  access: { dossierOf: ofConventionAsked },
  history: { dossierOf: ({ dossier = null }) => dossier },
  connections: { dossierOf: ({ habilitationId }) => habilitationStream(habilitationId) },
  letter: { dossierOf: ({ habilitationId }) => habilitationStream(habilitationId) },
  course: { dossierOf: ofConventionAsked },
  census: { dossierOf: () => null },
  search: { dossierOf: () => null },
  plane: { dossierOf: ({ dossier }) => dossier },
  holders: { dossierOf: ofConventionAsked },
  deadlines: { dossierOf: ofMaybeConvention },
  register: { dossierOf: ofMaybeConvention },
  'may-act': {
    dossierOf: () => null,
    // Whose convention lists the establishment is not told to who does not see it.
    seen: (answer, sees) => {
      const { by, reasons, premisses } = answer
      const named = [...(by === null ? [] : [by]), ...reasons].map(({ conventionId }) => conventionId)
      if (named.length === 0 || !named.every(id => id !== null && sees(id))) return null
      // An habilitation may have been under another convention, on which an act of it rests.
      return { ...answer, premisses: premisses.filter(({ because }) => seesDossier(sees, because.dossier)) }
    }
  }
}

const seesDossier = (sees: Sees, dossier: string): boolean => {
  const id = conventionIdIn(dossier)
  return id === null || sees(id)
}
