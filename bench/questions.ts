/** The questions over all conventions, on any day, as known at any moment: may this person act, who may, the register. */
import {
  type DateCivile,
  dateOfDayNumber,
  type Instant,
  instantOfEpoch,
  type PersonneId,
  type StableId,
  shippedModels,
  type ÉtablissementId
} from '@avenant/domain'
import { type DossiersIndex, dossiersIndex, type MayActAsked } from '@avenant/projections'
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
  const many = conventions.toLocaleString('en')
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
    measure(`every question: loading ${many} conventions`, loading, 'ms of the processor'),
    measure(`every question: memory of a convention and its habilitations`, bytes / conventions, 'bytes')
  ]
}

const CONDITIONS = 'each condition is a look-up of its own line, and an answer of no asks them all'
const ANNEXES = 'a jump looks up what each convention shows; a third of it is alerts'

const loaded = (conventions: number): DossiersIndex => {
  const index = dossiersIndex(shippedModels)
  const streamOf = portfolio()
  const habilitationsOf = habilitations()
  for (let n = 0; n < conventions; n++)
    for (const recorded of [...streamOf(n).map(recordedOf), ...habilitationsOf(n)]) {
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
