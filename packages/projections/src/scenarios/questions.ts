/** The questions that a scenario asks, by their names, and how each is answered. */
import {
  ConventionId,
  Count,
  DateCivile,
  Instant,
  NonBlank,
  nullable,
  oneOf,
  PersonneId,
  StableId,
  struct,
  tagged,
  ÉtablissementId
} from '@avenant/domain'
import * as t from 'io-ts'
import { writtenAnswer } from '../documents/json'
import type { DossiersIndex } from '../questions/dossiers-index'
import { oneWay } from './one-way'

const knownAt = { knownAt: nullable(Instant) }
const answer = { answer: t.unknown }
const asOf = struct('point', { on: DateCivile }, knownAt)

/** A question on a civil date, as known at a moment; or, instead, at an instant. */
const onOrAt = <Ask extends string, R extends t.Props, O extends t.Props>(
  ask: Ask,
  required: R,
  optional: O
) =>
  oneWay(
    'at',
    struct(ask, { ask: t.literal(ask), ...required, at: Instant }, { ...optional, ...answer }),
    struct(ask, { ask: t.literal(ask), ...required, on: DateCivile }, { ...optional, ...knownAt, ...answer })
  )

export const Question = tagged('Question', 'ask', {
  annexes: struct(
    'annexes',
    { ask: t.literal('annexes'), conventionId: ConventionId, on: DateCivile },
    { ...knownAt, ...answer }
  ),
  differences: struct(
    'differences',
    { ask: t.literal('differences'), conventionId: ConventionId, before: asOf, after: asOf },
    answer
  ),
  'may-act': onOrAt(
    'may-act',
    { personneId: PersonneId, etablissementId: ÉtablissementId, role: StableId },
    { declarationsOf: nullable(Count) }
  ),
  access: onOrAt('access', { conventionId: ConventionId }, {}),
  register: struct('register', { ask: t.literal('register'), on: DateCivile }, { ...knownAt, ...answer }),
  deadlines: struct(
    'deadlines',
    { ask: t.literal('deadlines'), from: DateCivile, to: DateCivile },
    { on: nullable(DateCivile), conventionId: nullable(ConventionId), ...knownAt, ...answer }
  ),
  history: struct(
    'history',
    { ask: t.literal('history'), dossier: NonBlank, order: oneOf('ordre', ['effect', 'recording']) },
    { ...knownAt, ...answer }
  )
})
export type Question = t.TypeOf<typeof Question>

/** The answer as the JSON that is written of it: what a file says of it is compared with that, and with nothing else. */
export const answerTo =
  (index: DossiersIndex) =>
  (question: Question): unknown =>
    JSON.parse(JSON.stringify(writtenAnswer(question.ask, answered(index, question))))

const answered = (index: DossiersIndex, question: Question): object => {
  switch (question.ask) {
    case 'annexes':
      return index.describe(question.conventionId, question)
    case 'differences':
      return index.differences(question.conventionId, question.before, question.after)
    case 'may-act':
      return index.mayAct(question)
    case 'access':
      return index.access(question)
    case 'register':
      return index.register(question)
    case 'deadlines':
      return index.deadlines(question)
    case 'history':
      return index.history(question)
  }
}
