import * as E from 'fp-ts/Either'
import {
  ask,
  close,
  closeAccess,
  command,
  correct,
  given,
  givenUnder,
  justify,
  mefDelivered,
  notify,
  ofEssai,
  psuDelivered,
  requestMef,
  requestPsu
} from '../../test/habilitation-commands'
import { resolveModel, shippedModels } from '../model'
import { specification } from '../testing'
import { dateCivile, instant } from '../time'
import {
  findAnomalies,
  type HabilitationState,
  habilitationDecider,
  habilitationLine,
  habilitationValueOn,
  isJustificationLate
} from '.'

const article = { source: 'PSU', article: '2.3' }
const steps = (state: HabilitationState, id = 'a-1') =>
  habilitationLine(state, 'suivi', id).flatMap(({ from, value }) =>
    value === null ? [] : [[from, value.status]]
  )
const late = (state: HabilitationState, on: string): boolean => {
  const suivi = habilitationValueOn(state, 'suivi', 'a-1', dateCivile(on))
  return suivi !== null && isJustificationLate(suivi, dateCivile(on))
}
const asked = [...psuDelivered, notify('2017-03-31'), ask('2017-04-01')]

test('A7 P18 asked 01/04/2017, a justification is in time through 16/04/2017; on 17/04 it is late, and is told so', () => {
  const known = given(...asked)
  expect([late(known.state, '2017-04-16'), late(known.state, '2017-04-17')]).toEqual([false, true])
  const computed = (on: string) =>
    known.when(justify(on)).events.map(({ data }) => Reflect.get(data, 'computed'))
  const computation = 'demande 01/04/2017 + 15 jours = 16/04/2017'
  expect(computed('2017-04-16')).toEqual([
    { lastDay: '2017-04-16', late: 'non', computation: `${computation} ; justifié le 16/04/2017`, article }
  ])
  expect(computed('2017-04-17')).toEqual([
    { lastDay: '2017-04-16', late: 'oui', computation: `${computation} ; justifié le 17/04/2017`, article }
  ])
  expect(known.when(justify('2017-04-17')).events).toMatchObject([
    { data: { moves: [{ kind: 'suivi', id: 'a-1', value: { status: 'justifiee' } }] } }
  ])
  expect(late(known.when(justify('2017-04-17')).state, '2017-04-17')).toBe(false)
})

test('A7 what was found stands with its counts and instants, whatever becomes of the connections', () => {
  const { state } = given(...asked, justify('2017-04-10'), close('2017-04-12'))
  expect(habilitationValueOn(state, 'anomalie', 'a-1', dateCivile('2030-01-01'))).toEqual({
    rule: 'echecs-repetes',
    finding: { count: 6, first: '2016-11-30T21:02:00.000Z', last: '2016-11-30T21:09:00.000Z' },
    article
  })
  expect(steps(state)).toEqual([
    ['2017-03-31', 'notifiee'],
    ['2017-04-01', 'justification-demandee'],
    ['2017-04-10', 'justifiee'],
    ['2017-04-12', 'close']
  ])
  expect(JSON.stringify([...state.lines.values()])).not.toMatch(/Clavier|Explication/)
})

test('A7 P18 asked twice, it is late by the last asking of before', () => {
  const known = given(...asked, ask('2017-05-01'))
  const computed = (on: string) =>
    known
      .when(justify(on))
      .events.map(({ data }) => Reflect.get(Object(Reflect.get(data, 'computed')), 'late'))
  expect([...computed('2017-04-20'), ...computed('2017-05-16'), ...computed('2017-05-17')]).toEqual([
    'oui',
    'non',
    'oui'
  ])
})

test('A7 an anomaly outlives the access: it is notified, justified and closed when that is over', () => {
  const known = given(...psuDelivered, closeAccess('2017-03-15'), notify('2017-03-31'), ask('2017-04-01'))
  expect(known.when(justify('2017-04-10')).codes).toEqual([])
  expect(known.when(close('2017-04-10')).codes).toEqual([])
})

test('A7 nothing comes after the closing, nor is an anomaly closed before what happened to it; one is not the other', () => {
  const known = given(...asked, justify('2017-04-10'), close('2017-04-12'))
  for (const later of [ask('2017-04-12'), ask('2017-04-13'), justify('2017-04-13')])
    expect(known.when(later).codes).toEqual(['anomaly-closed'])
  expect(known.when(close('2017-04-13')).codes).toEqual(['already-recorded'])
  expect(known.when(ask('2017-04-05')).codes).toEqual([])
  expect(given(...asked, justify('2017-04-10')).when(close('2017-04-09')).codes).toEqual([
    'dates-out-of-order'
  ])
  const other = given.from(known.state).when(notify('2017-04-15', 'a-2'))
  expect(given.from(other.state).when(ask('2017-04-16', 'a-2')).codes).toEqual([])
  expect(known.when(ask('2017-04-16', 'a-3')).codes).toEqual(['unknown-anomaly'])
})

test('A7 an anomaly is of a rule of the model, and is not notified before it was found, in the zone of the model', () => {
  const of = (more: object) => command('NotifyAnomaly', { ...notify('2017-03-31').data, ...more })
  const { when } = given(...psuDelivered)
  expect(when(of({ rule: 'autre' })).refusals).toMatchObject([{ code: 'not-listed', path: 'data.rule' }])
  // 23:30Z on 31/03 is on 01/04 in Paris.
  const finding = { count: 5, first: '2017-03-31T21:00:00Z', last: '2017-03-31T23:30:00Z' }
  expect(when(of({ finding })).codes).toEqual(['dates-out-of-order'])
  expect(when(of({ finding, on: '2017-04-01' })).codes).toEqual([])
})

test('G18 acts of an anomaly stand or fall with those before them; a corrected asking moves the last day', () => {
  const known = given(...asked, justify('2017-04-10'))
  expect(known.when(correct(2, null)).codes).toEqual(['rests-upon', 'rests-upon'])
  expect(known.when(correct(3, null)).codes).toEqual(['rests-upon'])
  expect(known.when(correct(3, ask('2017-04-11'))).codes).toEqual(['rests-upon'])
  const moved = given.from(known.when(correct(4, null)).state).when(correct(3, ask('2017-04-02')))
  expect([late(moved.state, '2017-04-17'), late(moved.state, '2017-04-18')]).toEqual([false, true])
})

test('M25 MEF notifies no anomaly; a model without a delay asks for a justification that is never late', () => {
  for (const act of [notify('2023-09-01'), ask('2023-09-01'), justify('2023-09-01'), close('2023-09-01')])
    expect(given(...mefDelivered).when(act).refusals).toMatchObject([
      { code: 'not-in-model', sentence: "cette convention ne prévoit pas de notification d'anomalie" }
    ])
  const rules = [{ id: 'echecs-repetes', label: 'échecs', kind: 'failures', count: 5, minutes: 15 }]
  const under = givenUnder({ anomalies: { rules, article: '2.3' } })
  const known = under(requestPsu(ofEssai), notify('2017-03-31'), ask('2017-04-01'))
  expect(late(known.state, '2030-01-01')).toBe(false)
  expect(known.when(justify('2018-04-01')).events).toMatchObject([
    { data: { computed: { lastDay: null, late: 'non', computation: null } } }
  ])
})

test('A7 M15 a Caf that controls the connections of its providers by rules of its own notifies what they find, under its article', () => {
  const resolved = resolveModel(
    {
      extends: { id: 'monenfant', version: 1 },
      id: 'monenfant-controle',
      version: 1,
      habilitation: {
        anomalies: {
          rules: [{ id: 'echecs', label: 'échecs répétés', kind: 'failures', count: 3, minutes: 10 }],
          article: '3-4'
        }
      }
    },
    shippedModels
  )
  if (E.isLeft(resolved)) throw new Error(JSON.stringify(resolved.left))
  const model = resolved.right
  const attempts = ['09:00', '09:04', '09:10', '11:00'].map(time => ({
    at: instant(`2023-09-01T${time}:00Z`),
    outcome: 'failure' as const
  }))
  const found = findAnomalies(model.habilitation?.anomalies?.rules ?? [], model.zone)(attempts)
  expect(found).toMatchObject([{ rule: 'echecs', finding: { count: 3 } }])
  const own = specification(habilitationDecider([model])).given
  const [, ...steps] = mefDelivered
  const known = own(requestMef({ model: { id: model.id, version: model.version } }), ...steps)
  const { state } = known.when(command('NotifyAnomaly', { anomalyId: 'a-1', ...found[0], on: '2023-09-01' }))
  expect(habilitationValueOn(state, 'anomalie', 'a-1', dateCivile('2030-01-01'))).toMatchObject({
    rule: 'echecs',
    finding: { count: 3, first: '2023-09-01T09:00:00.000Z', last: '2023-09-01T09:10:00.000Z' },
    article: { source: 'MEF', article: '3-4' }
  })
})
