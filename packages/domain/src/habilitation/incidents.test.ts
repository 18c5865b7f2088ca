import * as E from 'fp-ts/Either'
import {
  block,
  command,
  correct,
  given,
  givenUnder,
  incident,
  mefDelivered,
  ofEssai,
  psuDelivered,
  requestPsu
} from '../../test/habilitation-commands'
import { decode } from '../codec'
import { dateCivile } from '../time'
import { accèsOn, HabilitationCommand, habilitationValueOn } from '.'

const article = { source: 'PSU', article: '2.3' }

test('A6 P17 an incident is recorded from the day on which it was told; nothing is late, and nothing is blocked by it', () => {
  const { events, state } = given(...psuDelivered).when(
    incident('2018-06-30', { happenedOn: '2018-05-01', foundOn: '2018-05-14' })
  )
  const value = {
    kind: 'perte',
    toldOn: '2018-06-30',
    article,
    happenedOn: '2018-05-01',
    foundOn: '2018-05-14'
  }
  expect(events).toMatchObject([
    {
      type: 'IncidentReported',
      data: {
        computed: { lastDay: null, late: 'non', computation: null, article },
        moves: [{ kind: 'signalement', id: 'i-1', period: { from: '2018-06-30', to: null }, value }]
      }
    }
  ])
  expect(
    JSON.stringify(habilitationValueOn(state, 'signalement', 'i-1', dateCivile('2018-06-30')))
  ).not.toContain('Carnet')
  expect(accèsOn(state, dateCivile('2018-07-01'))?.status).toBe('ouvert')
})

test('A6 P17 under a model that gives a delay it is told as late, counted from the day on which it was found', () => {
  const under = givenUnder({
    incidents: {
      kinds: [{ id: 'perte', label: 'perte' }],
      delay: { from: 'occurrence', offset: { unit: 'day', count: 2, direction: 'after' } },
      article: '2.3'
    }
  })
  const known = under(requestPsu(ofEssai))
  const lateness = (toldOn: string, more: Readonly<Record<string, unknown>>) =>
    known.when(incident(toldOn, more)).events.map(({ data }) => Reflect.get(data, 'computed'))
  expect(lateness('2018-05-16', { happenedOn: '2018-05-01', foundOn: '2018-05-14' })).toMatchObject([
    { lastDay: '2018-05-16', late: 'non' }
  ])
  expect(lateness('2018-05-17', { foundOn: '2018-05-14' })).toEqual([
    {
      lastDay: '2018-05-16',
      late: 'oui',
      computation: 'survenance 14/05/2018 + 2 jours = 16/05/2018 ; signalé le 17/05/2018',
      article
    }
  ])
})

test('A6 an incident happens, is found, and is told, in this order; it says one of the first two days at least', () => {
  const known = given(...psuDelivered)
  const codes = (toldOn: string, more: Readonly<Record<string, unknown>>) =>
    known.when(incident(toldOn, more)).refusals.map(r => [r.code, r.path])
  expect(codes('2018-05-13', { foundOn: '2018-05-14' })).toEqual([['dates-out-of-order', 'data.toldOn']])
  expect(codes('2018-05-16', { happenedOn: '2018-05-15', foundOn: '2018-05-14' })).toEqual([
    ['dates-out-of-order', 'data.foundOn']
  ])
  const undated = decode(HabilitationCommand)({
    ...incident('2018-05-14'),
    data: { incidentId: 'i-1', kind: 'vol', toldOn: '2018-05-14', recit: 'Sac volé' }
  })
  expect(E.isLeft(undated) ? undated.left.map(({ path }) => path) : []).toEqual(['data.foundOn'])
})

test('P17 G1 one id names one incident, and two ids two; told again the same it is the same', () => {
  const known = given(...psuDelivered, incident('2018-05-14'))
  expect(known.when(incident('2018-05-14')).events).toEqual([])
  expect(known.when(incident('2018-05-15')).codes).toEqual(['already-recorded'])
  expect(known.when(incident('2018-05-15', {}, 'i-2')).codes).toEqual([])
})

test('M25 MEF knows no incident that is reported', () => {
  expect(given(...mefDelivered).when(incident('2023-09-01')).refusals).toMatchObject([
    { code: 'not-in-model', sentence: "cette convention ne prévoit pas de signalement d'incident" }
  ])
})

test('G18 P17 the Caf blocks at once, naming the incident, which is not withdrawn from under the block', () => {
  const blocking = command('BlockAccess', { ...block('2018-05-14').data, incidentId: 'i-1' })
  const known = given(...psuDelivered, incident('2018-05-14'), blocking)
  expect(accèsOn(known.state, dateCivile('2018-05-14'))?.status).toBe('bloque')
  expect(known.when(correct(2, null)).codes).toEqual(['rests-upon'])
  expect(known.when(correct(2, incident('2018-05-14', { kind: 'vol' }))).codes).toEqual([])
})
