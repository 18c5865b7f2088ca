/** The calendars that a model brings (G5, G20). */
import * as E from 'fp-ts/Either'
import { computeDate } from '../dates'
import { dateCivile } from '../time'
import { ConventionModel, monenfant, psu, resolveModel, shippedModels } from '.'
import { calendarsIn, dateGroundOf } from './dates'

const ville = {
  id: 'ville',
  label: 'jours de la mairie',
  extends: 'france',
  days: [
    { rule: 'fixed', month: 5, day: 2, label: 'pont' },
    { rule: 'date', date: '2024-05-03', label: 'fête de la ville' }
  ]
}
const within = (count: number, calendar: string) => ({
  habilitation: {
    endOfMission: {
      delay: { offset: { unit: 'day', count }, shift: { to: 'next', calendar } }
    }
  }
})
const extended = (more: object) =>
  resolveModel({ extends: { id: 'psu', version: 1 }, id: 'psu-ville', version: 1, ...more }, shippedModels)
const faultsOf = (more: object): ReadonlyArray<string> => {
  const read = extended(more)
  return E.isLeft(read) ? read.left.map(({ path }) => path) : []
}

test('G5 a delay is carried by a calendar of the model own, which completes one that ships', () => {
  const read = extended({ calendars: [ville], ...within(15, 'ville') })
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  const delay = read.right.habilitation?.endOfMission.delay
  if (delay == null) throw new Error('no delay')
  const on = (departed: string) => computeDate(dateGroundOf(read.right, () => dateCivile(departed)))(delay)
  // 1 May, then the bridge, the day of the town, and the week-end.
  expect(on('2024-04-16')).toMatchObject(E.right({ date: '2024-05-06' }))
  expect(on('2025-04-16')).toMatchObject(E.right({ date: '2025-05-05' }))
})

test('G11 a calendar of the model is named by its dates, exists once, and has days that exist', () => {
  expect(faultsOf({ calendars: [ville], ...within(15, 'ville') })).toEqual([])
  expect(faultsOf(within(15, 'ville'))).toEqual(['habilitation.endOfMission.delay.shift.calendar'])
  const twice = resolveModel({ ...Object(ConventionModel.encode(psu)), calendars: [ville, ville] }, [])
  expect(E.isLeft(twice) ? twice.left.map(({ path }) => path) : []).toEqual(['calendars[1].id'])
  expect(faultsOf({ calendars: [{ ...ville, id: 'france' }] })).toContain('calendars[0].id')
  expect(faultsOf({ calendars: [{ ...ville, extends: 'nulle-part' }] })).toEqual(['calendars[0].extends'])
  const [bridge] = ville.days
  const days = (...list: ReadonlyArray<unknown>) => faultsOf({ calendars: [{ ...ville, days: list }] })
  expect(days({ rule: 'date', date: '2024-02-30' })).toEqual(['calendars[0].days[0].date'])
  expect(days({ rule: 'fixed', month: 2, day: 30 })).toEqual(['calendars[0].days[0].day'])
  expect(days(bridge, { ...bridge, label: 'autre' })).toEqual(['calendars[0].days[1]'])
  expect(days(bridge, { rule: 'fixed', month: 5, day: 3 })).toEqual([])
})

test('G11 what extends a model has its calendars, and states what differs of one', () => {
  const parent = { ...Object(psu), id: 'parent', calendars: [ville] }
  const read = resolveModel(
    {
      extends: { id: 'parent', version: 1 },
      id: 'enfant',
      version: 1,
      calendars: [
        { id: 'ville', label: 'mairie' },
        { id: 'samedi', label: 'samedis', days: [], worked: ['saturday'] }
      ]
    },
    [parent]
  )
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  expect(read.right.calendars.map(({ id, label }) => [id, label])).toEqual([
    ['ville', 'mairie'],
    ['samedi', 'samedis']
  ])
  expect(calendarsIn(read.right)('ville')?.lineage).toEqual(['ville', 'france'])
  expect(calendarsIn(monenfant)('ville')).toBeNull()
})
