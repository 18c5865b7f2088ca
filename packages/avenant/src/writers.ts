/** In which formats each answer is written, for people and for spreadsheets; JSON is each caller's own. */
import {
  type Answers,
  accessCsv,
  accessHtml,
  accessMarkdown,
  annexesCsv,
  annexesHtml,
  annexesMarkdown,
  connectionsHtml,
  connectionsMarkdown,
  deadlinesCsv,
  deadlinesHtml,
  deadlinesIcs,
  deadlinesMarkdown,
  differencesHtml,
  differencesMarkdown,
  historyHtml,
  historyMarkdown,
  letterHtml,
  letterMarkdown,
  mayActHtml,
  mayActMarkdown,
  type Register,
  registerCsv,
  registerHtml,
  registerMarkdown,
  shownLines
} from '@avenant/projections'

/** The sheet of the screen, of which nothing was searched for. */
const registerSheet = (register: Register): string =>
  registerCsv(shownLines(register, null, { status: null, model: null, ends: null }))

export type Writers<Answer> = { readonly [F in 'html' | 'md' | 'csv' | 'ics']?: (answer: Answer) => string }

export const writers: { readonly [Ask in keyof Answers]: Writers<Answers[Ask]> } = {
  annexes: { html: annexesHtml, md: annexesMarkdown, csv: annexesCsv },
  differences: { html: differencesHtml, md: differencesMarkdown },
  'may-act': { html: mayActHtml, md: mayActMarkdown },
  access: { html: accessHtml, md: accessMarkdown, csv: accessCsv },
  register: { html: registerHtml, md: registerMarkdown, csv: registerSheet },
  deadlines: { html: deadlinesHtml, md: deadlinesMarkdown, csv: deadlinesCsv, ics: deadlinesIcs },
  history: { html: historyHtml, md: historyMarkdown },
  connections: { html: connectionsHtml, md: connectionsMarkdown },
  letter: { html: letterHtml, md: letterMarkdown },
  course: {},
  census: {},
  search: {},
  plane: {},
  holders: {}
}
