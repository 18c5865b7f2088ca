/** The screens for people: by its address each asks its questions, and makes one page of their answers. */
import { type ConventionId, decode, type Fault } from '@avenant/domain'
import { type Answers, type Frame, framed, type Question, type Screen, textOf } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import type { Answering } from '../../answering'
import { type Params, type Problem, wrongInput } from '../problem'
import { answerSeen } from '../questions'
import type { Visitor } from '../visitor'
import type { Here } from './frame'

type Asked = Readonly<Record<string, Question>>
type AnswersTo<A extends Asked> = { readonly [K in keyof A]: Answers[A[K]['ask']] }

/** One who comes to a screen. */
export type Visit = {
  readonly visitor: Visitor
  readonly frame: Frame
  /** What stands in the places of its path. */
  readonly ids: Readonly<Record<string, string>>
}

/** What a screen sends: a page, or the same as a file. */
export type Sent = { readonly type: string; readonly text: string; readonly file: string | null }

export type ScreenRoute = {
  /** `/conventions/:id/histoire`, in French, under the base. */
  readonly path: string
  /** How it is called among the screens of one dossier; null for a screen over all of them. */
  readonly tab: string | null
  /** `POST`: it answers a form, whose fields stand in no address. */
  readonly method: 'GET' | 'POST'
  /** What is wrong with the parameters, beside the point's. */
  readonly faultsIn: (params: Params, here: Here) => ReadonlyArray<Fault>
  readonly respond: (avenant: Answering, visit: Visit, params: Params) => Promise<E.Either<Problem, Sent>>
}

/** The same as the page, in another format: `?format=csv`. */
type File<P, A extends Asked> = {
  readonly type: string
  readonly name: string
  readonly write: (visit: Visit, answers: AnswersTo<A>, params: P) => string
}

type ScreenDefinition<P, A extends Asked> = {
  readonly path: string
  readonly tab?: string
  readonly method?: 'GET' | 'POST'
  /** Reads the parameters beside the point's: those of an address, or the fields of a form. Empty ones are left out. */
  readonly params: t.Type<P, unknown, unknown>
  /** What is wrong with them where one is: a knowledge of a day to come. */
  readonly faults?: (params: P, here: Here) => ReadonlyArray<Fault>
  readonly questions: (visit: Visit, params: P) => A
  readonly page: (visit: Visit, answers: AnswersTo<A>, params: P) => Screen
  readonly files?: Readonly<Record<string, File<P, A>>>
}

/**
 * A screen, by what it asks and what it makes of the answers: each answer is what the visitor may see of it.
 *
 * @example
 * screen({
 *   path: '/conventions/:id/histoire',
 *   tab: 'Histoire',
 *   params: struct('histoire', {}, {}),
 *   questions: ({ frame }) => ({ history: { ask: 'history', dossier, order: 'effect', knownAt: frame.knownAt } }),
 *   page: ({ frame }, { history }) => historyScreen(frame, history)
 * })
 */
export const screen = <P, const A extends Asked>({
  path,
  tab = undefined,
  method = 'GET',
  params: codec,
  faults = () => [],
  questions,
  page,
  files = {}
}: ScreenDefinition<P, A>): ScreenRoute => {
  const read = ({
    format,
    ...params
  }: Params): E.Either<ReadonlyArray<Fault>, Read<P, File<P, A> | null>> => {
    const decoded = decode(codec)(params)
    const file =
      format === undefined ? null : Object.hasOwn(files, `${format}`) ? files[`${format}`] : undefined
    const faults = [
      ...(E.isLeft(decoded) ? decoded.left : []),
      ...(file === undefined
        ? [{ path: 'format', message: `inconnu ; valeurs admises : ${Object.keys(files).join(', ')}` }]
        : [])
    ]
    return E.isLeft(decoded) || file === undefined ? E.left(faults) : E.right({ params: decoded.right, file })
  }
  return {
    path,
    tab: tab ?? null,
    method,
    faultsIn: (given, here) => {
      const checked = read(given)
      return E.isLeft(checked) ? checked.left : faults(checked.right.params, here)
    },
    respond: async (avenant, visit, given) => {
      const asked = read(given)
      if (E.isLeft(asked)) return E.left(wrongInput(asked.left))
      const { params, file } = asked.right
      const answers = await answersTo(avenant, visit.visitor, questions(visit, params))
      if (E.isLeft(answers)) return answers
      return E.right(
        file === null
          ? {
              type: 'text/html',
              text: textOf(framed(visit.frame, page(visit, answers.right, params))),
              file: null
            }
          : { type: file.type, text: file.write(visit, answers.right, params), file: file.name }
      )
    }
  }
}

type Read<P, F> = { readonly params: P; readonly file: F }

const answersTo = async <A extends Asked>(
  avenant: Answering,
  visitor: Visitor,
  questions: A
): Promise<E.Either<Problem, AnswersTo<A>>> => {
  const answers: Record<string, unknown> = {}
  for (const [name, question] of Object.entries(questions)) {
    const answer = await answerSeen(avenant, visitor, question)
    if (E.isLeft(answer)) return answer
    answers[name] = answer.right.answer
  }
  // Each answer stands under the name of its question.
  return E.right(answers as AnswersTo<A>)
}

/** The convention that the screens of a dossier are about. */
export const conventionOf = ({ dossier }: Frame): ConventionId => {
  if (dossier === null) throw new TypeError('this screen has no dossier: its path has no :id')
  return dossier.conventionId
}
