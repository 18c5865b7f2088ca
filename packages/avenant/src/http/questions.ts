/** The questions over the network: by their addresses, or as JSON that is posted. */

import { decode } from '@avenant/domain'
import { type Answers, Question } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type { Avenant } from '../opening'
import { type Written, writingOf } from './format'
import { common, notFound, type Problem, problemOf, wrongInput } from './problem'
import { mayView, type Visitor } from './visitor'

type Params = Readonly<Record<string, unknown>>

/** What an address asks: `/conventions/psu-1/annexes?on=2017-08-31`. Null: nothing. */
export const questionAt = (path: ReadonlyArray<string>, params: Params): Params | null => {
  const [first, id, last, ...others] = path
  if (others.length > 0) return null
  if (first === 'conventions' && last !== undefined) return ofConvention(id ?? '', last, params)
  if (first === 'habilitations' && last === 'history')
    return { order: 'effect', ...params, ask: 'history', dossier: `habilitation-${id}` }
  return id === undefined && (first === 'register' || first === 'deadlines')
    ? { ...params, ask: first }
    : null
}

const ofConvention = (conventionId: string, ask: string, params: Params): Params | null => {
  if (ask === 'annexes' || ask === 'access') return { ...params, ask, conventionId }
  if (ask === 'history') return { order: 'effect', ...params, ask, dossier: `convention-${conventionId}` }
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

export const answerTo = async (
  avenant: Avenant,
  visitor: Visitor,
  { format = null, ...asked }: Params & { readonly format?: string | null },
  accept: string | null
): Promise<E.Either<Problem, Response>> => {
  const decoded = decode(Question)(asked)
  if (E.isLeft(decoded)) return E.left(wrongInput(decoded.left))
  const question = decoded.right
  const writing = writingOf(question.ask, format, accept)
  if (E.isLeft(writing)) return writing
  const dossier = dossierOf(question)
  const standing = dossier === null ? E.right(null) : await avenant.standingOf(dossier)()
  if (E.isLeft(standing)) return E.left(problemOf(standing.left))
  // One that he may not see, and one that is not there, are told alike.
  if (dossier !== null && (standing.right === null || !mayView(visitor, standing.right.conventions)))
    return E.left(notFound)
  const answer = await avenant.ask(question)()
  if (E.isLeft(answer)) return E.left(problemOf(answer.left))
  const seen = seenBy(visitor, question, answer.right)
  if (seen === null) return E.left(notFound)
  const { type, write } = writing.right as Written<typeof question.ask>
  const etag = standing.right === null ? {} : { etag: `"${standing.right.revision}"` }
  return E.right(
    new Response(write(seen as never), { headers: { ...common, 'content-type': type, ...etag } })
  )
}

/** The one dossier that a question is about. */
const dossierOf = (question: Question): string | null => {
  switch (question.ask) {
    case 'annexes':
    case 'differences':
    case 'access':
      return `convention-${question.conventionId}`
    case 'history':
      return question.dossier
    case 'deadlines':
      return question.conventionId == null ? null : `convention-${question.conventionId}`
    case 'may-act':
    case 'register':
      return null
  }
}

/** What a visitor may see of an answer over several conventions; null: nothing of it. */
const seenBy = (visitor: Visitor, { ask }: Question, answer: Answers[keyof Answers]) => {
  const { sees } = visitor
  if (sees === 'all') return answer
  if (ask === 'register') return registerOf(answer as Answers['register'], sees)
  if (ask === 'deadlines') {
    const { deadlines, ...head } = answer as Answers['deadlines']
    return { ...head, deadlines: deadlines.filter(({ conventionId }) => sees(conventionId)) }
  }
  if (ask === 'may-act') {
    const { by, reasons } = answer as Answers['may-act']
    const conventions = [
      ...(by === null ? [] : [by.conventionId]),
      ...reasons.map(({ conventionId }) => conventionId)
    ]
    // Whose convention lists the establishment is not told to who sees none of it.
    return mayView(
      visitor,
      conventions.map(id => id ?? '')
    )
      ? answer
      : null
  }
  return answer
}

const registerOf = (
  { conventions, counts, ...head }: Answers['register'],
  sees: (conventionId: string) => boolean
): Answers['register'] => {
  const seen = conventions.filter(({ conventionId }) => sees(conventionId))
  const counted = Object.fromEntries(
    Object.keys(counts).map(status => [status, seen.filter(line => line.status === status).length])
  ) as Answers['register']['counts']
  return { ...head, counts: counted, conventions: seen }
}
