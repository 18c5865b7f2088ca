/** The answers of `may-act` and `access` against a judge that looks at the acts alone, day by day (G16). */
import {
  addDays,
  type ConventionId,
  civilDateOf,
  type DateCivile,
  dateCivile,
  epochOf,
  type Instant,
  instant,
  instantOfEpoch,
  type PersonneId,
  type StableId,
  shippedModels,
  type ÉtablissementId
} from '@avenant/domain'
import fc from 'fast-check'
import {
  type ActingHistory,
  actingHistories,
  actingModels,
  etablissements,
  personnes,
  recordedBy
} from '../../test/acting-histories'
import { dossiersOf, signedScheduled } from '../../test/journal'
import {
  type Condition,
  type Judgment,
  mayActOracle,
  type Question,
  type RecordedCommand
} from '../../test/may-act-oracle'
import type { Access } from './access'
import type { ConditionName } from './conditions'
import type { MayAct } from './may-act'

// --- The judge, judged by hand ---

const signed = recordedBy(signedScheduled).recorded
const claire = { personneId: 'p-1960-2', etablissementId: '201500086', role: 'activite' }
const later = '2024-01-01T00:00:00.000Z'
const judged = (on: string, more: object = {}) =>
  mayActOracle(shippedModels, signed)({ ...claire, on, knownAt: later, ...more }).failing

test('G16 P27 the judge gives the figures of the PSU convention', () => {
  expect(judged('2017-02-28')).toEqual(['habilitated'])
  expect(judged('2017-03-01')).toEqual([])
  expect(judged('2020-12-31')).toEqual([])
  expect(judged('2021-01-01')).toEqual(['in-force'])
  expect(judged('2018-01-01', { role: 'import' })).toEqual(['attributed', 'habilitated'])
  expect(judged('2018-01-01', { etablissementId: 'e-9' })).toEqual(['inscribed', 'attributed', 'habilitated'])
})

test('G2 G16 the judge knows nothing before it was recorded', () => {
  const first = signed[0]?.recordedAt ?? later
  expect(judged('2018-01-01', { knownAt: '2000-01-01T00:00:00.000Z' })).toEqual([
    'in-force',
    'inscribed',
    'attributed',
    'habilitated'
  ])
  expect(judged('2018-01-01', { knownAt: first })).toContain('in-force')
})

test('G16 P25 the judge lets the declarations of 2020 alone be given until 30/06/2021', () => {
  expect(judged('2021-06-30', { declarationsOf: 2020 })).toEqual([])
  expect(judged('2021-07-01', { declarationsOf: 2020 })).toEqual(['in-force'])
  expect(judged('2021-06-30', { declarationsOf: 2019 })).toEqual(['in-force'])
  expect(judged('2021-06-30', { declarationsOf: 2021 })).toEqual(['in-force'])
})

// --- Random histories ---

/** The names of both; the judge holds as one that the habilitation is delivered and that it covers the role. */
const conditions: Readonly<Partial<Record<ConditionName, Condition>>> = {
  convention: 'in-force',
  inscription: 'inscribed',
  attribution: 'attributed',
  habilitation: 'habilitated',
  'role-habilite': 'habilitated',
  blocage: 'not-blocked',
  inactivite: 'not-unused',
  'mot-de-passe': 'password-changed',
  fermeture: 'not-closed'
}

/** Of each convention that is named, the conditions that fail under each habilitation, as one text. */
const told = ({ reasons }: Pick<MayAct, 'reasons'>): ReadonlyMap<string, ReadonlySet<string>> => {
  const ways = new Map<string, Map<string, Set<Condition>>>()
  for (const { conventionId, habilitationId, condition } of reasons) {
    const name = conditions[condition]
    if (conventionId === null || name === undefined) continue
    const under = ways.get(conventionId) ?? new Map<string, Set<Condition>>()
    ways.set(conventionId, under)
    under.set(habilitationId ?? '', (under.get(habilitationId ?? '') ?? new Set<Condition>()).add(name))
  }
  return new Map(
    [...ways].map(([id, under]) => [id, new Set([...under.values()].map(names => [...names].join(' ')))])
  )
}
const judgedWays = ({ ways }: Judgment, conventionId: string): ReadonlySet<string> =>
  new Set(ways.filter(way => way.conventionId === conventionId).map(({ failing }) => failing.join(' ')))

/** Every date that a command names, the ends of terms and of years, and the days beside each. */
const daysIn = (recorded: ReadonlyArray<RecordedCommand>): ReadonlyArray<DateCivile> => {
  const named = JSON.stringify(recorded.map(({ command }) => command)).match(/\b\d{4}-\d\d-\d\d\b/g) ?? []
  const years = ['2016', '2017', '2018', '2019', '2020', '2021', '2022']
  const dates = [...named, ...years.flatMap(year => [`${year}-12-31`, `${year}-06-30`, `${year}-02-23`])]
  return [
    ...new Set(dates.map(dateCivile).flatMap(date => [addDays(date, -1), date, addDays(date, 1)]))
  ].sort()
}
const justBefore = (at: Instant): Instant => instantOfEpoch(epochOf(at) - 1)
/** The instant of each recording, and the one before it. */
const knowledgesIn = (recorded: ReadonlyArray<RecordedCommand>): ReadonlyArray<Instant> => [
  ...new Set(recorded.map(({ recordedAt }) => instant(recordedAt)).flatMap(at => [at, justBefore(at)]))
]
/** What the requests ask for, and for whom. */
const usesIn = (recorded: ReadonlyArray<RecordedCommand>): ReadonlyArray<Use> =>
  recorded.flatMap(({ command: { type, data } }) => {
    if (type !== 'RequestHabilitation') return []
    // Read as the judge reads it.
    const { personneId, roles } = data as {
      readonly personneId: string
      readonly roles: ReadonlyArray<Omit<Use, 'personneId'>>
    }
    return roles.map(asked => ({ personneId, ...asked }))
  })
const conventionsIn = ({ recorded }: ActingHistory): ReadonlyArray<ConventionId> => [
  ...new Set(
    recorded.flatMap(({ stream }) =>
      // The category is followed by the id.
      stream.startsWith('convention-') ? [stream.slice('convention-'.length) as ConventionId] : []
    )
  )
]
type Use = Pick<Question, 'personneId' | 'role' | 'etablissementId'>

const roles = ['coordination', 'activite', 'approbateur', 'disponibilites', 'fonctionnement']
const anyUse: fc.Arbitrary<Use> = fc.record(
  {
    personneId: fc.constantFrom(...personnes),
    etablissementId: fc.constantFrom(...etablissements),
    role: fc.constantFrom(...roles)
  },
  { requiredKeys: ['personneId', 'role'] }
)
/** Where a history is asked, and what about. */
type Draw = {
  readonly on: number
  readonly known: number
  readonly year: number
  readonly uses: ReadonlyArray<readonly [number, Use]>
}
const draw: fc.Arbitrary<Draw> = fc.record({
  on: fc.nat(9_999),
  known: fc.nat(9_999),
  year: fc.nat(9_999),
  uses: fc.array(fc.tuple(fc.nat(9_999), anyUse), { minLength: 5, maxLength: 5 })
})

const pick = <A>(values: ReadonlyArray<A>, n: number): A | undefined => values[n % values.length]

/**
 * Three questions in four are about what a request asks for; most days are in force, or after the end where declarations
 * are given; most knowledges are late.
 */
const questionsOf = ({ recorded }: ActingHistory, draws: ReadonlyArray<Draw>): ReadonlyArray<Question> => {
  const [days, knowledges, uses] = [daysIn(recorded), knowledgesIn(recorded), usesIn(recorded)]
  // Few roles are held on no establishment: they are asked about more often than they are given.
  const withoutPlace = uses.filter(({ etablissementId }) => etablissementId === undefined)
  const inForce = days.filter(day => day > '2017-02-20' && day < '2021-01-03')
  const thereafter = days.filter(day => day > '2020-12-30' && day < '2021-07-03')
  return draws.flatMap(draw => {
    const isForDeclarations = draw.year % 3 === 0
    const on =
      pick(draw.on % 4 === 0 ? days : isForDeclarations ? thereafter : inForce, draw.on >> 2) ?? '2017-01-01'
    const knownAt = pick(draw.known % 4 === 0 ? knowledges : knowledges.slice(-12), draw.known >> 2) ?? later
    const year = Number(on.slice(0, 4)) - ((draw.year >> 2) % 4 === 0 ? 0 : 1)
    return draw.uses.map(([use, any]) => ({
      ...(use % 16 === 0
        ? any
        : (pick(use % 8 === 1 ? withoutPlace : uses, use >> 4) ?? pick(uses, use >> 4) ?? any)),
      on,
      knownAt,
      ...(isForDeclarations ? { declarationsOf: year } : {})
    }))
  })
}

/** As the index is asked: the identifiers are those of the commands. */
const asIs = ({ personneId, etablissementId, role }: Use) => ({
  personneId: personneId as PersonneId,
  etablissementId: (etablissementId ?? null) as ÉtablissementId | null,
  role: role as StableId
})

const agree = (question: Question, judgment: Judgment, answer: Pick<MayAct, 'answer' | 'reasons'>): void => {
  const ways = told(answer)
  const isSame =
    (answer.answer === 'oui') === judgment.yes &&
    [...ways].every(([id, failing]) => {
      const judged = judgedWays(judgment, id)
      // For the declarations of a year the judge looks at two days, of which the answer tells one.
      const all = question.declarationsOf !== undefined || failing.size === judged.size
      return all && [...failing].every(way => judged.has(way))
    }) &&
    // A convention that is passed over does not list the establishment, or where there is none does not give the role.
    (judgment.yes ||
      judgment.ways.every(
        way =>
          ways.has(way.conventionId) ||
          way.failing.includes(question.etablissementId === undefined ? 'attributed' : 'inscribed')
      ))
  if (!isSame) expect({ question, answer }).toEqual(judgment)
}

const [runs, perRun] = [110, 25]

test('G16 G2 may-act and access answer as the judge does, on any day as known at any moment', () => {
  let [asked, open, openForYear, openWithoutPlace] = [0, 0, 0, 0]
  fc.assert(
    fc.property(
      actingHistories,
      fc.array(draw, { minLength: perRun, maxLength: perRun, size: 'max' }),
      (scheduled, draws) => {
        const history = recordedBy(scheduled)
        const judge = mayActOracle(actingModels, history.recorded)
        const index = dossiersOf(history.journal, actingModels)
        const matrices = new Map<string, Access>()
        const matrixOf = (conventionId: ConventionId, at: { on: DateCivile; knownAt: Instant }): Access => {
          const key = `${conventionId} ${at.on} ${at.knownAt}`
          const matrix = matrices.get(key) ?? index.access({ conventionId, ...at })
          matrices.set(key, matrix)
          return matrix
        }
        for (const question of questionsOf(history, draws)) {
          const { declarationsOf, ...plainly } = question
          const at = { on: dateCivile(question.on), knownAt: instant(question.knownAt) }
          const judgment = judge(question)
          const plain = judge(plainly)
          asked++
          if (plain.yes) open++
          if (plain.yes && question.etablissementId === undefined) openWithoutPlace++
          if (judgment.yes && !plain.yes) openForYear++
          agree(
            question,
            judgment,
            index.mayAct({ ...asIs(question), ...at, declarationsOf: declarationsOf ?? null })
          )

          for (const id of conventionsIn(history)) {
            const cell = matrixOf(id, at).cells.find(
              ({ personneId, etablissementId, role }) =>
                personneId === question.personneId &&
                etablissementId === (question.etablissementId ?? null) &&
                role === question.role
            )
            const ways = plain.ways.filter(({ conventionId }) => conventionId === id)
            const under = { ...plain, yes: ways.some(({ failing }) => failing.length === 0), ways }
            if (cell !== undefined) agree(plainly, under, cell)
            else if (under.yes) expect({ question, cell }).toEqual(under)
          }

          if (asked % 4 > 0) continue
          const today = { ...plainly, on: civilDateOf(at.knownAt, 'Europe/Paris') }
          agree(today, judge(today), index.mayAct({ ...asIs(question), at: at.knownAt }))
        }
      }
    ),
    { numRuns: runs }
  )
  expect(asked).toBe(runs * perRun * 5)
  // A « no » to everything would be right of nearly all that is asked at random.
  expect(open).toBeGreaterThan(500)
  expect(openForYear).toBeGreaterThan(20)
  expect(openWithoutPlace).toBeGreaterThan(10)
})
