/** The questions over all conventions, on any day, as known at any moment: may this person act, who may, the register, deadlines. */
import {
  type DateCivile,
  dateCivile,
  dateOfDayNumber,
  type Instant,
  instantOfEpoch,
  type PersonneId,
  type StableId,
  shippedModels,
  type ÉtablissementId
} from '@avenant/domain'
import {
  type DeadlinesAsked,
  type DossiersIndex,
  dossiersIndex,
  type MayActAsked
} from '@avenant/projections'
import { isLeft } from 'fp-ts/Either'
import { cpuOf } from './cpu'
import { habilitations } from './habilitations'
import { type Measure, measure } from './measure'
import { bytesInUse } from './memory'
import { conventionIdOf, numberOf, portfolio, recordedOf } from './portfolio'
import { type Random, random } from './random'
import { median } from './statistics'
import { DAYS, FIRST_DAY, ROLES } from './story'

const ROUNDS = 7

export const questions = (conventions: number, say: (line: string) => void): ReadonlyArray<Measure> => {
  say(`loading ${conventions} conventions and their habilitations`)
  const before = bytesInUse()
  let index = dossiersIndex(shippedModels)
  const loading = cpuOf(() => {
    index = loaded(conventions)
  })
  const bytes = bytesInUse() - before
  const next = random(1)
  const asked = Math.min(20_000, conventions * 10)
  const fewer = Math.min(1_000, conventions)
  say('asking')
  /** Microseconds that one took; what is asked is made before. */
  const over = <Asked>(count: number, make: () => Asked, ask: (asked: Asked) => number): number =>
    median(
      Array.from({ length: ROUNDS }, () => {
        const all = Array.from({ length: count }, make)
        let read = 0
        const took = cpuOf(() => {
          for (const one of all) read += ask(one)
        })
        if (read === 0) throw new Error('nothing was read')
        return (took * 1_000) / count
      })
    )
  const point = pointOf(random(7))
  const registerOf = (at: Point): number => index.register(at).conventions.length
  const mayAct = over(
    asked,
    () => useOf(conventions, next),
    use => {
      const { answer, reasons } = index.mayAct(use)
      return answer.length + reasons.length
    }
  )
  const access = over(
    fewer,
    () => ({ conventionId: conventionIdOf(next(conventions)), ...pointOf(next) }),
    of => index.access(of).cells.length
  )
  const jump = over(1, () => pointOf(next), registerOf)
  registerOf(point)
  const again = over(1, () => point, registerOf)
  const [atAMonth, atAnother] = [monthsOf(random(11), null), monthsOf(random(12), random(13))]
  const deadlinesOf = (asked: DeadlinesAsked): number => index.deadlines(asked).deadlines.length + 1
  deadlinesOf(atAMonth())
  const furtherMonth = over(1, atAMonth, deadlinesOf)
  const otherKnowledge = over(1, atAnother, deadlinesOf)
  say(`loading them again, with two of ${ONE_OF} that speak of one establishment and of one person`)
  const doubted = loaded(conventions, doubtful)
  const doubtsOf = (at: Point): number => doubted.register(at).conventions.length
  // The two are asked in turn, of the same points: what is told is how much longer the one takes.
  const doubtedJumps = random(17)
  const points = Array.from({ length: ROUNDS }, () => pointOf(doubtedJumps))
  const jumps = ratioOf(points, doubtsOf, registerOf)
  const agains = ratioOf(
    Array.from({ length: ROUNDS }, () => point),
    doubtsOf,
    registerOf
  )
  const many = conventions.toLocaleString('en')
  const doubts = Math.round((2 * conventions) / ONE_OF).toLocaleString('en')
  return [
    measure(`may-act: any person, among ${many} conventions`, mayAct, 'µs of the processor', 20, CONDITIONS),
    measure(`access: the matrix of one convention, among ${many}`, access, 'µs of the processor'),
    measure(`register: ${many} conventions at any point`, jump / 1_000, 'ms of the processor', 100, ANNEXES),
    measure(
      `register: ${many} conventions at the point asked before`,
      again / 1_000,
      'ms of the processor',
      100,
      ANNEXES
    ),
    measure(
      `register: at any point, with ${doubts} of ${many} in doubt, of without`,
      jumps,
      '×',
      1.1,
      DOUBTS
    ),
    measure(
      `register: at the point asked before, with as many in doubt, of without`,
      agains,
      '×',
      1.1,
      DOUBTS
    ),
    measure(
      `deadlines: a further month of a year, over ${many}`,
      furtherMonth / 1_000,
      'ms of the processor',
      100,
      FALLING
    ),
    measure(
      `deadlines: a month at another knowledge, over ${many}`,
      otherKnowledge / 1_000,
      'ms of the processor',
      100,
      FALLING
    ),
    measure(`every question: loading ${many} conventions`, loading, 'ms of the processor'),
    measure(`every question: memory of a convention and its habilitations`, bytes / conventions, 'bytes')
  ]
}

const CONDITIONS = 'each condition is a look-up of its own line, and an answer of no asks them all'
const ANNEXES =
  'a jump looks up what each convention shows; a third of the accesses here have no role for a time, and each is told'

const DOUBTS = 'each alert says since when and by which events, which reads every line that it rests on'
const FALLING = 'what waits for a form or a signature is told in French at each point, whatever the range'

/** One of so many conventions names an establishment and a person of the convention before it. */
const ONE_OF = 25
const doubtful = (text: string, n: number): string =>
  n % ONE_OF === 1
    ? text
        .replaceAll(`${numberOf(n)}1`, `${numberOf(n - 1)}1`)
        .replaceAll(`p-${numberOf(n)}-3`, `p-${numberOf(n - 1)}-3`)
    : text

/** The median of how much longer one takes than another of the same, in turn. */
const ratioOf = <Asked>(
  all: ReadonlyArray<Asked>,
  one: (asked: Asked) => number,
  other: (asked: Asked) => number
): number => {
  for (const asked of all.slice(-1)) if (one(asked) + other(asked) === 0) throw new Error('nothing was read')
  return median(all.map(asked => cpuOf(() => one(asked)) / cpuOf(() => other(asked))))
}

/** Months of one year, on all that is known or at other knowledges. */
const monthsOf = (next: Random, knowledge: Random | null) => (): DeadlinesAsked => {
  const month = `2019-${String(1 + next(12)).padStart(2, '0')}`
  return {
    from: dateCivile(`${month}-01`),
    to: dateCivile(`${month}-28`),
    knownAt: knowledge === null ? null : pointOf(knowledge).knownAt
  }
}

const loaded = (
  conventions: number,
  written: (text: string, n: number) => string = text => text
): DossiersIndex => {
  const index = dossiersIndex(shippedModels)
  const streamOf = portfolio()
  const habilitationsOf = habilitations()
  for (let n = 0; n < conventions; n++)
    for (const recorded of [
      ...streamOf(n).map(text => recordedOf(written(text, n))),
      ...habilitationsOf(n)
    ]) {
      const appended = index.append(recorded)
      if (isLeft(appended)) throw new Error(JSON.stringify(appended.left))
    }
  return index
}

type Point = { readonly on: DateCivile; readonly knownAt: Instant }

const pointOf = (next: Random): Point => ({
  on: dateOfDayNumber(FIRST_DAY - 30 + next(DAYS + 60)),
  knownAt: instantOfEpoch((FIRST_DAY + next(DAYS + 60)) * 86_400_000)
})

const useOf = (conventions: number, next: Random): MayActAsked => {
  const number = numberOf(next(conventions))
  return {
    // The portfolio's own ids.
    personneId: `p-${number}-${2 + next(3)}` as PersonneId,
    etablissementId: `${number}${1 + next(3)}` as ÉtablissementId,
    role: (ROLES[next(ROLES.length)] ?? '') as StableId,
    ...pointOf(next)
  }
}
