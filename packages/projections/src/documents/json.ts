import type { AnnexesDocument } from '../annexes/description'
import type { Differences } from '../annexes/differences'
import type { Deadlines } from '../questions/deadlines/answer'
import { jsonText } from './characters'

/** The answers that are written as JSON; each names its format and its version. */
export type AnswerFormat =
  | 'annexes'
  | 'differences'
  | 'may-act'
  | 'access'
  | 'register'
  | 'history'
  | 'deadlines'
  | 'connections'
  | 'letter'
  | 'course'
  | 'census'
  | 'search'
  | 'plane'
  | 'holders'

/** An answer as its JSON says it: `{ "format": "avenant/annexes", "version": 1, … }`, then the keys of the answer. */
export const writtenAnswer = <A extends object>(format: AnswerFormat, answer: A) => ({
  format: `avenant/${format}`,
  version: 1,
  ...answer
})

/**
 * The annexes as JSON, version 1: `{ "format": "avenant/annexes", "version": 1, … }`, then the keys of
 * `AnnexesDocument` in their order. Keys are ASCII, dates `YYYY-MM-DD`, instants UTC; `firstDay` and `lastDay` are
 * both included; numbers of the administration are texts, with their leading zeros; what is absent is null.
 */
export const annexesJson = (document: AnnexesDocument): string => answerJson('annexes', document)

/**
 * Differences as JSON, version 1: `{ "format": "avenant/differences", "version": 1, … }`, then the keys of
 * `Differences`. `before` and `after` of a difference are values of facts as recorded: a period there is half-open,
 * `{ "from": "2017-01-01", "to": "2021-01-01" }`.
 */
export const differencesJson = (differences: Differences): string => answerJson('differences', differences)

/** Deadlines as JSON, version 1: `{ "format": "avenant/deadlines", "version": 1, … }`, then the keys of `Deadlines`. */
export const deadlinesJson = (deadlines: Deadlines): string => answerJson('deadlines', deadlines)

/** Any answer as JSON, version 1, one key a line. */
export const answerJson = (format: AnswerFormat, answer: object): string =>
  `${jsonText(writtenAnswer(format, answer))}\n`
