import * as fc from 'fast-check'
import { monenfant } from '../model/shipped/monenfant'
import { psu } from '../model/shipped/psu'
import { addDays, type DateCivile, dateCivile, minDate } from '../time'
import { valueOn } from '../timeline'
import { countedComputation, countedLine, isUnused, lastDayAfterUse } from './inactivity'

const model = psu
const lastDayAfter = lastDayAfterUse(model) ?? (() => null)
const day = dateCivile

type Days = Parameters<ReturnType<typeof countedLine>>[0]
const stateOn = (days: Partial<Days>, on: string) => {
  const counted = valueOn(day(on))(countedLine(lastDayAfter)({ begun: [], uses: [], blocked: [], ...days }))
  return counted === null ? null : isUnused(counted, day(on)) ? 'bloque' : 'ouvert'
}
const delivered = (on: string) => ({ what: 'delivrance', on: day(on) }) as const
const lifted = (on: string) => ({ what: 'levee', on: day(on) }) as const

test('A2 P14 last used on 23/02/2017: usable through 09/04/2017, blocked from 10/04/2017', () => {
  const days = { begun: [delivered('2017-01-10')], uses: [day('2017-02-23')] }
  expect(stateOn(days, '2017-04-09')).toBe('ouvert')
  expect(stateOn(days, '2017-04-10')).toBe('bloque')
  const line = countedLine(lastDayAfter)({ ...days, blocked: [] })
  const counted = valueOn(day('2017-04-10'))(line)
  expect(counted).toEqual({ what: 'utilisation', on: '2017-02-23', lastDay: '2017-04-09' })
  expect(counted === null ? null : countedComputation(model, counted)).toBe(
    'dernière utilisation 23/02/2017 + 45 jours = 09/04/2017'
  )
})

test('A2 never used: counted from the delivery', () => {
  const days = { begun: [delivered('2017-03-01')] }
  expect(stateOn(days, '2017-02-28')).toBeNull()
  expect(stateOn(days, '2017-04-15')).toBe('ouvert')
  expect(stateOn(days, '2017-04-16')).toBe('bloque')
  const [, step] = countedLine(lastDayAfter)({ ...days, uses: [], blocked: [] })
  expect(step?.value == null ? null : countedComputation(model, step.value)).toBe(
    'délivrance 01/03/2017 + 45 jours = 15/04/2017'
  )
})

test('A2 an attempt while it is blocked prolongs nothing; one of its last day does', () => {
  const begun = [delivered('2017-02-23')]
  expect(stateOn({ begun, uses: [day('2017-04-10')] }, '2017-04-11')).toBe('bloque')
  expect(stateOn({ begun, uses: [day('2017-04-09')] }, '2017-05-24')).toBe('ouvert')
  expect(stateOn({ begun, uses: [day('2017-04-09'), day('2017-04-10')] }, '2017-05-25')).toBe('ouvert')
})

test('A2 while the Caf blocks it, nobody uses it', () => {
  const blocked = [
    { from: null, value: null },
    { from: day('2017-03-10'), value: { cause: 'incident' } }
  ]
  const days = { begun: [delivered('2017-03-01')], uses: [day('2017-04-01')], blocked }
  expect(stateOn(days, '2017-04-16')).toBe('bloque')
  expect(stateOn({ ...days, blocked: [] }, '2017-04-16')).toBe('ouvert')
})

test('A3 lifted: the 45 days run from the day of the lifting', () => {
  const days = { begun: [delivered('2017-03-01'), lifted('2017-06-01')] }
  expect(stateOn(days, '2017-05-31')).toBe('bloque')
  expect(stateOn(days, '2017-06-01')).toBe('ouvert')
  expect(stateOn(days, '2017-07-16')).toBe('ouvert')
  expect(stateOn(days, '2017-07-17')).toBe('bloque')
})

test('A2 M25 under a model without such a rule nothing is counted', () => {
  expect(lastDayAfterUse(monenfant)).toBeNull()
})

/** Day after day, as somebody with a calendar would tell it. */
const oracle = (days: Days, on: DateCivile): string | null => {
  let last: DateCivile | null = null
  let isBlocked = false
  const start = days.begun.map(({ on }) => on).reduce(minDate, on)
  for (let today = start; today <= on; today = addDays(today, 1)) {
    if (last !== null && today > addDays(last, 45)) isBlocked = true
    if (days.begun.some(({ on }) => on === today)) {
      last = today
      isBlocked = false
    }
    const byTheCaf = valueOn(today)(days.blocked) !== null
    if (last !== null && !isBlocked && !byTheCaf && days.uses.includes(today)) last = today
  }
  return last === null ? null : isBlocked ? 'bloque' : 'ouvert'
}

const days: fc.Arbitrary<Days> = fc
  .record({
    begun: fc.uniqueArray(fc.nat(400), { minLength: 0, maxLength: 4 }),
    uses: fc.uniqueArray(fc.nat(400), { maxLength: 25 }),
    blocked: fc.uniqueArray(fc.nat(400), { maxLength: 4 })
  })
  .map(({ begun, uses, blocked }) => {
    const sorted = (numbers: ReadonlyArray<number>) =>
      [...numbers].sort((a, b) => a - b).map(n => addDays(day('2017-01-01'), n))
    return {
      begun: sorted(begun).map((on, i) => ({ what: i === 0 ? 'delivrance' : 'levee', on }) as const),
      uses: sorted(uses),
      blocked: [
        { from: null, value: null },
        ...sorted(blocked).map((from, i) => ({ from, value: i % 2 === 0 ? { cause: 'incident' } : null }))
      ]
    }
  })

test('A2 A3 on every day of any history, what a calendar tells', () => {
  fc.assert(
    fc.property(days, fc.nat(470), (days, n) => {
      const on = addDays(day('2017-01-01'), n)
      expect(stateOn(days, on)).toBe(oracle(days, on))
    }),
    { numRuns: 2000 }
  )
})
