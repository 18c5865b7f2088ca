/** The questions of a scenario, each with the answer that it must have. */
import * as t from 'io-ts'
import { writtenAnswer } from '../documents/json'
import type { DossiersIndex } from '../questions/dossiers-index'
import { answered, questionWith } from '../questions/question'

export const AskedQuestion = questionWith({ answer: t.unknown })
export type AskedQuestion = t.TypeOf<typeof AskedQuestion>

/** The answer as the JSON that is written of it: what a file says of it is compared with that, and with nothing else. */
export const answerTo =
  (index: DossiersIndex) =>
  (question: AskedQuestion): unknown =>
    JSON.parse(JSON.stringify(writtenAnswer(question.ask, answered(index, question))))
