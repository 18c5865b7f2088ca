/** In which format an answer is written: by `?format=`, else by what the request accepts, else JSON. */
import { type Answers, deadlinesCsv, writtenAnswer } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { writers } from '../writers'
import { addressOf, withAddresses } from './dossiers'
import { type Problem, wrongInput } from './problem'

const types = {
  json: 'application/json',
  html: 'text/html',
  md: 'text/markdown',
  csv: 'text/csv',
  ics: 'text/calendar'
} as const

type Format = keyof typeof types
const formats: ReadonlyArray<Format> = ['json', 'html', 'md', 'csv', 'ics']
type Writers<Ask extends keyof Answers> = { readonly [F in Format]?: (answer: Answers[Ask]) => string }

const json =
  <Ask extends keyof Answers>(ask: Ask) =>
  (answer: Answers[Ask]): string =>
    `${JSON.stringify(writtenAnswer(ask, answer), withAddresses)}\n`

/** What the documents are, but for the dossiers that a sheet names: each by its address. */
const writersOf = <Ask extends keyof Answers>(ask: Ask): Writers<Ask> => ({
  ...overNetwork[ask],
  json: json(ask)
})

const overNetwork: typeof writers = {
  ...writers,
  deadlines: {
    ...writers.deadlines,
    csv: answer => deadlinesCsv({ ...answer, deadlines: answer.deadlines.map(addressed) })
  }
}

const addressed = <A extends { readonly dossier: string }>(one: A): A => ({
  ...one,
  dossier: addressOf(one.dossier) ?? one.dossier
})

/** How an answer is written: its media type, and its text. */
export type Writing<Answer> = { readonly type: string; readonly write: (answer: Answer) => string }

export const writingOf = <Ask extends keyof Answers>(
  ask: Ask,
  asked: string | null,
  accept: string | null
): E.Either<Problem, Writing<Answers[Ask]>> => {
  const known = writersOf(ask)
  const names = formats.filter(name => known[name] !== undefined)
  const name = asked === null ? accepted(names, accept ?? '') : names.find(format => format === asked)
  const write = name === undefined ? undefined : known[name]
  return name === undefined || write === undefined
    ? E.left(
        wrongInput([
          { path: 'format', message: `inconnu : ${asked} ; valeurs admises : ${names.join(', ')}` }
        ])
      )
    : E.right({ type: `${types[name]}; charset=utf-8`, write })
}

/** The first that the request names; JSON where it names none of them, or anything. */
const accepted = (names: ReadonlyArray<Format>, accept: string): Format =>
  accept
    .split(',')
    .map(part => part.split(';', 1)[0]?.trim().toLowerCase())
    .map(type => names.find(name => types[name] === type))
    .find(name => name !== undefined) ?? 'json'
