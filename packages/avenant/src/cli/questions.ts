/** `avenant may-act`, `access`, `connections`, `register`, `deadlines`, `history`, `letter`: the questions that look at every dossier of a journal. */
import { decode, type Fault, habilitationStream } from '@avenant/domain'
import { type Answers, answered, answerJson, Question } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import { failed, type Said } from '../program'
import { writers } from '../writers'
import { all, choiceOf, type Faults, type Given } from './arguments'
import { admittedIds } from './conventions'
import { knownAtOf, knownAtOption, PARIS } from './known-at'
import { modelsOf } from './models'
import { outputOption, tellAnswer } from './output'
import { sourceOf, sourceOptions } from './places'
import { progressOf } from './progress'
import { type Fed, replay, withoutConnections, zoneOf } from './source'
import type { Subcommand } from './subcommand'

type Values = Given['values']

/** One question on the command line. */
type Asking<Ask extends keyof Answers> = Asked & {
  readonly ask: Ask
  /** Whether there is something of what was asked: else the exit code is 1. */
  readonly found: (answer: Answers[Ask]) => boolean
  /** Why there is no answer, where there is none; absent: there always is one. */
  readonly fault?: (answer: Answers[Ask]) => string | null
  readonly codes: Subcommand['codes']
  readonly example: string
}

/** How its question is read from what was given. */
type Asked = {
  readonly ask: keyof Answers
  /** Its options, and the key of the question that each gives. */
  readonly options: Readonly<Record<string, readonly [flags: `--${string} <${string}>`, help: string]>>
  /** Of each group one option is given, and no other. */
  readonly needed: ReadonlyArray<ReadonlyArray<string>>
  /** Of each group one option at most is given. */
  readonly alone?: ReadonlyArray<ReadonlyArray<string>>
  /** The question, as JSON, from what was given by these keys; the very keys, unless it says otherwise. */
  readonly asked?: (given: Values) => Readonly<Record<string, unknown>>
}

const on = ['--on <date>', 'date civile, AAAA-MM-JJ'] as const
const at = ['--at <instant>', "au lieu d'une date, un instant : AAAA-MM-JJThh:mm:ssZ"] as const
const convention = ['--convention <id>', 'identifiant de la convention, par exemple psu-1960-2017'] as const

const mayAct: Asking<'may-act'> = {
  ask: 'may-act',
  options: {
    personneId: ['--personne <id>', 'identifiant de la personne'],
    role: ['--role <id>', 'rôle, tel que le modèle le nomme'],
    etablissementId: ['--etablissement <id>', "identifiant de l'établissement, pour un rôle qui s'y tient"],
    on,
    at,
    declarationsOf: ['--declarations-of <annee>', 'pour les seules déclarations de cette année']
  },
  needed: [['personneId'], ['role'], ['on', 'at']],
  asked: ({ declarationsOf, ...others }) =>
    declarationsOf === undefined ? others : { ...others, declarationsOf: numberOr(declarationsOf) },
  found: ({ answer }) => answer === 'oui',
  codes: { done: 'elle le peut', not: 'elle ne le peut pas' },
  example: '--store avenant.db --personne p-1960-2 --etablissement 201500086 --role activite --on 2018-03-15'
}

const access: Asking<'access'> = {
  ask: 'access',
  options: { conventionId: convention, on, at },
  needed: [['conventionId'], ['on', 'at']],
  found: ({ cells }) => cells.some(({ answer }) => answer === 'oui'),
  codes: { done: "quelqu'un peut agir", not: 'personne ne le peut' },
  example: '--store avenant.db --convention psu-1960-2017 --on 2018-03-15'
}

const register: Asking<'register'> = {
  ask: 'register',
  options: { on },
  needed: [['on']],
  found: ({ conventions }) => conventions.length > 0,
  codes: { done: 'des conventions', not: 'aucune' },
  example: '--store avenant.db --on 2018-03-15 --format csv --output registre.csv'
}

const deadlines: Asking<'deadlines'> = {
  ask: 'deadlines',
  options: {
    from: ['--from <date>', 'premier jour, AAAA-MM-JJ'],
    to: ['--to <date>', 'dernier jour, inclus'],
    on: ['--on <date>', 'le jour où on le demande ; par défaut le dernier'],
    conventionId: convention
  },
  needed: [['from'], ['to']],
  found: ({ deadlines }) => deadlines.length > 0,
  codes: { done: 'des échéances', not: 'aucune' },
  example: '--store avenant.db --from 2018-01-01 --to 2018-12-31 --on 2018-03-15'
}

const history: Asking<'history'> = {
  ask: 'history',
  options: {
    convention,
    habilitation: [
      '--habilitation <id>',
      "au lieu d'une convention, une habilitation ; ni l'une ni l'autre : tous les dossiers"
    ],
    etendue: [
      '--dossiers <etendue>',
      'un (par défaut) : la convention seule ; tous : avec ses habilitations'
    ],
    from: ['--from <date>', "premier jour, AAAA-MM-JJ, des effets ou des enregistrements selon l'ordre"],
    to: ['--to <date>', 'dernier jour, inclus'],
    order: ['--order <ordre>', "effect (par défaut) : l'ordre des effets ; recording : des enregistrements"]
  },
  needed: [],
  alone: [['convention', 'habilitation']],
  asked: ({ convention, habilitation, etendue, order = 'effect', ...days }) => ({
    ...days,
    order,
    dossier:
      habilitation !== undefined
        ? `habilitation-${habilitation}`
        : convention !== undefined
          ? `convention-${convention}`
          : null,
    withHabilitations: etendue === 'tous'
  }),
  found: ({ acts }) => acts.length > 0,
  codes: { done: 'des actes', not: 'aucun' },
  example: '--store avenant.db --convention psu-1960-2017'
}

const letter: Asking<'letter'> = {
  ask: 'letter',
  options: {
    habilitationId: ['--habilitation <id>', "identifiant de l'habilitation"],
    act: ['--act <numero>', "le numéro de l'acte, que son histoire donne"],
    on: ['--on <date>', "au lieu d'un acte, un jour où l'accès est bloqué faute d'utilisation, AAAA-MM-JJ"]
  },
  needed: [['habilitationId'], ['act', 'on']],
  asked: ({ act, ...others }) => (act === undefined ? others : { ...others, act: numberOr(act) }),
  found: ({ courrier }) => courrier !== null,
  fault: ({ courrier, sentence }) => (courrier === null ? sentence : null),
  codes: { done: 'un courrier' },
  example: '--store avenant.db --habilitation h-1960-1 --act 0 --format html --output courrier.html'
}

const connections: Asking<'connections'> = {
  ask: 'connections',
  options: {
    habilitationId: ['--habilitation <id>', "identifiant de l'habilitation, par exemple h-1960-1"],
    on,
    from: ['--from <date>', 'premier jour des connexions, AAAA-MM-JJ ; par défaut la première'],
    to: ['--to <date>', 'dernier jour, inclus ; par défaut celui de --on']
  },
  needed: [['habilitationId'], ['on']],
  found: ({ days }) => days.length > 0,
  codes: { done: 'des connexions ou des tentatives', not: 'aucune' },
  example: '--store avenant.db --habilitation h-1960-1 --on 2018-03-15 --from 2018-02-01'
}

const numberOr = (text: string): number | string => (/^\d{1,9}$/.test(text) ? Number(text) : text)

const asking = <Ask extends keyof Answers>(question: Asking<Ask>): Subcommand => {
  const { ask, options, found, fault = () => null, codes, example } = question
  const formats: Readonly<Record<string, ((answer: Answers[Ask]) => string) | undefined>> = {
    ...writers[ask],
    json: answer => answerJson(ask, answer)
  }
  const [first = 'md', ...others] = ['md', 'json', 'html', 'csv', 'ics'].filter(
    name => formats[name] !== undefined
  )
  return {
    options: program => {
      for (const [flags, help] of Object.values(options)) program.option(flags, help)
      return outputOption(
        knownAtOption(sourceOptions(program)).option(
          '--format <format>',
          `${first} (par défaut), ${others
            .slice(0, -1)
            .map(name => `${name}, `)
            .join('')}${others.at(-1)}`
        )
      )
    },
    codes,
    examples: [example],
    run: async given => {
      const asked = all({
        question: questionOf(question, given),
        source: sourceOf(given),
        knownAt: knownAtOf('--known-at')(given.values.knownAt),
        format: choiceOf('--format', [first, ...others])(given.values.format, first),
        models: await modelsOf(given)
      })
      if (E.isLeft(asked)) return failed(asked.left)
      const fed = await replay({ ...asked.right, progress: progressOf(given, 'relecture') })
      if (E.isLeft(fed)) return fed.left
      const without = ofAccesses.has(ask) ? withoutConnections(asked.right.source, fed.right) : null
      if (without !== null) return without
      const unknown = unknownIn(asked.right.question, fed.right)
      if (unknown.length > 0) return failed(unknown)
      const zone = zoneFor(asked.right.question, fed.right)
      if (E.isLeft(zone)) return zone.left
      const knownAt = asked.right.knownAt(zone.right)
      if (E.isLeft(knownAt)) return failed(knownAt.left)
      const known = knownAt.right === null ? {} : { knownAt: knownAt.right }
      // The answer is of the question that is asked.
      const answer = answered(fed.right.index, { ...asked.right.question, ...known }) as Answers[Ask]
      const missing = fault(answer)
      if (missing !== null) return failed([missing])
      return tellAnswer(given, formats[asked.right.format]?.(answer) ?? '', {
        found: found(answer),
        doubts: fed.right.doubts
      })
    }
  }
}

/** What hangs on the uses of an access. */
const ofAccesses: ReadonlySet<string> = new Set(['may-act', 'access', 'connections', 'letter'])

/** The question as JSON asks it; its faults are told of the options. */
const questionOf = (
  { ask, options, needed, alone = [], asked = given => given }: Asked,
  { values }: Given
): E.Either<Faults, Question> => {
  const given = Object.fromEntries(
    Object.entries(options).flatMap(([key, [flags]]) => {
      const value = values[nameOf(flags)]
      return value === undefined ? [] : [[key, value]]
    })
  )
  const flagsOf = (key: string): string => options[key]?.[0] ?? key
  const countOf = (keys: ReadonlyArray<string>): number => keys.filter(key => given[key] !== undefined).length
  const faults = needed.flatMap(keys => {
    if (countOf(keys) === 1) return []
    return countOf(keys) === 0
      ? [`il manque ${keys.map(flagsOf).join(' ou ')}`]
      : [`${keys.map(key => flagsOf(key).split(' ')[0]).join(' ou ')}, pas les deux`]
  })
  for (const keys of alone)
    if (countOf(keys) > 1)
      faults.push(`${keys.map(key => flagsOf(key).split(' ')[0]).join(' ou ')}, pas les deux`)
  if (given.etendue !== undefined && given.etendue !== 'un' && given.etendue !== 'tous')
    faults.push(`--dossiers : inconnu : ${given.etendue} ; valeurs admises : un, tous`)
  if (given.at !== undefined && values.knownAt !== undefined)
    faults.push('--known-at ne va pas avec --at, qui dit le jour et ce qui en est connu')
  // What is missing, or there in two ways, is told above.
  const isTold = (path: string): boolean =>
    path in options &&
    (given[path] === undefined || needed.some(keys => keys.includes(path) && countOf(keys) > 1))
  const decoded = decode(Question)({ ask, ...asked(given) })
  if (E.isLeft(decoded))
    faults.push(
      ...decoded.left.flatMap(({ path, message }: Fault) =>
        isTold(path) ? [] : [`${flagsOf(path).split(' ')[0]} : ${message}`]
      )
    )
  return faults.length > 0 || E.isLeft(decoded) ? E.left(faults) : decoded
}

/** `--declarations-of <annee>` is `declarationsOf`, as Commander names it. */
const nameOf = (flags: string): string =>
  (flags.split(' ')[0] ?? '').slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

const unknownHabilitation = (asked: string, { streams }: Fed): string => {
  const known = streams.filter(isHabilitation).map(stream => ({ id: idIn(stream), nom: null }))
  return `habilitation inconnue de ce journal : ${asked} ; ${admittedIds(known, asked)}`
}

const isHabilitation = (stream: string): boolean => stream.startsWith('habilitation-')
const idIn = (stream: string): string => stream.slice('habilitation-'.length)

/** Ids that the journal has never spoken of: a slip of the pen would read as a finding against somebody. */
const unknownIn = (question: Question, fed: Fed): ReadonlyArray<string> => {
  const { index } = fed
  if ('habilitationId' in question && index.standingOf(habilitationStream(question.habilitationId)) === null)
    return [unknownHabilitation(question.habilitationId, fed)]
  if (question.ask !== 'may-act') return []
  const known = index.identifiers()
  const { personneId, role, etablissementId = null } = question
  return (
    [
      ['personne inconnue', personneId, known.personneId],
      ['rôle inconnu', role, known.role],
      ['établissement inconnu', etablissementId, known.etablissementId]
    ] as const
  ).flatMap(([what, id, ids]) =>
    id === null || ids.some(one => one.id === id)
      ? []
      : [`${what} de ce journal : ${id} ; ${admittedIds(ids, id)}`]
  )
}

/** In which zone a day of the knowledge ends; a dossier that the journal does not know is no answer. */
const zoneFor = (question: Question, fed: Fed): E.Either<Said, string> => {
  if ('conventionId' in question && question.conventionId != null) return zoneOf(question.conventionId)(fed)
  const dossier =
    question.ask === 'history'
      ? (question.dossier ?? null)
      : 'habilitationId' in question
        ? habilitationStream(question.habilitationId)
        : null
  if (dossier === null) return E.right(PARIS)
  const [, conventionId] = /^convention-(.*)$/.exec(dossier) ?? []
  if (conventionId !== undefined) return zoneOf(conventionId)(fed)
  const standing = fed.index.standingOf(dossier)
  if (standing === null)
    return E.left(failed([unknownHabilitation(dossier.slice('habilitation-'.length), fed)]))
  const [under] = standing.conventions
  // It may have been asked for before its convention is there.
  return under === undefined ? E.right(PARIS) : E.orElse(() => E.right(PARIS))(zoneOf(under)(fed))
}

export const questions = {
  'may-act': asking(mayAct),
  access: asking(access),
  connections: asking(connections),
  register: asking(register),
  deadlines: asking(deadlines),
  history: asking(history),
  letter: asking(letter)
}
